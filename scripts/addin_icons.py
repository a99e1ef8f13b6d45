"""Draws the icons of the add-in, a white tick on the colour of the workbook: python scripts/addin_icons.py.

Written as PNG with the standard library alone; each pixel is the mean of a grid of points in it.
"""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise
from math import hypot
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "pakt_xl" / "addin" / "project" / "static" / "images"
SIZES = {"icons/pakt-16.png": 16, "icons/pakt-32.png": 32, "icons/pakt-64.png": 64, "icons/pakt-80.png": 80}
FAVICON = "favicon.png"
TEAL, WHITE = (15, 92, 99), (255, 255, 255)
TICK = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))  # in parts of the width
STROKE, RADIUS = 0.07, 0.18  # half the width of the stroke; radius of the corners
GRID = 4  # points in a row of a pixel


def main() -> None:
    """Write all icons."""
    for name, size in (SIZES | {FAVICON: 32}).items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(size))
        print(f"{name}: {path.stat().st_size} bytes")


def png(size: int) -> bytes:
    """Return the icon as a PNG of ``size`` x ``size`` pixels with transparent corners."""
    rows = b"".join(b"\0" + b"".join(_pixel(x, y, size) for x in range(size)) for y in range(size))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pixel(x: int, y: int, size: int) -> bytes:
    """Red, green, blue and opacity of a pixel."""
    steps = [(step + 0.5) / GRID for step in range(GRID)]
    points = [((x + right) / size, (y + down) / size) for right in steps for down in steps]
    inside = [point for point in points if _in_square(*point)]
    if not inside:
        return bytes(4)
    white = sum(_on_tick(*point) for point in inside) / len(inside)
    colour = [round(ground + white * (ink - ground)) for ground, ink in zip(TEAL, WHITE, strict=True)]
    return bytes([*colour, round(255 * len(inside) / len(points))])


def _in_square(x: float, y: float) -> bool:
    over = [max(abs(value - 0.5) - (0.5 - RADIUS), 0) for value in (x, y)]
    return hypot(*over) <= RADIUS


def _on_tick(x: float, y: float) -> bool:
    return any(_distance(x, y, start, end) <= STROKE for start, end in pairwise(TICK))


def _distance(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Distance of a point from a line with two ends."""
    left, top = start
    across, down = end[0] - left, end[1] - top
    along = ((x - left) * across + (y - top) * down) / (across**2 + down**2)
    part = min(max(along, 0), 1)
    return hypot(x - left - part * across, y - top - part * down)


if __name__ == "__main__":
    main()
