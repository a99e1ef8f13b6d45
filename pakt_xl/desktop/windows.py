"""Windows: the scheme in the current user's registry, and the scheme among those that Office trusts.

Never tried on a Windows machine: what is written follows Microsoft's documents, the tests run against a stand-in of
Python's winreg.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.desktop.place import Report, State, headline, judged, not_ours
from pakt_xl.desktop.registry import ROOT
from pakt_xl.domain.actions import SCHEME
from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.desktop.registry import Registry

CLASS = rf"Software\Classes\{SCHEME}"
COMMAND = rf"{CLASS}\shell\open\command"
MARK = "URL Protocol"
"""The empty value that makes a class a scheme (Microsoft: Registering an Application to a URI Scheme)."""
TRUSTED = rf"Software\Policies\Microsoft\Office\16.0\Common\Security\Trusted Protocols\All Applications\{SCHEME}:"
"""Empty key, named by the scheme with its colon: no warning before links of this scheme.

Documented by Microsoft for Office 2016 and later in “Enable or disable hyperlink warning messages in Office programs”,
section “per protocol”; the administrative templates of Office do not list it. On most machines only administrators and
group policies may write below Software\\Policies: then the links work all the same, after a question by Excel.
"""
MADE = "TrustedFrom"
"""Value of our class: the uppermost key on the way to TRUSTED that ``install`` made; only those are removed again."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Registration for the current user; ``command`` are the words before the link."""

    registry: Registry
    command: tuple[str, ...]
    base: Path

    @property
    def line(self) -> str:
        """Command line of the registration.

        A link with a quotation mark could end the quotes: whatever follows are further arguments of the handler,
        which takes exactly one, and never a command, for no shell reads this line.
        """
        program, *rest = self.command
        return " ".join([f'"{program}"', *rest, '"%1"'])

    def install(self) -> Report:
        """Write class, command and trust; without the right to write the trust, say what Excel will ask."""
        if "windowsapps" in str(self.base).lower():
            raise UnusableError(
                "Das Python aus dem Microsoft Store schreibt in eine eigene Kopie der Registrierung, die Excel nicht "
                "liest. Bitte pakt-xl mit einem Python von python.org installieren."
            )
        before = self.registry.read(COMMAND)
        try:
            self.registry.write(CLASS, "", f"URL:{SCHEME}")
            self.registry.write(COMMAND, "", self.line)
            self.registry.write(CLASS, MARK, "")
        except OSError as error:
            raise _refused(error) from error
        replaced = [f"Ersetzt: {before}"] if before not in (None, self.line) else []
        lines = [headline(State.HERE), f"Befehl: {self.line}", *replaced, f"Geschrieben: {ROOT}\\{CLASS}"]
        return Report(State.HERE, (*lines, self._trust()))

    def status(self) -> Report:
        """Compare class and command with those of this installation."""
        found = self.registry.read(COMMAND)
        if found is None:
            return judged(State.NOWHERE)
        state = State.ELSEWHERE
        if found == self.line:
            state = State.INCOMPLETE if self.registry.read(CLASS, MARK) is None else State.HERE
        trust = "eingetragen" if self.registry.exists(TRUSTED) else "fehlt, Excel fragt vor jedem Klick nach"
        return judged(state, f"Befehl: {found}", f"Schlüssel: {ROOT}\\{CLASS}", f"Freigabe für Office: {trust}.")

    def uninstall(self) -> Report:
        """Remove our values, and keys that are empty then."""
        found = self.registry.read(COMMAND)
        if found not in (None, self.line):
            raise not_ours(str(found))
        try:
            trust = self._distrust()
            for key, name in ((COMMAND, ""), (CLASS, MARK), (CLASS, MADE), (CLASS, "")):
                self.registry.forget(key, name)
            gone = [self.registry.remove_empty(key) for key in _upwards(COMMAND, CLASS)]
        except OSError as error:
            raise _refused(error) from error
        rest = [] if all(gone) else [f"Bleibt, weil fremde Einträge darin stehen: {ROOT}\\{CLASS}"]
        removed = [] if found is None else [f"Entfernt: {ROOT}\\{CLASS}"]
        return Report(State.NOWHERE, (headline(State.NOWHERE), *removed, *rest, *trust))

    def _trust(self) -> str:
        try:
            made = self.registry.make(TRUSTED)
            if made is not None:
                self.registry.write(CLASS, MADE, made)
        except OSError:
            return (
                "Ohne Schreibrecht fehlt die Freigabe für Office: Excel fragt vor jedem Klick nach. Die IT kann dafür "
                f"diesen leeren Schlüssel anlegen: {ROOT}\\{TRUSTED}"
            )
        return f"Freigabe für Office: {ROOT}\\{TRUSTED}"

    def _distrust(self) -> list[str]:
        """Remove the keys on the way to TRUSTED that we made; return what to tell."""
        if not self.registry.exists(TRUSTED):
            return []
        made = self.registry.read(CLASS, MADE)
        try:
            gone = [self.registry.remove_empty(key) for key in (_upwards(TRUSTED, made) if made else ())]
        except OSError:
            return [f"Bleibt, weil das Schreibrecht fehlt: {ROOT}\\{TRUSTED}"]
        if gone and gone[0]:
            return [f"Entfernt: {ROOT}\\{TRUSTED}"]
        return [f"Bleibt, weil nicht allein von pakt-xl eingetragen: {ROOT}\\{TRUSTED}"]


def _upwards(key: str, last: str) -> list[str]:
    """Return the key and the keys above it, the last one included."""
    names, count = key.split("\\"), len(last.split("\\"))
    return ["\\".join(names[:length]) for length in range(len(names), count - 1, -1)]


def _refused(error: OSError) -> UnusableError:
    return UnusableError(
        f"Windows lässt den Eintrag in {ROOT}\\{CLASS} nicht zu ({error.strerror or type(error).__name__}). "
        "Bitte die IT fragen."
    )
