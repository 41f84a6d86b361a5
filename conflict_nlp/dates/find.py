"""Finding dates: words to atoms in one pass, neighbouring atoms to phrases, phrases to days."""

from __future__ import annotations

from datetime import date

from conflict_nlp.dates.joining import joined
from conflict_nlp.dates.lexicon import dateless, entry_at, phrases_of, starters, units, values
from conflict_nlp.dates.months import bare_year, month_date, written_date
from conflict_nlp.dates.records import Atom, DateMention
from conflict_nlp.dates.relative import deictic_date, unit_date, weekday_date
from conflict_nlp.dates.resolve import Phrase, Resolver
from conflict_nlp.text.view import View

_GLUE = frozenset({"(", ")", "،", ",", "-", "–", "الموافق", "الموافقه", "المصادف", "يوم", "ل", "بتاريخ", "من", "تاريخ", "اي", ":"})
_GAP = 3
_HEADING = 12  # words in which a heading stands
_KNOWN_YEARS = range(1900, 2100)


def find_dates(view: View, document_date: date | None, outlet_country: str | None = None) -> list[DateMention]:
    """The dates that the text tells, in order, not overlapping; those that cannot be told without the document's date are left out where
    it is not known. `outlet_country` (ISO 3166-1 alpha-2) says on which day weeks begin."""
    if document_date is not None and document_date.year not in _KNOWN_YEARS:
        document_date = None
    phrases = group(view, _on_this_day(view, read_atoms(view), document_date))
    return joined(view, phrases, Resolver(view, document_date, outlet_country, phrases))


def _on_this_day(view: View, atoms: list[Atom], document_date: date | None) -> list[Atom]:
    """Under the heading `حدث في مثل هذا اليوم` each year is that of the document's day."""
    if document_date is None or not any(tuple(view.norms[k : k + len(p)]) == p for p in phrases_of("on_this_day") for k in range(_HEADING)):
        return atoms
    for atom in atoms:
        if atom.kind == "date" and atom.month is None and not atom.hijri and _heads_line(view, atom.first):
            atom.day, atom.month = document_date.day, document_date.month
    return atoms


def _heads_line(view: View, i: int) -> bool:
    """The word begins a line and stands before a dash: the head of an entry in a chronology."""
    return view.norm(i + 1) in ("-", "–", ":") and (i == 0 or "\n" in view.text[view.ends[i - 1] : view.starts[i]])


def read_atoms(view: View, limit: int | None = None) -> list[Atom]:
    """The date words of the text (of its first `limit` words) with what belongs to each."""
    atoms: list[Atom] = []
    known = starters()
    floor = 0
    for i, norm in enumerate(view.norms[:limit]):
        if i < floor or not (norm in known or norm[0].isdigit()):
            continue
        atom = _read(view, i, floor)
        if atom is not None and not _excluded(view, atom):
            atoms.append(atom)
            floor = atom.last + 1
    return atoms


def _read(view: View, i: int, floor: int) -> Atom | None:
    norm = view.norms[i]
    if norm[0].isdigit():
        return written_date(view, i) or (bare_year(view, i, heads=_heads_line(view, i)) if len(norm) == 4 else None)
    entry = entry_at(view, i)
    if entry is not None:
        if entry.kind in ("month", "hijri"):
            return month_date(view, i, entry, floor) if _spelled(view, i) else None
        return weekday_date(view, i, entry) if entry.kind == "weekday" else deictic_date(view, i, entry)
    return unit_date(view, i, floor) if norm in units() else None


def _spelled(view: View, i: int) -> bool:
    """`أب` is a father, `آب` (or, loosely, `اب`) a month."""
    return view.norms[i] != "اب" or view.text[view.starts[i]] != "أ"


def _excluded(view: View, atom: Atom) -> bool:
    """A date that names something (`ثورة 25 يناير`, `حركة 20 فبراير`), is celebrated, or is when somebody was born."""
    if atom.kind != "date":
        return False
    before = view.norm(atom.first - 1)
    if before in dateless("named_after") or (before == "من" and view.norm(atom.first - 2) in dateless("named_after")):
        return True
    k = atom.first
    if atom.first in view.ent_in and view.ent_in[k] < k and view.ent_at[view.ent_in[k]][1].label_ in ("ORG", "LOC"):
        return view.ent_at[view.ent_in[k]][0] >= atom.last
    return any(n in dateless("holiday") for n in view.norms[max(0, k - 4) : k])


def group(view: View, atoms: list[Atom]) -> list[Phrase]:
    """Neighbouring atoms that tell one date (`اليوم السبت`, `14 رمضان 1436هـ (1 يوليو 2015)`) as phrases, parts of the day included."""
    phrases: list[Phrase] = []
    for atom in atoms:
        last = phrases[-1] if phrases else None
        if last is not None and _goes_on(view, last, atom):
            last.atoms.append(atom)
            last.last = atom.last
            if view.norm(atom.last + 1) == ")" and "(" in view.norms[last.first : atom.first]:
                last.last += 1
        else:
            first = atom.first
            floor = last.last if last is not None else -1
            while first - 1 > floor and view.norm(first - 1) in values("daypart") and first - 1 != atom.last:
                first -= 1
            phrases.append(Phrase(first, atom.last, [atom]))
    return phrases


def _goes_on(view: View, phrase: Phrase, atom: Atom) -> bool:
    """Whether the atom tells the same date as the phrase before it."""
    gap = view.norms[phrase.last + 1 : atom.first]
    if len(gap) > _GAP or view.sent_of[phrase.last] != view.sent_of[atom.first]:
        return False
    if any(n not in _GLUE and n not in values("daypart") for n in gap):
        return False
    kinds, kind = {a.kind for a in phrase.atoms}, atom.kind
    if kind in ("ago", "past", "unit") or kinds & {"ago", "past", "unit"}:
        return False
    if kind == "date":
        if atom.day is None:
            return False
        dates = [a for a in phrase.atoms if a.kind == "date"]
        return all(a.hijri != atom.hijri for a in dates) if dates else True
    if kind == "weekday":
        return "weekday" not in kinds
    return kinds == {"weekday"} and not any(n in ("،", ",", "-") for n in gap)
