"""Linux and other free desktops: a desktop file that knows our scheme, and the line that makes it the default.

Both as the freedesktop.org specifications have them (Desktop Entry, MIME applications). No program is called: xdg-mime
can set a default, but not take one back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pakt_xl.desktop import mimeapps
from pakt_xl.desktop.place import Report, State, headline, judged, not_ours
from pakt_xl.domain.actions import SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from pakt_xl.desktop.system import System

NAME = "pakt-xl.desktop"
MIME = f"x-scheme-handler/{SCHEME}"
HINT = "Hinweis: Unter Linux gibt es kein Excel; ein Klick zeigt hier nur eine Meldung."
_PLAIN = "-_./,:@+"
"""What needs no quotes in Exec, beside letters and digits."""


@dataclass(frozen=True, slots=True)
class Linux:
    """Registration by files; ``command`` are the words before the link."""

    entry: Path
    defaults: Path
    command: tuple[str, ...]

    @property
    def line(self) -> str:
        """Value of Exec."""
        return " ".join([*map(_quoted, self.command), "%u"])

    def install(self) -> Report:
        """Write the desktop file and make it the default for our scheme."""
        before = self._exec()
        self.entry.parent.mkdir(parents=True, exist_ok=True)
        self.entry.write_text(self._text(), encoding="utf-8")
        mimeapps.add(self.defaults, MIME, NAME)
        replaced = [f"Ersetzt: {before}"] if before not in (None, self.line) else []
        written = (f"Geschrieben: {self.entry}", f"Standard eingetragen in: {self.defaults}")
        return Report(State.HERE, (headline(State.HERE), f"Befehl: {self.line}", *replaced, *written, HINT))

    def status(self) -> Report:
        """Compare both files with those of this installation."""
        found = self._exec()
        if found is None:
            return judged(State.NOWHERE)
        default = mimeapps.first(self.defaults, MIME)
        state = State.ELSEWHERE
        if found == self.line:
            state = State.HERE if default == NAME else State.INCOMPLETE
        where = f"Standard in {self.defaults}: {default or 'keiner'}"
        return judged(state, f"Befehl: {found}", f"Datei: {self.entry}", where)

    def uninstall(self) -> Report:
        """Delete the desktop file and take our line back."""
        found = self._exec()
        if found not in (None, self.line):
            raise not_ours(str(found))
        removed = [f"Standard entfernt aus: {self.defaults}"] if mimeapps.remove(self.defaults, MIME, NAME) else []
        if self.entry.exists():
            self.entry.unlink()
            removed = [f"Entfernt: {self.entry}", *removed]
        return Report(State.NOWHERE, (headline(State.NOWHERE), *removed))

    def _exec(self) -> str | None:
        """Return the command in the desktop file: blank if the file has none, None without a file."""
        if not self.entry.exists():
            return None
        lines = self.entry.read_text(encoding="utf-8", errors="replace").splitlines()
        return next((line.removeprefix("Exec=") for line in lines if line.startswith("Exec=")), "")

    def _text(self) -> str:
        entry = {
            "Type": "Application",
            "Name": "pakt-xl",
            "Comment": "Schaltflächen der Mappe zum DigitalPakt Schule",
            "Exec": self.line,
            "Terminal": "false",
            "NoDisplay": "true",
            "MimeType": f"{MIME};",
        }
        return "".join(["[Desktop Entry]\n", *(f"{key}={value}\n" for key, value in entry.items())])


def linux(system: System, command: tuple[str, ...]) -> Linux:
    """Return the place in this user's folders."""
    data = mimeapps.folder(system, "XDG_DATA_HOME", ".local/share")
    config = mimeapps.folder(system, "XDG_CONFIG_HOME", ".config")
    return Linux(data / "applications" / NAME, config / "mimeapps.list", command)


def _quoted(word: str) -> str:
    """Quote a word for Exec: backslashes twice, once for Exec and once for the file; a plain word stays plain.

    xdg-open outside GNOME and KDE cannot read quotes, so a path gets them only if it must.
    """
    if all(char.isalnum() or char in _PLAIN for char in word):
        return word
    inside = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return '"{}"'.format(inside.replace("\\", "\\\\"))
