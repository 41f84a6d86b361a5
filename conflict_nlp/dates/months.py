"""Dates of the calendar: a day, month and year in words or in digits."""

from __future__ import annotations

import re

from conflict_nlp.claims.lexicon import noun_readings
from conflict_nlp.dates.lexicon import Entry, dateless, entry_at, units, values
from conflict_nlp.dates.numbers import ending_at
from conflict_nlp.dates.records import Atom
from conflict_nlp.text.view import View

_WRITTEN = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_PLACING = frozenset({"في", "خلال", "منذ", "حتي", "ب", "من", "الي", "بحلول", "و", "قبل", "بعد", "ل", "بين", "طوال", "اخر", "شهر"})
_YEAR_PLACING = frozenset({"في", "خلال", "منذ", "حتي", "بحلول", "بين", "عام", "سنه", "العام", "السنه", "بعد", "قبل", "ف"})
_ERA = 5  # words after a year in which `قبل الميلاد` may stand
_JOINS = frozenset({"و", "-", "–", "الي", "حتي"})
_DATED = frozenset({"يوم", "بتاريخ", "تاريخ", "الموافق", "الموافقه"})


def year_at(view: View, i: int) -> tuple[int, bool, int] | None:
    """The year at word `i`: its number, whether it is Hijri, and its last word (that of the era)."""
    norm = view.norm(i)
    if len(norm) != 4 or not norm.isdigit():
        return None
    if "الميلاد" in view.norms[i + 1 : i + _ERA] and "قبل" in view.norms[i + 1 : i + _ERA]:
        return None
    year = int(norm)
    era = values("era").get(view.norm(i + 1), "")
    is_hijri = era == "h" or (not era and 1300 <= year <= 1500)
    if not (1300 <= year <= 1500 if is_hijri else 1800 <= year <= 2100):
        return None
    return year, is_hijri, i + bool(era)


def _same_month(view: View, i: int, entry: Entry) -> int:
    """The last word of a second name of the same month (`شباط/فبراير`, `يونيو (حزيران)`) from word `i` on; i - 1 where there is none."""
    bracket = view.norm(i) in ("(", "-", "–")
    other = entry_at(view, i + bracket, (entry.kind,))
    if other is None or other.value != entry.value:
        return i - 1
    last = i + bracket + len(other.rest)
    return last + (view.norm(i) == "(" and view.norm(last + 1) == ")")


def month_date(view: View, i: int, entry: Entry, floor: int) -> Atom | None:
    """The date around the name of a month at word `i`; nothing before word `floor` belongs to it."""
    atom = Atom("date", i, i + len(entry.rest), month=int(entry.value), hijri=entry.kind == "hijri")
    second = _same_month(view, atom.last + 1, entry)
    double = second > atom.last
    atom.last = second
    before = view.norm(i - 1)
    told = before in ("شهر", "الشهر")
    if told:
        atom.first = i - 1
    _read_day(view, atom, floor)
    _read_after(view, atom)
    _read_edge(view, atom)
    if atom.day is not None or atom.year is not None or double or told or atom.shift is not None or atom.edge:
        return atom
    if atom.year_shift is None and (entry.sure == "no" or (entry.sure == "in" and before not in _PLACING)):
        return None
    name = i in view.ent_in and view.doc.ents and view.ent_at[view.ent_in[i]][1].label_ in ("PER", "ORG")
    return None if name else atom


def _read_day(view: View, atom: Atom, floor: int) -> None:
    """A day, or two of them, before the month: `20`, `الأول من`, `3 و5`, `من 12 حتى 14`."""
    k = atom.first - 1
    if view.norm(k) == "من":
        k -= 1
    found = ending_at(view, k, floor)
    if found is None or not 1 <= found[1] <= 31:
        return
    if k == atom.first - 1 and not (view.norms[k].isdigit() or view.norms[found[0]].startswith("ال")):
        return
    atom.first, atom.day = found
    if view.norm(atom.first - 1) == "ال" and atom.first - 1 >= floor:
        atom.first -= 1
    if view.norm(atom.first - 1) not in _JOINS:
        return
    k = atom.first - 2
    if view.norm(k) in ("و", "-") and view.norm(k + 1) in ("حتي", "الي"):
        k -= 1
    earlier = ending_at(view, k, floor)
    if earlier is None or not 1 <= earlier[1] < atom.day or not view.norms[k].isdigit():
        return
    if view.norm(atom.first - 1) == "و" and view.norm(k - 1) not in ("بين", "يومي", "يوم", "في", "ليلتي", "و", "،"):
        return
    atom.first, atom.day, atom.last_day = earlier[0], earlier[1], atom.day


def _read_after(view: View, atom: Atom) -> None:
    """What follows the month: a year, an adjective, `من العام الماضي`."""
    k = atom.last + 1
    if (shift := entry_at(view, k, ("shift",))) is not None:
        atom.shift, atom.last = int(shift.value), k + len(shift.rest)
        return
    if view.norm(k) in ("،", ",", "(") and year_at(view, k + 1) is not None:
        k += 1
    if view.norm(k) in ("من", "ل"):
        k += 1
    this = view.norm(k) in ("هذا", "هذه")
    if this:
        k += 1
    if view.norm(k) in ("عام", "العام", "سنه", "السنه"):
        if (shift := entry_at(view, k + 1, ("shift",))) is not None:
            atom.year_shift, atom.last = int(shift.value), k + 1 + len(shift.rest)
            return
        if this:
            atom.year_shift, atom.last = 0, k
            return
        k += 1
    year = year_at(view, k)
    if year is None or atom.hijri != year[1]:
        return
    if atom.day is None and k == atom.last + 1 and not noun_free(view, k + 1):
        return
    atom.year, atom.last = year[0], year[2]
    if view.norm(atom.last + 1) == ")" and view.norm(k - 1) == "(":
        atom.last += 1


def _read_edge(view: View, atom: Atom) -> None:
    """`منتصف تموز`, `نهاية شهر مارس`."""
    edge = values("edge").get(view.norm(atom.first - 1))
    if edge and atom.day is None:
        atom.edge, atom.first = edge, atom.first - 1


def noun_free(view: View, i: int) -> bool:
    """Whether no noun stands at word `i` that the number before it could count."""
    norm = view.norm(i)
    return not (norm in units() or (noun_readings(norm) and not norm.startswith("ال")))


def written_date(view: View, i: int) -> Atom | None:
    """A date in digits: `20/2/2015`, `2015-02-20`, `20 / 10 / 1436`."""
    norm = view.norms[i]
    last = i
    if len(norm) <= 4 and norm.isdigit() and "/" in view.text[view.ends[i] : view.starts[i + 1] if i + 1 < len(view) else view.ends[i]]:
        parts, last = _spread(view, i)
    elif (match := _WRITTEN.fullmatch(norm)) is not None:
        parts = (match[1], match[3], match[4])
    elif (match := _DAY_MONTH.fullmatch(norm)) is not None:
        year = _after_slash(view, i)
        if year is not None:
            parts, last = (match[1], match[2], view.norms[year]), year
        elif view.norm(i - 1) in _DATED or entry_at(view, i - 1, ("weekday",)) is not None:
            parts = (match[1], match[2])
        else:
            return None
    else:
        return None
    atom = _from_parts(parts)
    if atom is None:
        return None
    atom.first, atom.last = i, last
    era = values("era").get(view.norm(last + 1), "")
    if era:
        atom.last = last + 1
        if atom.year is not None and (era == "h") != atom.hijri:
            return None
    return atom


def _spread(view: View, i: int) -> tuple[tuple[str, ...], int]:
    """Numbers that slashes with spaces around them join, from word `i` on: up to three, and the index of the last."""
    k = i
    while k < i + 2 and k + 1 < len(view) and view.norms[k + 1].replace("/", "").isdigit() and _slash(view, k):
        k += 1
    return tuple("/".join(view.norms[i : k + 1]).split("/")), k


def _slash(view: View, k: int) -> bool:
    return view.text[view.ends[k] : view.starts[k + 1]].strip() == "/"


def _after_slash(view: View, i: int) -> int | None:
    return i + 1 if i + 1 < len(view) and _slash(view, i) and len(view.norms[i + 1]) == 4 and view.norms[i + 1].isdigit() else None


def _from_parts(parts: tuple[str, ...]) -> Atom | None:
    """Year, month and day from numbers in either order; the day before the month, unless only the other order is a date."""
    numbers = [int(part) for part in parts if part.isdigit()]
    if len(numbers) != len(parts) or len(numbers) not in (2, 3):
        return None
    if len(numbers) == 3:
        if len(parts[0]) == 4:
            numbers.reverse()
        if not (1800 <= numbers[2] <= 2100 or 1300 <= numbers[2] <= 1500):
            return None
    day, month = numbers[0], numbers[1]
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = numbers[2] if len(numbers) == 3 else None
    return Atom("date", 0, 0, day=day, month=month, year=year, hijri=year is not None and year <= 1500)


def bare_year(view: View, i: int, *, heads: bool = False) -> Atom | None:
    """`عام 2014`, `في 2014`: the year in digits at word `i` (after a word for it), with a preposition, or where it `heads` an entry."""
    if (found := year_at(view, i)) is None:
        return None
    year, is_hijri, last = found
    atom = Atom("date", i, last, year=year, hijri=is_hijri)
    before = view.norm(i - 1)
    if before in dateless("year"):
        if view.norm(i - 2) == "ل" and view.norm(i - 3).isdigit():
            return None  # `رقم 40 لسنة 2015`
        atom.first = i - 1
    elif before not in values("edge") and not heads:
        listed = before == "و" and len(view.norm(i - 2)) == 4 and view.norm(i - 2).isdigit()
        if not (listed or before in _YEAR_PLACING) or not noun_free(view, last + 1):
            return None
    edge = values("edge").get(view.norm(atom.first - 1))
    if edge:
        atom.edge, atom.first = edge, atom.first - 1
    return atom
