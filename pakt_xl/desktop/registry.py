"""The current user's part of the Windows registry, as far as a registration needs it."""

from __future__ import annotations

from typing import Any

ROOT = "HKEY_CURRENT_USER"
"""How people write the root of all keys here; it never stands in a key."""


class Registry:
    """Keys are paths below HKEY_CURRENT_USER, values are texts; the blank name is the key's default value.

    ``winreg`` is Python's module of this name, which only Windows has. Writing and deleting raise OSError as
    that module does: PermissionError without the right to.
    """

    def __init__(self, winreg: Any) -> None:
        self._winreg = winreg
        self._root = winreg.HKEY_CURRENT_USER

    def exists(self, key: str) -> bool:
        """Whether there is such a key."""
        try:
            self._winreg.OpenKeyEx(self._root, key).Close()
        except FileNotFoundError:
            return False
        return True

    def read(self, key: str, name: str = "") -> str | None:
        """Return a value as text, None if key or value are missing."""
        try:
            with self._winreg.OpenKeyEx(self._root, key) as handle:
                return str(self._winreg.QueryValueEx(handle, name)[0])
        except FileNotFoundError:
            return None

    def write(self, key: str, name: str, value: str) -> None:
        """Set a value; missing keys on the way are made."""
        with self._winreg.CreateKeyEx(self._root, key, 0, self._winreg.KEY_WRITE) as handle:
            self._winreg.SetValueEx(handle, name, 0, self._winreg.REG_SZ, value)

    def make(self, key: str) -> str | None:
        """Make a key with all keys on the way; return the uppermost one that was missing, None if there was none."""
        names = key.split("\\")
        paths = ("\\".join(names[:count]) for count in range(1, len(names) + 1))
        uppermost = next((path for path in paths if not self.exists(path)), None)
        if uppermost is not None:
            self._winreg.CreateKeyEx(self._root, key, 0, self._winreg.KEY_WRITE).Close()
        return uppermost

    def forget(self, key: str, name: str) -> None:
        """Delete a value if it is there."""
        try:
            with self._winreg.OpenKeyEx(self._root, key, 0, self._winreg.KEY_WRITE) as handle:
                self._winreg.DeleteValue(handle, name)
        except FileNotFoundError:
            return

    def remove_empty(self, key: str) -> bool:
        """Delete a key that holds neither values nor keys; return whether it is gone."""
        try:
            with self._winreg.OpenKeyEx(self._root, key) as handle:
                keys, values, _ = self._winreg.QueryInfoKey(handle)
        except FileNotFoundError:
            return True
        if keys or values:
            return False
        self._winreg.DeleteKey(self._root, key)
        return True
