"""CPU time and peak memory of the main job at 52, 520 and 5,450 schools with 40 needs each: are they linear."""

from __future__ import annotations

from measure import cost_of, folder, least, make_master, print_machine, print_table, run_of

SIZES = (52, 520, 5_450)
NEEDS_PER_SCHOOL = 40
TIMES = 2


def main() -> None:
    print_machine()
    with folder() as place:
        idle = least([cost_of(["-m", "pakt_xl", "--help"]) for _ in range(TIMES)])
        rows = [("pakt_xl --help", idle)]
        for schools in SIZES:
            needs = schools * NEEDS_PER_SCHOOL
            master = make_master(place / "master.xlsx", schools, needs)
            costs = [run_of(master, place / "out.xlsx") for _ in range(TIMES)]
            rows.append((f"{schools:,} schools, {needs:,} needs", least(costs)))
            master.unlink()
    print_table(rows)
    print("Above the cost of the start, for 1,000 needs:")
    for schools, (name, cost) in zip(SIZES, rows[1:], strict=True):
        thousands = schools * NEEDS_PER_SCHOOL / 1000
        seconds, megabytes = (cost.cpu - idle.cpu) / thousands, (cost.memory - idle.memory) / thousands
        print(f"{name:<34}{seconds * 1000:>9.0f} ms{megabytes:>9.2f} MB")


if __name__ == "__main__":
    main()
