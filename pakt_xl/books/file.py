"""The file adapter: a workbook on disk, read and filled without any office program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pakt_xl.books.port import Filled
from pakt_xl.books.remarks import altered_texts, no_place_for_notes, remarks
from pakt_xl.domain.rows import known_headers
from pakt_xl.domain.table import Table, fold
from pakt_xl.ooxml.amend import amend
from pakt_xl.ooxml.fill import fill
from pakt_xl.ooxml.package import Package
from pakt_xl.ooxml.parts import Workbook
from pakt_xl.ooxml.read import Reader
from pakt_xl.ooxml.save import save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pakt_xl.books.port import Amendment


class Tables(Mapping[str, Table]):
    """The tables of a workbook by name, case ignored; the rows of one are read when it is first asked for.

    Of an input table only the columns are read that its row model knows: helper columns of the live formulas and
    columns that a user added make up more than half of a sheet, and no rule looks at them. They come as blank.
    """

    def __init__(self, package: Package) -> None:
        self._workbook = Workbook.of(package)
        self._reader = Reader(package, self._workbook)
        self._names = {fold(info.name): info.name for info in self._workbook.tables}
        self._read: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        """Read a table. KeyError if there is none; UnusableError if two bear the name or a part is damaged."""
        key = fold(name)
        if key not in self._read:
            info = self._workbook.table(self._names[key])
            if info is None:
                raise KeyError(name)
            self._read[key] = self._reader.table(info, known_headers(info.name))
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        """Names as the workbook spells them."""
        return iter(self._names.values())

    def __len__(self) -> int:
        """Number of tables."""
        return len(self._names)


class FileBook:
    """A master workbook as a file; with ``output`` the filled workbook becomes another file."""

    def __init__(self, path: Path, output: Path | None = None) -> None:
        self.package = Package.open(path)
        self._target = output or path

    def read(self) -> Mapping[str, Table]:
        """Return the tables by name; raises UnusableError for a damaged workbook."""
        return Tables(self.package)

    def fill(self, tables: Sequence[Table]) -> Filled:
        """Fill generated tables and save, all or nothing; raises UnusableError before anything is written."""
        return self.amend((), tables)

    def amend(self, amendments: Sequence[Amendment], tables: Sequence[Table] = ()) -> Filled:
        """Change cells and append rows of input tables, fill generated ones and save, all or nothing."""
        altered = amend(self.package, amendments) if amendments else ()
        result = fill(self.package, tables)
        if not result.noted:
            raise no_place_for_notes(len(result.notes))
        saved = save(self.package, self._target)
        return Filled(saved.path, saved.backup, (*altered_texts(altered), *remarks(result)))

    def save(self) -> Filled:
        """Save what was changed in the package itself, e.g. sheets put back."""
        saved = save(self.package, self._target)
        return Filled(saved.path, saved.backup)
