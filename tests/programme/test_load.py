"""A broken programme file is told with file, key and reason, in German."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.programme.load import FOLDER, load_file

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (FOLDER / "digitalpakt_nrw_2019.yaml").read_text(encoding="utf-8")
VAT_GAP = ("valid_to: 2020-06-30", "valid_to: 2020-06-29")
CASES = {
    "syntax": ("pillars:", "pillars: [", "Zeile", "kein gültiges YAML. Einrückung"),
    "control character": ("complete: true", "complete: \0", "kein gültiges YAML"),
    "doubled key": ("complete: true", "complete: true\ncomplete: false", "ein Schlüssel steht doppelt"),
    "unknown key": ("complete: true", "complete: true\nfarbe: rot", "Schlüssel „farbe“: unbekannter Schlüssel"),
    "missing key": ("complete: true", "", "Schlüssel „complete“: fehlt"),
    "no truth value": ("complete: true", "complete: vielleicht", "Schlüssel „complete“: true oder false erwartet"),
    "unknown value": (
        "  Ende des Programms:",
        "  Ende des Pakts:",
        "Schlüssel „values / Ende des Programms“: fehlt",
        "Schlüssel „values / Ende des Pakts“: unbekannter Schlüssel",
    ),
    "no number": ("value: 90", "value: neunzig", "„values / Förderanteil in Prozent / value“: Zahl erwartet"),
    "infinite": ("value: 90", "value: .inf", "„values / Förderanteil in Prozent / value“: Zahl erwartet"),
    "too small": ("value: 90", "value: 0", "„values / Förderanteil in Prozent / value“: zu klein"),
    "too large": ("value: 90", "value: 100.5", "„values / Förderanteil in Prozent / value“: zu groß"),
    "broken cent": ("value: 25000", "value: 25000.001", "je Schule / value“: höchstens 2 Nachkommastellen"),
    "no whole number": ("value: 2020\n", "value: 2020.5\n", "Erstes Programmjahr / value“: ganze Zahl erwartet"),
    "no day": ("value: 2024-10-31", "value: 2024-13-31", "Ende des Programms / value“: Datum JJJJ-MM-TT erwartet"),
    "no text": ("name: DigitalPakt Schule", "name: 2019 #", "Schlüssel „name“: Text erwartet"),
    "no list": ("value: [4]", "value: 4", "Nicht beantragte Säulen / value“: Liste erwartet"),
    "no mapping": ("  Letzter Mittelabruf:", "  Letzter Mittelabruf: 8\n  x:", "Schlüssel mit Werten erwartet"),
    "without source": (
        '    assumption: "Ratsbeschluss',
        '    # assumption: "Ratsbeschluss',
        "„values / Mindestanteil Säule 1 in Prozent“: genau eines von „reference“ (Beleg) und „assumption“ (Annahme)",
    ),
    "both sources": (
        '    assumption: "Ratsbeschluss',
        '    reference: Rat\n    assumption: "Ratsbeschluss',
        "„values / Mindestanteil Säule 1 in Prozent“: genau eines von",
    ),
    "blank source": (
        'reference: "Bezirksregierung Detmold: letzter Mittelabruf 08.11.2024"',
        'reference: " "',
        "„values / Letzter Mittelabruf / reference“: leer",
    ),
    "end before start": (
        "valid_to: 2021-12-31",
        "valid_to: 2019-12-31",
        "EU-Schwelle netto / 1“: „valid_to“ liegt vor",
    ),
    "overlap": (
        "valid_to: 2021-12-31",
        "valid_to: 2022-06-30",
        "„values / EU-Schwelle netto“: die Zeiträume ab 01.01.2020 und ab 01.01.2022 überschneiden sich",
    ),
    "two values on one day": ("valid_to: 2021-12-31", "valid_to: 2022-01-01", "EU-Schwelle netto“: die Zeiträume ab"),
    "open before the last": ("      valid_to: 2021-12-31\n", "", "EU-Schwelle netto“: die Zeiträume ab 01.01.2020"),
    "gap": (*VAT_GAP, "„values / Umsatzsteuer in Prozent“: Lücke vom 29.06.2020 bis zum 01.07.2020"),
    "no value at the end": (
        "      valid_from: 2021-01-01\n",
        "      valid_from: 2021-01-01\n      valid_to: 2030-12-31\n",
        "„values / Umsatzsteuer in Prozent“: kein Wert nach dem 31.12.2030",
    ),
    "years": ("value: 2024\n", "value: 2019\n", "Schlüssel „values“: „Letztes Programmjahr“ liegt vor „Erstes"),
    "rank of nothing": ("  - pillar: 1\n", "  - product_groups: []\n", "„ranks / 3“: genau eines von „product_groups“"),
    "incomplete, but of what": ("complete: true", "complete: false", "„missing“ nennt, was fehlt"),
    "complete, but not quite": ("complete: true", "complete: true\nmissing: etwas", "„missing“ nennt, was fehlt"),
    "another id": ("id: digitalpakt_nrw_2019", "id: digitalpakt", "„id“: muss wie die Datei heißen"),
}


def write(folder: Path, text: str) -> Path:
    path = folder / "digitalpakt_nrw_2019.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_names_file_key_and_reason(tmp_path: Path, case: str) -> None:
    old, new, *reasons = CASES[case]
    assert old in GOOD
    with pytest.raises(UnusableError) as raised:
        load_file(write(tmp_path, GOOD.replace(old, new, 1)))
    message = str(raised.value)
    assert message.startswith("Programmdatei digitalpakt_nrw_2019.yaml")
    assert all(reason in message for reason in reasons), message
    assert message.endswith(".")


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("value: 90", "value: x", 1).replace("complete: true", "", 1)
    with pytest.raises(UnusableError, match=r"„complete“: fehlt; Schlüssel „values .* value“: Zahl erwartet"):
        load_file(write(tmp_path, text))


def test_no_vat_at_all(tmp_path: Path) -> None:
    start, end = GOOD.index("  Umsatzsteuer"), GOOD.index("  EU-Schwelle")
    text = f"{GOOD[:start]}  Umsatzsteuer in Prozent: []\n\n{GOOD[end:]}"
    with pytest.raises(UnusableError, match="„values / Umsatzsteuer in Prozent“: kein Wert"):
        load_file(write(tmp_path, text))


@pytest.mark.parametrize(("key", "start", "end"), [("pillars", "pillars:", "# Wer zuerst"), ("ranks", "ranks:", None)])
def test_no_pillars_or_ranks_at_all(tmp_path: Path, key: str, start: str, end: str | None) -> None:
    rest = GOOD[GOOD.index(end) :] if end else ""
    with pytest.raises(UnusableError, match=f"Schlüssel „{key}“: leere Liste"):
        load_file(write(tmp_path, f"{GOOD[: GOOD.index(start)]}{key}: []\n{rest}"))


@pytest.mark.parametrize("text", ["", "- 1\n- 2\n", "nur Text"])
def test_a_file_without_keys(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnusableError, match="Schlüssel mit Werten erwartet"):
        load_file(write(tmp_path, text))


def test_what_nobody_foresaw_is_told_too(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="Schlüssel „values“: "):
        load_file(write(tmp_path, "id: x\nvalues: 3\n"))


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    path.write_bytes(GOOD.encode("latin-1", "replace"))
    with pytest.raises(UnusableError, match="kein gültiges YAML"):
        load_file(path)
