"""Calendars: stretches of days by year, month and day, in the Gregorian and the Hijri calendar. No text is read here."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

YEARS = range(1800, 2101)
HIJRI_YEARS = range(1343, 1501)
SLACK = 1  # a text may be dated the day before it was written
_AHEAD = 31  # days that an announced date without a year may lie ahead
_LEAP = 9  # years within which every day of the calendar comes


class Days(NamedTuple):
    """The days `start`..`end`, both included, and how ISO 8601 writes them."""

    start: date
    end: date
    iso: str

    @property
    def precision(self) -> int:
        """UCDP's date_prec: 1 one day, 2 up to six, 3 a week or little more, 4 up to a month, 5 longer."""
        length = (self.end - self.start).days + 1
        return next((n for n, most in ((1, 1), (2, 6), (3, 9), (4, 31)) if length <= most), 5)


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day, day.isoformat())


def span(first: Days, last: Days) -> Days:
    """From the beginning of one stretch to the end of another; in order whatever the order given."""
    if first.iso == last.iso:
        return first
    if first.start > last.start:
        first, last = last, first
    if first.end >= last.end:
        return first
    return Days(first.start, last.end, f"{first.iso.partition('/')[0]}/{last.iso.rpartition('/')[2]}")


def days_between(first: date, last: date) -> Days:
    """The days from one to another."""
    return span(one_day(first), one_day(last))


def gregorian(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    """A year, month or day; `None` where the calendar has none such."""
    if year not in YEARS:
        return None
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")
    if not 1 <= month <= 12:
        return None
    length = monthrange(year, month)[1]
    if day is None:
        return Days(date(year, month, 1), date(year, month, length), f"{year:04d}-{month:02d}")
    return one_day(date(year, month, day)) if 1 <= day <= length else None


def hijri(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    """The same in the Umm al-Qura calendar; the 30th of a month of 29 days there, which a sighting may give, is the day after it."""
    if year not in HIJRI_YEARS or not (month is None or 1 <= month <= 12) or not (day is None or 1 <= day <= 30):
        return None
    if month is None:
        first, last = _hijri_month(year, 1), _hijri_month(year, 12)
        return days_between(first[0], last[0] + timedelta(last[1] - 1))
    start, length = _hijri_month(year, month)
    return one_day(start + timedelta(day - 1)) if day is not None else days_between(start, start + timedelta(length - 1))


@lru_cache(maxsize=1000)
def _hijri_month(year: int, month: int) -> tuple[date, int]:
    """The first day of a month, and its length."""
    from hijridate import Hijri

    first = Hijri(year, month, 1)
    day = first.to_gregorian()
    return date(day.year, day.month, day.day), first.month_length()


def hijri_year_of(day: date) -> int | None:
    """The Hijri year in which a day lies, within the range of the tables."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (OverflowError, ValueError):
        return None


def dated(year: int, month: int | None, day: int | None, *, in_hijri: bool) -> Days | None:
    """A full or partial date of either calendar."""
    return hijri(year, month, day) if in_hijri else gregorian(year, month, day)


def without_year(today: date, month: int, day: int | None, shift: int | None, *, in_hijri: bool, future: bool) -> Days | None:
    """A month or day of a month whose year the text does not tell: the last one that had begun on `today`; with `shift` the last before
    it (-1), the nearest (0) or the next (1); an announced one (`future`) may lie up to a month ahead."""
    this_year = hijri_year_of(today) if in_hijri else today.year
    if this_year is None:
        return None
    found = [d for y in range(this_year + 2, this_year - _LEAP, -1) if (d := dated(y, month, day, in_hijri=in_hijri)) is not None]
    if shift == 0:
        return min(found, key=lambda d: abs((d.start - today).days), default=None)
    if shift == 1:
        return next((d for d in reversed(found) if d.start > today), None)
    limit = today + timedelta(_AHEAD if future else SLACK if day is not None else 0)
    if shift is not None:
        before = [d for d in found if (d.end < today if day is None else d.end <= today)]
        return before[-1 - shift] if len(before) >= -shift else None
    return next((d for d in found if d.start <= limit), None)


def weekday(today: date, day: int, shift: int | None, *, future: bool) -> date:
    """The day of the week: the last one up to `today`, with `shift` before it (-1, -2 one more week) or after it (1)."""
    back = (today.weekday() - day) % 7
    if shift == 1:
        return today + timedelta(7 - back)
    if shift is None and future:
        return today + timedelta(-back % 7)
    if shift is not None and shift < 0:
        return today - timedelta((back or 7) + 7 * (-1 - shift))
    return today - timedelta(back)


def week(day: date, first_day: int) -> Days:
    """The week that holds `day`; weeks begin on `first_day` (0 is Monday)."""
    start = day - timedelta((day.weekday() - first_day) % 7)
    return days_between(start, start + timedelta(6))


def months_before(day: date, number: int) -> Days | None:
    """The calendar month `number` months before that of `day`."""
    total = day.year * 12 + day.month - 1 - number
    return gregorian(total // 12, total % 12 + 1)
