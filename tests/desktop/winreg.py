"""A stand-in for Python's winreg: same calls, same errors, keys in memory, every write on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


@dataclass
class Handle:
    """An open key: its path and whether it may be written."""

    path: str
    writable: bool

    def Close(self) -> None:
        self.writable = False

    def __enter__(self) -> Self:  # noqa: D105
        return self

    def __exit__(  # noqa: D105
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.Close()


@dataclass
class Winreg:
    """Keys by path with their values; paths below ``denied`` are read-only, as policies are for most people."""

    keys: dict[str, dict[str, str]] = field(default_factory=lambda: {"Software": {}, r"Software\Classes": {}})
    denied: tuple[str, ...] = ()
    writes: list[tuple[str, ...]] = field(default_factory=list)

    HKEY_CURRENT_USER, KEY_READ, KEY_WRITE, REG_SZ = 0x80000001, 0x20019, 0x20006, 1

    def OpenKeyEx(self, key: int, sub_key: str, reserved: int = 0, access: int = KEY_READ) -> Handle:
        path = self._path(key, sub_key, reserved)
        if path not in self.keys:
            raise FileNotFoundError(2, "Das System kann die angegebene Datei nicht finden")
        if access == self.KEY_WRITE:
            self._may_write(path)
        return Handle(path, access == self.KEY_WRITE)

    def CreateKeyEx(self, key: int, sub_key: str, reserved: int, access: int) -> Handle:
        path = self._path(key, sub_key, reserved)
        assert access == self.KEY_WRITE
        names = path.split("\\")
        for count in range(1, len(names) + 1):
            part = "\\".join(names[:count])
            if part not in self.keys or part == path:
                self._may_write(part)
            if part not in self.keys:
                self.keys[part] = {}
                self.writes.append(("key", part))
        return Handle(path, writable=True)

    def QueryValueEx(self, handle: Handle, name: str) -> tuple[str, int]:
        values = self.keys[handle.path]
        if name not in values:
            raise FileNotFoundError(2, "Das System kann die angegebene Datei nicht finden")
        return values[name], self.REG_SZ

    def SetValueEx(self, handle: Handle, name: str, reserved: int, kind: int, value: str) -> None:
        assert (handle.writable, reserved, kind, type(value)) == (True, 0, self.REG_SZ, str)
        self.keys[handle.path][name] = value
        self.writes.append(("value", handle.path, name, value))

    def DeleteValue(self, handle: Handle, name: str) -> None:
        assert handle.writable
        if name not in self.keys[handle.path]:
            raise FileNotFoundError(2, "Das System kann die angegebene Datei nicht finden")
        del self.keys[handle.path][name]

    def QueryInfoKey(self, handle: Handle) -> tuple[int, int, int]:
        return len(self._children(handle.path)), len(self.keys[handle.path]), 0

    def DeleteKey(self, key: int, sub_key: str) -> None:
        path = self._path(key, sub_key, 0)
        if path not in self.keys:
            raise FileNotFoundError(2, "Das System kann die angegebene Datei nicht finden")
        self._may_write(path)
        if self._children(path):
            raise PermissionError(13, "Zugriff verweigert")
        del self.keys[path]

    def _path(self, key: int, sub_key: str, reserved: int) -> str:
        """Windows compares names of keys without regard to case; the first spelling stays."""
        assert (key, reserved) == (self.HKEY_CURRENT_USER, 0)
        return next((known for known in self.keys if known.casefold() == sub_key.casefold()), sub_key)

    def _children(self, path: str) -> list[str]:
        return [each for each in self.keys if each.startswith(f"{path}\\")]

    def _may_write(self, path: str) -> None:
        if path.startswith(self.denied):
            raise PermissionError(13, "Zugriff verweigert")
