"""A headless LibreOffice with its own profile and pipe: started when first asked for, ended with Python."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from tests.engines.uno_bridge import component_context, properties
from tests.office import SOFFICE

START = 60.0  # seconds the office may take until it answers

# Formulas are always computed when a file is loaded, in one thread, and formats are named in English.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Calculation">
<prop oor:name="UseThreadedCalculationForFormulaGroups" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-US</value></prop></item></oor:items>"""


class Office:
    """One running process; ``desktop`` is its UNO desktop."""

    def __init__(self) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="office-"))
        user = self._profile / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        pipe = f"p{uuid.uuid4().hex}"
        options = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        self._process = subprocess.Popen(
            [
                SOFFICE or "soffice",
                f"-env:UserInstallation={self._profile.as_uri()}",
                *options,
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # the wrapper script has children: the whole group is ended
        )
        try:
            context = self._answer(pipe)
        except BaseException:
            self.stop()
            raise
        self.desktop: Any = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    @property
    def pid(self) -> int:
        return self._process.pid

    def load(self, path: Path) -> Any:
        """Open a file with a window that nobody sees; an error is raised, never asked about."""
        document = self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, properties(Hidden=True))
        if document is None:
            raise OSError(f"LibreOffice cannot load {path}")
        document.UndoManager.lock()  # nobody undoes; the steps would only be kept
        return document

    def stop(self) -> None:
        """End all its processes and remove the profile; asking it to end could hang where killing cannot."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _answer(self, pipe: str) -> Any:
        end = time.monotonic() + START
        while True:
            try:
                return component_context(pipe)
            except Exception:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.1)


@cache
def office() -> Office:
    """Return the office of this Python process; it is started by the first call."""
    started = Office()
    atexit.register(started.stop)
    return started
