"""What a click costs of our own: CPU of the handler on the demo, less that of the office program behind xlwings.

The office program is the recording model of Excel in tests/engines under xlwings' own Windows code: what is spent below
xlwings' public API is the model's and is taken off; a real Excel spends its own time in its own process.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measure import HERE, cost_of, folder, least, print_machine

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 0.500
TIMES = 5
START = "import sys; sys.modules['pandas'] = sys.modules['numpy'] = None; import pakt_xl.buttons, xlwings"
PARTS = ("Range", "Table", "Tables", "Sheet", "Sheets", "Book", "App", "Names")


def main() -> None:
    print_machine()
    with folder() as place:
        demo = place / "hamm.xlsx"
        cost_of(["-m", "pakt_xl", "new", demo, "--demo"])
        bare = least([cost_of(["-c", "pass"]) for _ in range(TIMES)]).cpu
        start = least([cost_of(["-c", START])]).cpu
        print(f"Start of the handler above the bare interpreter: {(start - bare) * 1000:.0f} ms of CPU")
        for word in ("pruefen", "budget", "plan", "alles"):
            own = min(float(click_in_a_process(demo, word)) for _ in range(TIMES))
            whole = own + start - bare
            verdict = "within" if whole < LIMIT else "ABOVE"
            print(
                f"{word:8} {own * 1000:4.0f} ms, with the start {whole * 1000:4.0f} ms: {verdict} {LIMIT * 1000:.0f} ms"
            )


def click_in_a_process(demo: Path, word: str) -> str:
    """Return the seconds of CPU of one first click, as a fresh process counts them."""
    command = [sys.executable, str(HERE / "click.py"), str(demo), word]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent).stdout.strip()


def own_cpu(demo: Path, word: str) -> float:
    """Seconds of CPU of one click, without what was spent below xlwings' public API."""
    sys.modules["pandas"] = sys.modules["numpy"] = None  # type: ignore[assignment]  # as the handler does
    sys.path.insert(0, str(HERE.parent))
    import xlwings.main  # noqa: PLC0415  only after the line above

    from pakt_xl import buttons  # noqa: PLC0415  for the same reason
    from tests.engines.com_engine import ComEngine  # noqa: PLC0415  for the same reason

    clock = Clock()
    with ComEngine("de").open(demo) as opened:
        for name in PARTS:
            clock.watch(getattr(xlwings.main, name))
        action = buttons.action_of_link(f"pakt-xl://{word}")
        assert action is not None  # noqa: S101  a benchmark's own words
        begin = time.process_time()
        outcome = buttons.click(action, opened.book)
        whole = time.process_time() - begin
    if outcome.failed:
        sys.exit(outcome.message)
    return whole - clock.spent


class Clock:
    """Adds up the CPU that is spent inside the members of watched classes, calls within calls counted once."""

    def __init__(self) -> None:
        self.spent = 0.0
        self._inside = False

    def watch(self, kind: type) -> None:
        """Measure every property and method of a class but those that only hold what is there."""
        for name, member in list(vars(kind).items()):
            if isinstance(member, property):
                setter = member.fset and self._timed(member.fset)
                setattr(kind, name, property(self._timed(member.fget) if member.fget else None, setter))
            elif callable(member) and not isinstance(member, type) and name not in ("__init__", "__class__"):
                setattr(kind, name, self._timed(member))

    def _timed(self, member: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **options: Any) -> Any:
            if self._inside:
                return member(*arguments, **options)
            self._inside, begin = True, time.process_time()
            try:
                return member(*arguments, **options)
            finally:
                self.spent += time.process_time() - begin
                self._inside = False

        return timed


if __name__ == "__main__":
    if sys.argv[1:]:
        print(own_cpu(Path(sys.argv[1]), sys.argv[2]))
    else:
        main()
