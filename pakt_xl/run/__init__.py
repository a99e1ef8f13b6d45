"""The use cases: the one place that knows in which order the floors work; everything is computed before a write.

``check`` and ``run`` are here; ``run.new``, ``run.repair``, ``run.export`` and others are imported where they are used.
"""

from pakt_xl.run.checking import check, run
from pakt_xl.run.results import Checked, Exported, Judged, Made, Ran, Repaired, Step, no_step

__all__ = ["Checked", "Exported", "Judged", "Made", "Ran", "Repaired", "Step", "check", "no_step", "run"]
