"""Makes docs/pictures/aufgabenbereich.png: the served task pane in Chromium after a click on „Prüfen“ in the demo.

Excel is replaced by the stand-in of the tests: python scripts/pane_picture.py (needs node, npm and chromium).
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pakt_xl.ooxml.save import save  # noqa: E402  the checkout's own package, installed or not
from pakt_xl.programme import load  # noqa: E402  as above
from pakt_xl.run.demo import demo_package  # noqa: E402  as above
from tests.addin.served import browsing, serving  # noqa: E402  as above
from tests.addin.workbook import exported  # noqa: E402  as above

PICTURE = ROOT / "docs" / "pictures" / "aufgabenbereich.png"
WIDTH, HEIGHT = 350, 900
LIMIT = 200_000  # bytes, as for the other pictures


def main() -> None:
    """Serve, open the pane beside the demo, click, take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        master, workbook = Path(folder) / "hamm.xlsx", Path(folder) / "hamm.json"
        save(demo_package(load("digitalpakt_nrw_2019")), master)
        workbook.write_text(json.dumps(exported(master)), encoding="utf-8")
        with serving() as server, browsing(Path(folder) / "profile") as pane:
            pane("open", url=f"{server.url}/taskpane", workbook=str(workbook))
            pane("click", word="pruefen")
            pane("picture", path=str(PICTURE), width=WIDTH, height=HEIGHT)
    size = PICTURE.stat().st_size
    if size > LIMIT:
        sys.exit(f"{PICTURE.name}: {size} bytes, more than {LIMIT}")
    print(f"{PICTURE.name}: {size} bytes")


if __name__ == "__main__":
    main()
