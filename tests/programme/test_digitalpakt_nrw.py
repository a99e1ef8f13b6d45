"""The values of the programme files that come with the tool, as the rules name them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pakt_xl.domain.errors import UnusableError
from pakt_xl.programme import known_programmes, load

NRW = "digitalpakt_nrw_2019"


def test_both_programmes_are_known() -> None:
    assert known_programmes() == ("digitalpakt_2_nrw", NRW)


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(1899, 12, 31), 19),
        (date(2020, 6, 30), 19),
        (date(2020, 7, 1), 16),
        (date(2020, 12, 31), 16),
        (date(2021, 1, 1), 19),
        (date(9999, 12, 31), 19),
    ],
)
def test_rule_1_the_vat_of_every_day(day: date, percent: int) -> None:
    assert load(NRW).vat(day) == percent


@pytest.mark.parametrize(
    ("year", "threshold"),
    [
        (2019, None),
        (2020, 214000),
        (2021, 214000),
        (2022, 215000),
        (2023, 215000),
        (2024, 221000),
        (2025, 221000),
        (2026, 216000),
        (2027, 216000),
        (2028, None),
    ],
)
@pytest.mark.parametrize("programme", known_programmes())
def test_the_eu_threshold_of_every_year(programme: str, year: int, threshold: int | None) -> None:
    assert load(programme).eu_threshold(year) == threshold


def test_the_values_of_the_rules() -> None:
    programme = load(NRW)
    assert programme.complete
    assert programme.years == (2020, 2021, 2022, 2023, 2024)
    assert programme.end == date(2024, 10, 31)
    assert programme.grant_percent == 90
    assert (programme.cap_percent, programme.cap_amount) == (Decimal(20), Decimal("25000.00"))
    assert programme.authority_cap_percent == 20
    assert programme.pillar1_share_percent == 50
    assert (programme.focus_pillar, programme.capped_pillar, programme.excluded_pillars) == (1, 3, (4,))
    assert programme.automatic_groups == ("Präsentationstechnik", "WLAN")
    assert programme.automatic_recorded_years == (2020, 2021)
    assert [pillar.number for pillar in programme.pillars] == [1, 2, 3, 4]
    assert programme.entries.last_call.value == date(2024, 11, 8)
    assert (programme.entries.binding_years.value, programme.entries.proof_months.value) == (5, 6)


@pytest.mark.parametrize(
    ("group", "pillar", "rank"),
    [
        ("Präsentationstechnik", 2, 1),
        ("WLAN", None, 1),
        ("LAN und Server", 1, 2),
        ("Sonstiges", 1, 3),
        ("Arbeitsplätze", 2, 4),
        ("Mobile Endgeräte", 3, 5),
        ("Sonstiges", 4, 6),
        (None, None, 6),
    ],
)
def test_rule_8_ranks_go_by_product_group_then_by_pillar(group: str | None, pillar: int | None, rank: int) -> None:
    assert load(NRW).rank(group, pillar) == rank


def test_the_next_programme_says_that_it_is_incomplete() -> None:
    programme = load("digitalpakt_2_nrw")
    assert programme.years == (2026, 2027, 2028, 2029, 2030)
    assert not programme.complete
    assert "liegt nicht vor" in programme.missing


@pytest.mark.parametrize("programme", known_programmes())
def test_every_value_names_its_source_and_its_first_day(programme: str) -> None:
    values = load(programme).values
    assert all(value.source and value.origin in {"Beleg", "Annahme"} for value in values)
    assert {value.origin for value in values} == {"Beleg", "Annahme"}


def test_the_keys_that_the_live_formulas_look_up() -> None:
    values = load(NRW).values
    single = {value.key: value.value for value in values}
    assert single["Förderanteil in Prozent"] == 90
    assert single["Obergrenze Säule 3 in Prozent"] == 20
    assert single["Obergrenze Säule 3 je Schule"] == 25000
    assert single["Ende des Programms"] == date(2024, 10, 31)
    assert (single["Erstes Programmjahr"], single["Letztes Programmjahr"]) == (2020, 2024)
    assert single["Automatische Beschaffung, erfasst im Jahr"] == "2020, 2021"
    assert single["Fördersäule 3"] == "Schulgebundene mobile Endgeräte"
    assert (single["Rang 1"], single["Rang 3"]) == ("Präsentationstechnik, WLAN", "übrige Säule 1")
    dated = [(value.value, value.valid_from, value.valid_to) for value in values if value.key.startswith("Umsatzst")]
    assert dated[1:] == [(16, date(2020, 7, 1), date(2020, 12, 31)), (19, date(2021, 1, 1), None)]
    assert sum(value.key == "EU-Schwelle netto" for value in values) == 4


def test_the_checksum_is_that_of_the_file() -> None:
    sums = {load(name).checksum for name in known_programmes()}
    assert len(sums) == 2
    assert all(len(checksum) == 64 for checksum in sums)


def test_an_id_is_compared_without_case_and_blanks() -> None:
    assert load(" DigitalPakt_NRW_2019 ").id == NRW


@pytest.mark.parametrize("wrong", ["digitalpakt", "../digitalpakt_nrw_2019", "/etc/passwd", ""])
def test_an_unknown_id_is_told_with_the_known_ones(wrong: str) -> None:
    with pytest.raises(UnusableError, match=r"unbekannt.*: digitalpakt_2_nrw, digitalpakt_nrw_2019\."):
        load(wrong)
