"""A workbook for each school: what is made, kept, failed; the same files whoever makes them."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pakt_xl.cli import main
from pakt_xl.domain.errors import UnusableError
from pakt_xl.run import executors
from pakt_xl.run import schools as case
from pakt_xl.run.executors import batched, executor_of, in_order
from pakt_xl.run.schools import Outcome, schools
from pakt_xl.schools.facts import sheets_of
from pakt_xl.schools.files import file_name
from tests.masters import EXAMPLE_10, master
from tests.office import recalculate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pakt_xl.planning.outlook import Outlook, SchoolFacts
    from pakt_xl.run.schools import SchoolsMade
    from pakt_xl.schools import SchoolSheet

SCHOOLS = """
    Schulnummer | Schulname       | DigitalPakt-Budget
    190001      | Ahornschule     | 90.000,00
    190002      | Schule am Park  | 40.000,00
    190003      | Eichenschule    | 50.000,00
    """
AHORN, PARK, OAK = "190001_Ahornschule.xlsx", "190002_Schule-am-Park.xlsx", "190003_Eichenschule.xlsx"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Master with three schools without an error."""
    return master(tmp_path / "Mappe.xlsx", **(EXAMPLE_10 | {"Schulen": SCHOOLS}))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "mappen"


def outcomes(made: SchoolsMade) -> list[tuple[str, Outcome]]:
    return [(file.number, file.outcome) for file in made.files]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def fill_in(path: Path) -> bytes:
    """Type a wish into a workbook, as a school does, and save it."""
    workbook = load_workbook(path)
    workbook["Änderungswünsche"]["A5"] = "B-1"
    workbook.save(path)
    return path.read_bytes()


def test_every_school_gets_its_workbook(plan: Path, out: Path) -> None:
    made = schools(plan, out)
    assert list(files(out)) == [AHORN, PARK, OAK]
    assert outcomes(made) == [(number, Outcome.MADE) for number in ("190001", "190002", "190003")]
    assert [file.path for file in made.files] == [out / name for name in (AHORN, PARK, OAK)]
    page = load_workbook(out / AHORN)["Ihre Bedarfe"]
    assert [page[f"A{row}"].value for row in range(5, 11)] == ["B-1", "B-2", "B-3", "B-4", "B-5", None]


def test_the_master_stays_as_it_is(plan: Path, out: Path) -> None:
    before = plan.read_bytes()
    schools(plan, out)
    assert plan.read_bytes() == before


def test_the_same_master_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        schools(plan, tmp_path / name)
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_workbook_that_was_filled_in_is_never_overwritten_and_this_is_said(plan: Path, out: Path) -> None:
    schools(plan, out)
    filled = fill_in(out / PARK)
    made = schools(plan, out)
    assert (out / PARK).read_bytes() == filled
    assert [file.outcome for file in made.files] == [Outcome.MADE, Outcome.KEPT, Outcome.MADE]
    assert "schon jemand gearbeitet" in made.files[1].reason


@pytest.mark.libreoffice
def test_a_workbook_that_libreoffice_saved_is_kept(plan: Path, out: Path, tmp_path: Path) -> None:
    schools(plan, out)
    saved = recalculate(out / OAK, tmp_path).read_bytes()
    (out / OAK).write_bytes(saved)
    assert schools(plan, out).files[2].outcome is Outcome.KEPT
    assert (out / OAK).read_bytes() == saved


def test_a_workbook_that_nobody_touched_is_replaced_by_the_newer_one(plan: Path, out: Path) -> None:
    schools(plan, out)
    before = files(out)
    richer = SCHOOLS.replace("40.000,00", "41.000,00")
    master(plan, **(EXAMPLE_10 | {"Schulen": richer}))
    assert schools(plan, out).count(Outcome.MADE) == 3
    assert {name for name in before if files(out)[name] != before[name]} == {PARK}


@pytest.mark.parametrize("content", [b"", b"Notiz"])
def test_a_strange_file_is_kept_but_an_empty_one_is_replaced(plan: Path, out: Path, content: bytes) -> None:
    out.mkdir()
    (out / OAK).write_bytes(content)
    made = schools(plan, out)
    assert (made.files[2].outcome is Outcome.KEPT) == bool(content)
    assert ((out / OAK).read_bytes() == content) == bool(content)


def test_a_school_that_was_renamed_gets_no_second_workbook_beside_the_first(plan: Path, out: Path) -> None:
    schools(plan, out)
    master(plan, **(EXAMPLE_10 | {"Schulen": SCHOOLS.replace("Schule am Park", "Parkschule    ")}))
    made = schools(plan, out)
    assert made.files[1].outcome is Outcome.KEPT
    assert f"liegt schon „{PARK}“" in made.files[1].reason
    assert list(files(out)) == [AHORN, PARK, OAK]


@pytest.mark.parametrize("lock", [f"~${PARK}", f".~lock.{PARK}#"])
def test_a_workbook_that_is_open_is_left_alone(plan: Path, out: Path, lock: str) -> None:
    schools(plan, out)
    before = (out / PARK).stat().st_mtime_ns
    (out / lock).write_bytes(b"")
    made = schools(plan, out)
    assert made.files[1].outcome is Outcome.KEPT
    assert "geöffnet" in made.files[1].reason
    assert (out / PARK).stat().st_mtime_ns == before


def test_only_the_schools_that_were_asked_for_are_made(plan: Path, out: Path) -> None:
    assert outcomes(schools(plan, out, ["190003", " 190001 "])) == [("190001", Outcome.MADE), ("190003", Outcome.MADE)]
    assert list(files(out)) == [AHORN, OAK]


def test_an_unknown_number_is_refused_before_anything_is_written(plan: Path, out: Path) -> None:
    with pytest.raises(UnusableError, match="Schulnummer 999999 steht nicht im Blatt Schulen"):
        schools(plan, out, ["190001", "999999"])
    assert not out.exists()


def test_rows_that_are_no_school_fail_and_all_rows_are_accounted_for(tmp_path: Path, out: Path) -> None:
    doubled = SCHOOLS + "190001 | Ahornschule zwei | 1,00\n    12 | Ulmenschule | 1,00\n"
    made = schools(master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Schulen": doubled})), out)
    assert len(made.files) == 5 == sum(map(made.count, Outcome))
    assert [(file.number, file.name, file.outcome) for file in made.files[3:]] == [
        ("190001", "Ahornschule zwei", Outcome.FAILED),
        ("", "Ulmenschule", Outcome.FAILED),
    ]
    assert "doppelt (Schulen, Zeile 8)" in made.files[3].reason
    assert "leer oder unlesbar (Schulen, Zeile 9)" in made.files[4].reason


def test_a_school_with_an_error_in_a_row_gets_its_workbook_marked_as_incomplete(tmp_path: Path, out: Path) -> None:
    needs = EXAMPLE_10["Bedarfe"].replace("A-2           | 5", "A-2           | -5")
    made = schools(master(tmp_path / "m.xlsx", **(EXAMPLE_10 | {"Schulen": SCHOOLS, "Bedarfe": needs})), out)
    assert [file.reason for file in made.files] == ["Als unvollständig gekennzeichnet.", "", ""]
    page = load_workbook(out / AHORN)["Ihre Schule"]
    assert str(page["B3"].value).startswith("Unvollständig")


def test_a_bad_cell_that_no_sum_needs_marks_its_school_and_a_warning_marks_none(tmp_path: Path, out: Path) -> None:
    texts = {
        "Schulen": SCHOOLS.replace("Schule am Park", "              "),
        "Bedarfe": EXAMPLE_10["Bedarfe"] + "B-6 | 190003 | A-4 | 1 | DigitalPakt",
    }
    made = schools(master(tmp_path / "m.xlsx", **(EXAMPLE_10 | texts)), out)
    codes = {(each.rule.code, each.place.school) for each in made.judged.findings}
    assert {("Z01", "190002"), ("Z09", "190003")} <= codes
    assert [file.reason for file in made.files] == ["", "Als unvollständig gekennzeichnet.", ""]


def misplaced(number: str, name: str) -> str:
    """Name in a folder that is not there, for one school."""
    return file_name(number, name).replace("190002", "fehlt/190002")


def test_one_school_that_fails_stops_no_other(plan: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case, "file_name", misplaced)
    made = schools(plan, out)
    assert [file.outcome for file in made.files] == [Outcome.MADE, Outcome.FAILED, Outcome.MADE]
    assert "lässt sich nicht schreiben" in made.files[1].reason
    assert list(files(out)) == [AHORN, OAK]


def test_values_that_nobody_foresaw_fail_for_their_school_only(
    plan: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(outlook: Outlook, faulty: frozenset[str]) -> Callable[[SchoolFacts], SchoolSheet]:
        show = sheets_of(outlook, faulty)

        def other(facts: SchoolFacts) -> SchoolSheet:
            if facts.school.number == "190001":
                raise KeyError
            return show(facts)

        return other

    monkeypatch.setattr(case, "sheets_of", spoiled)
    made = schools(plan, out)
    assert [file.outcome for file in made.files] == [Outcome.FAILED, Outcome.MADE, Outcome.MADE]
    assert "Unerwarteter Fehler (KeyError)" in made.files[0].reason


def test_progress_counts_the_schools(plan: Path, out: Path) -> None:
    seen: list[str] = []
    schools(plan, out, step=seen.append)
    assert seen[0] == "Mappe wird gelesen"
    assert seen[-1] == "Schulmappe 3 von 3"


def test_a_folder_that_is_a_file_is_refused(plan: Path) -> None:
    with pytest.raises(UnusableError, match="ist kein Ordner"):
        schools(plan, plan)


def test_two_processes_give_the_same_files_in_the_same_order(plan: Path, tmp_path: Path) -> None:
    one = schools(plan, tmp_path / "a")
    two = schools(plan, tmp_path / "b", jobs=2)
    assert outcomes(one) == outcomes(two)
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_cluster_with_two_workers_gives_the_same_files(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
    monkeypatch.setattr(case, "BATCH", 1)
    here = schools(plan, tmp_path / "a")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        there = schools(plan, tmp_path / "b", scheduler=cluster.scheduler_address)
    assert outcomes(here) == outcomes(there) == [(n, Outcome.MADE) for n in ("190001", "190002", "190003")]
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_results_come_in_the_order_of_the_batches_and_few_are_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "IN_FLIGHT", 3)
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(3) as pool:
        results = in_order(added, batched(numbers(), 2), list, pool)
        assert next(results) == ((0, 1), 1)
        assert len(taken) == 6
        assert list(results) == [((2, 3), 5), ((4, 5), 9), ((6, 7), 13), ((8, 9), 17)]


def added(numbers: list[int]) -> int:
    return sum(numbers)


def divided(numbers: list[int]) -> float:
    return 1 / (len(numbers) - 1)


def test_one_job_is_done_here_and_two_by_processes() -> None:
    with executor_of(1, None) as here, executor_of(2, None) as pool:
        assert (here, type(pool)) == (None, ProcessPoolExecutor)


def test_a_worker_that_fails_is_one_german_sentence() -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(UnusableError, match=r"ausgefallen \(ZeroDivisionError\)"):
        list(in_order(divided, [(1,)], list, pool))


@pytest.mark.parametrize(("jobs", "scheduler"), [(0, None), (-1, None), (1, "tcp://127.0.0.1:9"), (1, "unsinn://x")])
def test_no_number_of_processes_and_no_scheduler_is_refused(
    jobs: int, scheduler: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if scheduler:
        pytest.importorskip("distributed", reason="the extra cluster is not installed")
        monkeypatch.setattr(executors, "PATIENCE", 1)
    with pytest.raises(UnusableError), executor_of(jobs, scheduler):
        pass


def test_the_command_lists_every_school_and_counts(plan: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schools", str(plan), "-o", str(out)]) == 0
    fill_in(out / PARK)
    capsys.readouterr()
    assert main(["schools", str(plan), "-o", str(out), "--school", "190001", "--school", "190002"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{AHORN}: angelegt."
    assert lines[1].startswith(f"{PARK}: nicht ersetzt. Dort liegt eine Mappe")
    assert lines[2] == "2 Schulen: 1 angelegt, 1 nicht ersetzt"
    assert lines[3].startswith("Befunde der Mappe: 0 Fehler")


def test_the_exit_code_is_1_when_a_school_failed_or_the_master_has_errors(
    plan: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor = master(tmp_path / "m.xlsx", **EXAMPLE_10)
    assert main(["schools", str(poor), "-o", str(tmp_path / "andere")]) == 1
    monkeypatch.setattr(case, "file_name", misplaced)
    assert main(["schools", str(plan), "-o", str(out)]) == 1


def test_a_wrong_number_of_processes_is_exit_2(plan: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schools", str(plan), "-o", str(out), "--jobs", "0"]) == 2
    assert capsys.readouterr().err == "--jobs 0 ist keine Anzahl. Bitte eine ganze Zahl ab 1 angeben.\n"
