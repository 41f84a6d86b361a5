"""From phrases to days: what a date means on the day of writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from conflict_nlp.dates.calendar import Days, dated, days_between, gregorian, months_before, one_day, span, week, weekday, without_year
from conflict_nlp.dates.lexicon import dateless, values
from conflict_nlp.dates.records import Atom
from conflict_nlp.text.view import View

_SATURDAY = 5
_SHIFTED = 3  # days between the date a document is given and the day its writer calls today
_AHEAD = 8  # words before a date in which `س` makes it a future one
_LENGTH = {"day": 1, "week": 7}
_FEW = (3, 9)
_IMPERFECT = frozenset("يتنا")


@dataclass(slots=True)
class Phrase:
    """Words `first`..`last` that tell one date in one or more atoms."""

    first: int
    last: int
    atoms: list[Atom] = field(default_factory=list)

    def of(self, kind: str) -> Atom | None:
        """The first atom of a kind."""
        return next((a for a in self.atoms if a.kind == kind), None)


class Resolver:
    """Tells the days of phrases, seen from the day of writing."""

    def __init__(self, view: View, document_date: date | None, country: str | None, phrases: list[Phrase]) -> None:
        self.view = view
        self.week_start = int(values("week_start").get((country or "").lower(), _SATURDAY))
        self.today = document_date
        if document_date is not None:
            self.today = self._writers_day(document_date, phrases)

    def _writers_day(self, told: date, phrases: list[Phrase]) -> date:
        """The day the writer calls today: a newspaper is dated a day after it was written, which `اليوم السبت` gives away."""
        for phrase in phrases:
            deictic, named, full = phrase.of("deictic"), phrase.of("weekday"), phrase.of("date")
            if deictic is None:
                continue
            if full is not None and full.day is not None and full.last_day is None:
                found = self._date(full, told, future=False)
                away = (found.start - told).days - deictic.offset if found is not None else None
            elif named is not None and named.shift is None:
                # As few days off as can be, rather before the document's date than after it.
                ahead = (named.weekday - told.weekday() - deictic.offset) % 7
                away = ahead if ahead < 7 - ahead else ahead - 7
            else:
                continue
            if away is not None and abs(away) <= _SHIFTED:
                return told + timedelta(away)
        return told

    def days(self, phrase: Phrase, year: int | None = None) -> tuple[Days, str] | None:
        """The days of a phrase and the rule that gave them; `year` stands in for one that it does not tell."""
        future = self.future(phrase)
        for kind in ("date", "weekday", "deictic", "unit", "past", "ago"):
            for atom in sorted((a for a in phrase.atoms if a.kind == kind), key=lambda a: (a.year is None, a.hijri)):
                found = self._days(atom, future, year, phrase)
                if found is not None:
                    return found, "+".join(dict.fromkeys(a.kind for a in phrase.atoms))
        return None

    def future(self, phrase: Phrase) -> bool:
        """Whether the clause before the phrase announces something."""
        a = self.view.sents[self.view.sent_of[phrase.first]][0]
        window = self.view.norms[max(a, phrase.first - _AHEAD) : phrase.first + 1]
        return any(n in dateless("future") and (n != "س" or after[:1] in _IMPERFECT) for n, after in pairwise(window))

    def _days(self, atom: Atom, future: bool, year: int | None, phrase: Phrase) -> Days | None:
        if atom.kind == "date":
            return self._date(atom, self.today, future=future, year=year)
        today = self.today
        if today is None:
            return None
        if atom.kind == "weekday":
            deictic = phrase.of("deictic")
            seen_from = today + timedelta(deictic.offset) if deictic is not None else today
            day = weekday(seen_from, atom.weekday, atom.shift, future=future and deictic is None)
            return days_between(day, day + timedelta(1)) if atom.night else one_day(day)
        if atom.kind == "deictic":
            return one_day(today + timedelta(atom.offset))
        if atom.kind == "unit":
            return self._unit(atom, today)
        return self._past(atom, today) if atom.kind == "past" else self._ago(atom, today)

    def _date(self, atom: Atom, today: date | None, *, future: bool, year: int | None = None) -> Days | None:
        if atom.year is not None:
            year = atom.year
        elif atom.year_shift is not None and today is not None and not atom.hijri:
            year = today.year + atom.year_shift
        elif atom.month is not None and (year is None or atom.shift is not None):
            if today is None:
                return None
            found = without_year(today, atom.month, atom.day, atom.shift, in_hijri=atom.hijri, future=future)
            if found is None or atom.last_day is None:
                return found
            return span(found, one_day(found.start + timedelta(atom.last_day - (atom.day or 0))))
        if year is None:
            return None
        found = dated(year, atom.month, atom.day, in_hijri=atom.hijri)
        if found is not None and atom.last_day is not None:
            other = dated(year, atom.month, atom.last_day, in_hijri=atom.hijri)
            return span(found, other) if other is not None else None
        return found

    def _unit(self, atom: Atom, today: date) -> Days | None:
        shift = atom.shift or 0
        if atom.unit == "week":
            return week(today + timedelta(7 * shift), self.week_start)
        if atom.unit == "year":
            return gregorian(today.year + shift)
        month = months_before(today, -shift)
        return gregorian(month.start.year, month.start.month, atom.day) if month is not None and atom.day is not None else month

    def _back(self, today: date, number: int, unit: str) -> Days | None:
        """The day, month or year so many units ago."""
        if unit == "hour":
            return one_day(today - timedelta(min(number, 1000) // 24))
        if unit in _LENGTH:
            return one_day(today - timedelta(min(number, 1000) * _LENGTH[unit]))
        if unit == "month":
            return months_before(today, number)
        return gregorian(today.year - number * (10 if unit == "decade" else 1))

    def _ago(self, atom: Atom, today: date) -> Days | None:
        if atom.number is None:
            first, last = (self._back(today, n, atom.unit) for n in (_FEW[1], _FEW[0]))
            return span(first, last) if first is not None and last is not None else None
        found = self._back(today, atom.number, atom.unit)
        if found is not None and atom.unit == "week" and not atom.edge:
            return days_between(found.start - timedelta(3), found.start + timedelta(3))
        return found

    def _past(self, atom: Atom, today: date) -> Days | None:
        number = atom.number if atom.number is not None else _FEW[1]
        if atom.unit == "hour":
            number = max(number, 24) if atom.number is not None else 24
        if atom.unit == "month":
            day = months_before(today, number)
            first = one_day(min(day.start + timedelta(today.day - 1), day.end)) if day is not None else None
        elif atom.unit == "year":
            first = gregorian(today.year - number)
        else:
            first = self._back(today, number, atom.unit)
        return span(first, one_day(today)) if first is not None else None
