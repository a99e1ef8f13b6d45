"""UNO, LibreOffice's component model, as this package uses it; the one place that imports it."""

from __future__ import annotations

import builtins
import os
import sys
from importlib import import_module
from typing import Any

import pytest

DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"  # here python3-uno installs for the system's Python
VALUE, DATETIME, STRING, FORMULA = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags
CONTENT = VALUE | DATETIME | STRING | FORMULA


def _load() -> Any:
    """Import uno, and leave Python as it was: uno puts in an import hook, and Debian's folder holds other packages."""
    hook, path = builtins.__import__, list(sys.path)
    try:
        return import_module("uno")
    except ImportError:
        sys.path.append(DEBIAN_PACKAGES)
        try:
            return import_module("uno")
        except ImportError:
            return None
    finally:
        builtins.__import__, sys.path[:] = hook, path


_UNO = _load()


def require() -> Any:
    """Return the module; without python3-uno the test is skipped, in CI it fails."""
    if _UNO is None:
        if os.environ.get("CI") == "true":
            pytest.fail("python3-uno is missing in CI")
        pytest.skip("python3-uno is not installed")
    return _UNO


def struct(name: str, **members: Any) -> Any:
    """Make a UNO struct, e.g. ``com.sun.star.beans.PropertyValue``, with these members."""
    made = require().createUnoStruct(name)
    for member, value in members.items():
        setattr(made, member, value)
    return made


def properties(**values: Any) -> tuple[Any, ...]:
    """Make the arguments of a load or store."""
    return tuple(struct("com.sun.star.beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def enum(name: str, member: str) -> Any:
    """Make a value of a UNO enum, e.g. ``com.sun.star.sheet.CellInsertMode``."""
    return require().Enum(name, member)


def component_context(pipe: str) -> Any:
    """Return the component context of the office that listens at a pipe; raises a UNO exception if none does."""
    local = require().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
