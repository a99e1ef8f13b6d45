"""The outcome as the task pane gets it."""

from __future__ import annotations

import json

from pakt_xl.addin.answer import SHOWN, answer, refused
from pakt_xl.domain.actions import ACTIONS
from pakt_xl.run.outcome import Found, Outcome


def found(severity: str, code: str = "S01") -> Found:
    return Found(code, severity, "Schulen", "D5", "190001", "190001", "Das Budget ist überschritten.", "Verschieben.")


def test_gravest_findings_come_first_and_keep_their_order() -> None:
    findings = (found("Hinweis"), found("Fehler", "S01"), found("Warnung"), found("Fehler", "S02"))
    got = json.loads(answer(Outcome(ACTIONS[0], "fertig", ("Filter entfernt.",), findings)))
    assert [(each["severity"], each["code"]) for each in got["findings"]] == [
        ("Fehler", "S01"),
        ("Fehler", "S02"),
        ("Warnung", "S01"),
        ("Hinweis", "S01"),
    ]
    assert got["counts"] == {"Fehler": 2, "Warnung": 1, "Hinweis": 1}
    assert (got["message"], got["remarks"], got["failed"]) == ("fertig", ["Filter entfernt."], False)
    assert got["findings"][0]["message"] == "Das Budget ist überschritten."


def test_all_are_counted_but_only_so_many_are_sent() -> None:
    findings = (*[found("Warnung")] * (SHOWN + 5), found("Fehler"))
    got = json.loads(answer(Outcome(ACTIONS[0], "fertig", (), findings)))
    assert len(got["findings"]) == SHOWN
    assert got["findings"][0]["severity"] == "Fehler"
    assert got["counts"] == {"Fehler": 1, "Warnung": SHOWN + 5, "Hinweis": 0}


def test_refusal_has_the_same_parts_as_an_outcome() -> None:
    got = json.loads(refused("Das geht nicht."))
    assert got.keys() == json.loads(answer(Outcome(ACTIONS[0], "fertig"))).keys()
    assert (got["failed"], got["message"]) == (True, "Das geht nicht.")
    assert got["counts"] == {"Fehler": 0, "Warnung": 0, "Hinweis": 0}
