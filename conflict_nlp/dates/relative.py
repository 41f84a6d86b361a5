"""Dates that count from the day of writing: `أمس`, `السبت الماضي`, `الشهر الجاري`, `قبل ثلاثة أيام`, `خلال الـ24 ساعة الماضية`."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import noun_readings
from conflict_nlp.dates.lexicon import Entry, dateless, entry_at, units, values
from conflict_nlp.dates.months import year_at
from conflict_nlp.dates.numbers import between, ending_at
from conflict_nlp.dates.records import Atom
from conflict_nlp.text.view import View

_REACH = 7  # words between `قبل` and its unit
_QUOTES = frozenset("\"'«»“”„‟‘’")
_LASTING = frozenset({"خلال", "غضون", "مدي", "مدار", "اخر"})


def _named(view: View, i: int, last: int) -> bool:
    """Whether the word belongs to a longer name (`سوق الخميس`, `قناة روسيا اليوم`) or is a newspaper's in quotation marks."""
    text, start, end = view.text, view.starts[i], view.ends[last]
    if i == last and start and text[start - 1] in _QUOTES and text[end : end + 1] and text[end] in _QUOTES:
        return True
    if view.norm(i - 1) in dateless("name_before"):
        return True
    if i not in view.ent_in:
        return False
    head = view.ent_in[i]
    return not (i <= head and view.ent_at[head][0] <= last)


def weekday_date(view: View, i: int, entry: Entry) -> Atom | None:
    """A day of the week, with `الماضي`, or a night between two of them (`ليل السبت الأحد`)."""
    before = view.norm(i - 1)
    if entry.sure != "yes":
        dated = view.norm(i + 1).isdigit()
        if not (dated or before == "يوم" or entry_at(view, i + 1, ("shift",)) is not None):
            return None
        if before in dateless("name_before") or (i in view.ent_in and not dated):
            return None
    elif _named(view, i, i) or _person(view, i) or (view.norms[i] == "الاثنين" and _dual(view, i)):
        return None
    atom = Atom("weekday", i, i, weekday=int(entry.value))
    part = values("daypart").get(before)
    k = i + 1
    while view.norm(k) in ("-", "–", "علي", "الي", "("):
        k += 1
    other = entry_at(view, k, ("weekday",)) if part == "night" else None
    if other is not None and int(other.value) == (atom.weekday + 1) % 7:
        atom.night, atom.last = True, k + (view.norm(k + 1) == ")" and view.norm(k - 1) == "(")
    if (shift := entry_at(view, atom.last + 1, ("shift",))) is not None:
        atom.shift, atom.last = int(shift.value), atom.last + 1 + len(shift.rest)
    elif view.norm(atom.last + 1) == "من" and view.norm(atom.last + 2) == "الاسبوع":
        shift = entry_at(view, atom.last + 3, ("shift",))
        if shift is not None:
            atom.shift, atom.last = int(shift.value), atom.last + 3 + len(shift.rest)
    return atom


def _person(view: View, i: int) -> bool:
    return i in view.ent_in and view.ent_at[view.ent_in[i]][1].label_ == "PER"


def _dual(view: View, i: int) -> bool:
    """`الشخصين الاثنين`, `كلا الاثنين`: the two."""
    before = view.norm(i - 1)
    if before in ("بين", "كلا", "كلتا", "احد", "هذين", "هاتين"):
        return True
    return before.startswith("ال") and before.endswith(("ين", "ان")) and any(n.number == "du" for n in noun_readings(before))


def deictic_date(view: View, i: int, entry: Entry) -> Atom | None:
    """`اليوم`, `أمس`, `أول من أمس`, and what makes them no date."""
    last = i + len(entry.rest)
    before, after = view.norm(i - 1), view.norm(last + 1)
    if _named(view, i, last):
        return None
    if entry.value == "0" and not entry.rest:
        if before in dateless("before_not_today") or after in dateless("not_today"):
            return None
        if before in ("في", "ل"):
            return None
    if view.norms[i] == "امس" and before == "في" and after == "الحاجه":
        return None
    if view.norms[i] in ("غد", "الليله") and before in ("ال", "الي"):
        return None
    return Atom("deictic", i, last, offset=int(entry.value))


def unit_date(view: View, i: int, floor: int) -> Atom | None:
    """A unit of time with what relates it to the day of writing; `i` is the word of the unit."""
    number, unit = units()[view.norms[i]]
    definite = view.norms[i].startswith("ال")
    return (_definite(view, i, number, unit, floor) if definite else None) or _counted(view, i, number, unit, floor)


def _definite(view: View, i: int, number: str, unit: str, floor: int) -> Atom | None:
    """`الشهر الماضي`, `هذا الأسبوع`, `مطلع العام`, `الأيام الثلاثة الماضية`, `العامين الماضيين`."""
    atom = Atom("unit" if number == "sg" else "past", i, i, unit=unit)
    k, few = i + 1, False
    while view.norm(k) in values("few"):
        k, few = k + 1, True
    shift = entry_at(view, k, ("shift",))
    if shift is None and number == "pl":
        for end in range(k + 1, k + 5):
            shift = entry_at(view, end, ("shift",))
            if shift is not None:
                first = k + (view.norm(k) == "ال")
                atom.number = between(view, first, end - 1)
                k = end
                if atom.number is None:
                    return None
                break
    edge = values("edge").get(view.norm(i - 1), "")
    if number != "sg":
        if shift is None or int(shift.value) != -1:
            return None
        atom.last = k + len(shift.rest)
        atom.shift = -1
        atom.number = atom.number or (2 if number == "du" else None)
        if atom.number is None and not (unit == "hour" or (few and unit == "day")):
            return None
        return atom if unit != "decade" else None
    if unit in ("day", "hour", "decade"):
        return None
    if shift is not None:
        atom.shift, atom.last = int(shift.value), k + len(shift.rest)
    elif view.norm(i - 1) in ("هذا", "هذه"):
        atom.shift, atom.first = 0, i - 1
        edge = values("edge").get(view.norm(i - 2), "")
    elif edge and year_at(view, i + 1) is None and view.norm(i + 1) not in dateless("not_today"):
        atom.shift = 0
    else:
        return None
    if edge == "end" and unit == "week":
        return None
    if edge:
        atom.edge, atom.first = edge, atom.first - 1
    elif unit == "month" and view.norm(atom.first - 1) == "من":
        _read_day(view, atom, floor)
    return atom


def _read_day(view: View, atom: Atom, floor: int) -> None:
    """`الثالث من الشهر الجاري`, `الـ20 من هذا الشهر`."""
    found = ending_at(view, atom.first - 2, floor)
    if found is not None and 1 <= found[1] <= 31 and (found[0] == atom.first - 2 or view.norms[found[0]].startswith("ال")):
        atom.first, atom.day = found


def _counted(view: View, i: int, number: str, unit: str, floor: int) -> Atom | None:
    """`قبل يومين`, `منذ ثلاثة أيام`, `خلال 48 ساعة`, `الـ24 ساعة الماضية`: a count of units and what stands before or after it."""
    k = i - 1
    few = False
    value: int | None = {"sg": 1, "du": 2, "pl": None}[number]
    if view.norms[i].startswith("ال"):
        return None
    first = i
    for start in range(max(floor, i - 4), i):
        read = between(view, start, i - 1)
        if read is not None and view.norm(start - 1) not in ("عام", "سنه"):
            value, first, k = read, start, start - 1
            break
    while k >= floor and view.norm(k) in values("few"):
        few, first, k = True, k, k - 1
    if (
        number == "sg"
        and first == i
        and (year_at(view, i + 1) is not None or entry_at(view, i + 1, ("month", "hijri", "weekday")) is not None)
    ):
        return None
    while k >= max(floor, i - _REACH) and view.norm(k) in values("about"):
        k -= 1
    last = i
    if view.norm(last + 1) == "واحد" or view.norm(last + 1) == "واحده":
        last += 1
    if view.norm(last + 1) == "و" and view.norm(last + 2) in ("نصف", "نيف"):
        last += 2
    past = entry_at(view, last + 1, ("shift",))
    if past is None and view.norm(last + 1) in values("few"):
        past = entry_at(view, last + 2, ("shift",))
    before = view.norm(k) if k >= floor else ""
    since = last + 1 + (view.norm(last + 1) == "تقريبا")
    if before == "بعد" and unit in ("year", "decade") and view.norm(since) in ("علي", "من") and value:
        return Atom("ago", first, since, number=value, unit=unit)  # `بعد ثلاث سنوات على هجوم`: when the attack was
    if before in ("قبل", "منذ", "مند"):
        if before == "قبل" and view.norm(last + 1) == "من" and view.norm(last + 2) not in ("الان", "اليوم"):
            return None
        if value is None and unit not in ("day", "hour"):
            return None
        return Atom(
            "ago", k if before == "قبل" else first, last, number=None if few else value, unit=unit, edge="" if before == "قبل" else "since"
        )
    if value is None or unit == "decade" or (past is not None and past.value == "1"):
        return None
    if past is not None and past.value == "-1" and value:
        return Atom("past", first, last + 1 + len(past.rest), number=value, unit=unit)
    if number == "sg" and first == i and last == i and unit != "week":
        return None  # `خلال يوم`
    if before in _LASTING and unit in ("hour", "day", "week", "month") and value and (unit != "hour" or value >= 12):
        return Atom("past", first, last, number=value, unit=unit)
    return None
