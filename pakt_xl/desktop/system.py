"""What the rest of this package asks of the machine, in one place, so that tests can stand in for any platform."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

NOT_STARTED = 127
"""What ``run`` returns for a program that could not be started, as shells do."""


@dataclass(frozen=True, slots=True)
class System:
    """Facts and means of a machine: ``run`` starts words without a shell and returns the exit code."""

    platform: str
    home: Path
    environ: Mapping[str, str]
    python: Path
    scripts: Path
    base: Path
    run: Callable[[Sequence[str]], int]
    find: Callable[[str], str | None]


def this_system() -> System:
    """Return this machine as it is."""
    return System(
        platform=sys.platform,
        home=Path.home(),
        environ=os.environ,
        python=Path(sys.executable),
        scripts=Path(sysconfig.get_path("scripts")),
        base=Path(sys.base_prefix),
        run=run,
        find=shutil.which,
    )


def run(words: Sequence[str]) -> int:
    """Run a program to its end, silently and without a shell; return its exit code, NOT_STARTED if there is none."""
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(list(words), check=False, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603  no shell
    except OSError:
        return NOT_STARTED
    return done.returncode
