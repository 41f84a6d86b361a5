"""The records of dates: what a reader finds (`Atom`) and what it means (`DateMention`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["point", "period", "bound", "future", "line"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text tells it: the characters `start`..`end`, the words `first`..`last` of the view (both included), the days
    `start_date`..`end_date` (both included), and the same as ISO 8601, as coarse as the text (`2014`, `2014-03`, `2014-03-05` or two of
    these joined by `/`).

    `precision` is UCDP's date_prec. `kind`: `point`, `period` (since, during, from … to), `bound` (until, before, after), `future`, or
    `line` (a dateline, which tells of the document and not of an event). `rule` names what was read.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    start_date: date
    end_date: date
    iso: str
    precision: int
    kind: Kind
    rule: str


@dataclass(slots=True)
class Atom:
    """One date word with what belongs to it, not yet resolved. `kind`: `deictic` (`offset` days from the day of writing), `weekday`,
    `date` (any of `day`, `month`, `year`), `unit` (`الشهر الماضي`), `ago` (`قبل يومين`), `past` (`خلال الأيام الثلاثة الماضية`).

    `shift` is what an adjective says: -1 last, 0 present, 1 next; `year_shift` the same of the year. `edge`: start, middle or end.
    """

    kind: str
    first: int
    last: int
    offset: int = 0
    weekday: int = -1
    night: bool = False
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    shift: int | None = None
    year_shift: int | None = None
    number: int | None = None
    unit: str = ""
    edge: str = ""
