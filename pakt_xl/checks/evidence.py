"""What every check looks at: the facts of the plan, the places of its rows, the tables as they were read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pakt_xl.domain.rows import MODELS, columns
from pakt_xl.domain.rows.base import PROGRAMME
from pakt_xl.domain.table import fold, fold_header
from pakt_xl.planning.funds import notices_by_reference
from pakt_xl.planning.lookup import needs_by_number
from pakt_xl.reading.tables import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pakt_xl.domain.finding import Place
    from pakt_xl.domain.rows import Row
    from pakt_xl.domain.table import Table
    from pakt_xl.planning.funds_facts import NoticeFacts
    from pakt_xl.planning.outlook import NeedFacts, Outlook
    from pakt_xl.reading import Places

AUTHORITY_KEY = "Träger"  # Schlüssel of what concerns the whole authority (reading 55)


@dataclass(frozen=True)
class Evidence:
    """All that a check may ask; a lookup is made once, when the first check asks for it."""

    outlook: Outlook
    places: Places
    tables: Mapping[str, Table]

    @cached_property
    def need_by_number(self) -> dict[str, NeedFacts]:
        """Needs by folded number; of a doubled number the first row owns orders and invoices (reading 10)."""
        return needs_by_number(self.outlook.needs)

    @cached_property
    def notice_by_reference(self) -> dict[str, NoticeFacts]:
        """Notices by folded Aktenzeichen; one with an unreadable cell is not among them (reading 90)."""
        return notices_by_reference(self.outlook.funds.notices)

    @cached_property
    def programme_needs(self) -> dict[int, list[NeedFacts]]:
        """DigitalPakt needs by the index of their school's row."""
        found: dict[int, list[NeedFacts]] = {facts.school.index: [] for facts in self.outlook.schools}
        for facts in self.outlook.needs:
            if facts.school is not None and facts.need.funding == PROGRAMME:
                found[facts.school.index].append(facts)
        return found

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Input tables that are there, by name, with the places of their columns."""
        names = {fold(name): name for name in self.tables}  # a table is read when it is asked for, others never
        found = {model: self.tables[names[fold(model.TABLE)]] for model in MODELS if fold(model.TABLE) in names}
        return {
            model.TABLE: Source(model, table, {fold_header(header): at for at, header in enumerate(table.headers)})
            for model, table in found.items()
        }

    def lacks(self, model: type[Row], field: str) -> bool:
        """Whether an input table is there without the column of a field; its finding (P02) says all that follows."""
        source = self.sources.get(model.TABLE)
        return source is not None and source.position(columns(model)[field].header) is None

    def at_authority(self, setting: str) -> Place:
        """Place of the setting that a finding about the whole authority looks at."""
        return replace(self.places.setting(setting), key=AUTHORITY_KEY)
