"""macOS: a small application in the user's own folder that knows our scheme and hands each link on.

macOS gives a link to an application as an Apple event, not as an argument. So the application is a script applet,
compiled by osacompile; the applet starts the handler without a shell. Never tried on a Mac: the tests run against
stand-ins of the four programs.
"""

from __future__ import annotations

import plistlib
import shlex
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from pakt_xl.desktop.place import Report, State, headline, judged, not_ours
from pakt_xl.domain.actions import SCHEME
from pakt_xl.domain.errors import UnusableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BUNDLE = "pakt-xl.app"
IDENTIFIER = "pakt-xl.link"
COMMAND_KEY = "PaktXlCommand"
REGISTER = "/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister"
SOURCE = f"""use framework "Foundation"

on open location theLink
	set theBundle to current application's NSBundle's mainBundle()
	set theWords to (theBundle's objectForInfoDictionaryKey:"{COMMAND_KEY}") as list
	set theTask to current application's NSTask's alloc()'s init()
	theTask's setLaunchPath:(item 1 of theWords)
	theTask's setArguments:((rest of theWords) & {{theLink}})
	theTask's launch()
end open location
"""
"""The same for everybody: the command stands in the property list, so no path must be quoted for AppleScript."""


@dataclass(frozen=True, slots=True)
class Mac:
    """Registration by an application bundle; ``command`` are the words before the link."""

    applications: Path
    command: tuple[str, ...]
    run: Callable[[Sequence[str]], int]

    @property
    def bundle(self) -> Path:
        """Where the application lies."""
        return self.applications / BUNDLE

    def install(self) -> Report:
        """Build the application anew, put it in place and make it known."""
        before = self._found()
        if before is None and self.bundle.exists():
            raise UnusableError(
                f"{self.bundle} ist nicht von pakt-xl und bleibt. Bitte zuerst umbenennen oder löschen."
            )
        with tempfile.TemporaryDirectory(prefix="pakt-xl-") as folder:
            built = self._built(Path(folder))
            self.applications.mkdir(parents=True, exist_ok=True)
            if before is not None:
                shutil.rmtree(self.bundle)
            shutil.move(built, self.bundle)
        known = self.run([REGISTER, "-f", str(self.bundle)]) == 0
        replaced = [f"Ersetzt: {_shown(before)}"] if before not in (None, self.command) else []
        hint = [] if known else [f"macOS kennt das Programm noch nicht: bitte einmal im Finder öffnen: {self.bundle}"]
        lines = (headline(State.HERE), f"Befehl: {_shown(self.command)}", *replaced, f"Geschrieben: {self.bundle}")
        return Report(State.HERE, (*lines, *hint))

    def status(self) -> Report:
        """Compare the command in the application with that of this installation."""
        found = self._found()
        if found is None:
            return judged(State.NOWHERE)
        state = State.ELSEWHERE
        if found == self.command:
            state = State.HERE if _schemes(self._facts()) == [SCHEME] else State.INCOMPLETE
        return judged(state, f"Befehl: {_shown(found)}", f"Programm: {self.bundle}")

    def uninstall(self) -> Report:
        """Make the application unknown and delete it."""
        found = self._found()
        if found is None:
            return Report(State.NOWHERE, (headline(State.NOWHERE),))
        if found != self.command:
            raise not_ours(_shown(found))
        self.run([REGISTER, "-u", str(self.bundle)])
        shutil.rmtree(self.bundle)
        return Report(State.NOWHERE, (headline(State.NOWHERE), f"Entfernt: {self.bundle}"))

    def _built(self, folder: Path) -> Path:
        """Compile the applet into a folder, add scheme and command, and sign it for this machine.

        The applet of osacompile is signed; a changed property list breaks the signature, hence a new one without a
        certificate, which Apple's processors demand at least.
        """
        source, built = folder / "pakt-xl.applescript", folder / BUNDLE
        source.write_text(SOURCE, encoding="ascii")
        facts = built / "Contents" / "Info.plist"
        if self.run(["/usr/bin/osacompile", "-o", str(built), str(source)]) != 0 or not facts.is_file():
            raise UnusableError("Das Programm für die Links ließ sich nicht bauen (osacompile). Bitte die IT fragen.")
        facts.write_bytes(plistlib.dumps(plistlib.loads(facts.read_bytes()) | self._own_facts()))
        if self.run(["/usr/bin/codesign", "--force", "--sign", "-", str(built)]) != 0:
            raise UnusableError("Das Programm für die Links ließ sich nicht signieren (codesign). Bitte die IT fragen.")
        return built

    def _own_facts(self) -> dict[str, Any]:
        return {
            "CFBundleIdentifier": IDENTIFIER,
            "CFBundleName": "pakt-xl",
            "CFBundleURLTypes": [{"CFBundleURLName": IDENTIFIER, "CFBundleURLSchemes": [SCHEME]}],
            "LSUIElement": True,  # no icon in the dock
            "NSAppleEventsUsageDescription": "pakt-xl prüft und füllt die geöffnete Mappe in Excel.",
            COMMAND_KEY: list(self.command),
        }

    def _facts(self) -> dict[str, Any]:
        """Property list of the application in place; empty without one that can be read."""
        try:
            read = plistlib.loads((self.bundle / "Contents" / "Info.plist").read_bytes())
        except (OSError, ValueError, ExpatError):
            return {}
        return read if isinstance(read, dict) else {}

    def _found(self) -> tuple[str, ...] | None:
        """Command of our application in place; None if there is none or a stranger of the same name."""
        facts = self._facts()
        return tuple(map(str, facts.get(COMMAND_KEY, ()))) if facts.get("CFBundleIdentifier") == IDENTIFIER else None


def _schemes(facts: dict[str, Any]) -> list[str]:
    return [scheme for each in facts.get("CFBundleURLTypes", ()) for scheme in each.get("CFBundleURLSchemes", ())]


def _shown(command: Sequence[str] | None) -> str:
    return shlex.join(command or ())
