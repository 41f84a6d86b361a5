"""How prepositions join and bound dates: ranges, `منذ`, `حتى`, datelines."""

from __future__ import annotations

from datetime import date, timedelta

from conflict_nlp.claims.lexicon import words
from conflict_nlp.dates.calendar import Days, one_day, span
from conflict_nlp.dates.hosts import SINCE, role
from conflict_nlp.dates.lexicon import units, values
from conflict_nlp.dates.records import DateMention, Kind
from conflict_nlp.dates.resolve import Phrase, Resolver
from conflict_nlp.text.view import View

PLACING = frozenset({"في", "ب", "منذ", "حتي", "من", "بين", "بتاريخ"})
_TO = frozenset({"الي", "حتي", "لغايه"})
_BOUNDS = frozenset({"حتي", "الي", "لغايه", "قبل", "بعد", "عقب", "غايه", "بحلول", "قبيل"})
_RETURNS = frozenset({"تعود", "يعود", "عاد", "ترجع", "يرجع"})
_BETWEEN_TO = frozenset({"يوم", "شهر", "عام", "غايه", "تاريخ"})
_SINCE = 8  # words between `منذ` and its date: `منذ بدء الحرب في 2011`
_SAME_DAY = 8  # words between a day of the week and the date that tells which one it was
_PLACE, _AGENCY = 4, 2  # words before and after the date in a dateline
_LINE = 20  # words of a line that are looked at


def joined(view: View, phrases: list[Phrase], resolver: Resolver) -> list[DateMention]:
    """The mentions of the phrases, with ranges joined and prepositions read."""
    out: list[DateMention] = []
    n = 0
    while n < len(phrases):
        phrase = phrases[n]
        second = phrases[n + 1] if n + 1 < len(phrases) else None
        if second is not None and _is_range(view, phrase, second):
            found = _range(resolver, phrase, second)
            if found is not None:
                out.append(_mention(view, phrase.first, second.last, found, "period", "range"))
                n += 2
                continue
        mention = None if _told_again(phrase, phrases[n + 1 : n + 3], resolver) else _single(view, phrase, resolver)
        if mention is not None:
            out.append(mention)
        n += 1
    return out


def _told_again(phrase: Phrase, following: list[Phrase], resolver: Resolver) -> bool:
    """`خلال صلاة الجمعة في شهر رمضان في 26 يونيو`: the date near by tells which Friday, and when in the month, it was."""
    atom = phrase.atoms[0]
    if len(phrase.atoms) > 1 or atom.shift is not None or not (atom.kind == "weekday" or (atom.kind == "date" and atom.day is None)):
        return False
    for second in following:
        full = second.of("date")
        if full is None or full.day is None or second.first - phrase.last > _SAME_DAY:
            continue
        exact = resolver.days(second)
        if exact is None or exact[0].precision > 1:
            continue
        if atom.kind == "weekday":
            return exact[0].start.weekday() == atom.weekday
        rough = resolver.days(phrase)
        return rough is not None and atom.month is not None and rough[0].start <= exact[0].start <= rough[0].end
    return False


def _is_range(view: View, first: Phrase, second: Phrase) -> bool:
    """`من 28 يوليو إلى 3 أغسطس`, `بين عامي 2004 و2012`, `منذ … حتى …`."""
    gap = view.norms[first.last + 1 : second.first]
    before = view.norms[max(0, first.first - 3) : first.first]
    if not gap or len(gap) > 4:
        return False
    if gap[0] == "و" and len(gap) > 1 and gap[1] in _TO:
        gap = gap[1:]
    dash = gap in (["-"], ["–"]) and {a.kind for a in (*first.atoms, *second.atoms)} == {"date"}
    if dash or gap[0] in _TO:
        opened = gap[0] != "الي" or len(gap) == 1 or "من" in before or "منذ" in before
        return opened and all(n in _BETWEEN_TO for n in gap[1:])
    return gap in (["و"], ["و", "يوم"]) and "بين" in before


def _range(resolver: Resolver, first: Phrase, second: Phrase) -> Days | None:
    """The days from one phrase to the other; the first takes the second's year where it tells none."""
    end = resolver.days(second)
    if end is None:
        return None
    dated, lent = first.of("date"), None
    if dated is not None and dated.year is None and dated.month is not None and not dated.hijri:
        later = second.of("date")
        lent = end[0].end.year - (later is not None and later.month is not None and later.month < dated.month)
    start = resolver.days(first, year=lent)
    if start is None or start[0].start > end[0].end:
        return None
    return span(one_day(start[0].start) if start[0].end >= end[0].end else start[0], end[0])


def _single(view: View, phrase: Phrase, resolver: Resolver) -> DateMention | None:
    found = resolver.days(phrase)
    if found is None:
        return None
    days, rule = found
    today = resolver.today
    if phrase.atoms[0].edge == "since" or _since(view, phrase):
        if today is None or days.start > today:
            return None
        return _mention(view, phrase.first, phrase.last, _to_today(_from_edge(days, phrase), today), "period", "since " + rule)
    return _mention(view, phrase.first, phrase.last, days, _kind(view, phrase, days, resolver), rule)


def _kind(view: View, phrase: Phrase, days: Days, resolver: Resolver) -> Kind:
    if _is_line(view, phrase):
        return "line"
    today, before = resolver.today, view.norm(phrase.first - 1)
    origin = before == "الي" and any(n in _RETURNS for n in view.norms[max(0, phrase.first - 4) : phrase.first])  # `تعود إلى عام 2011`
    part = view.norms[phrase.first] in values("daypart") and before in ("قبل", "بعد", "قبيل")  # `بعد ظهر أمس`
    if before in _BOUNDS and phrase.of("ago") is None and not (part or origin):
        return "bound"
    if any(a.shift == 1 or a.offset > 0 for a in phrase.atoms) or (today is not None and days.start > today + timedelta(1)):
        return "future"
    if resolver.future(phrase) and (today is None or days.end >= today):
        return "future"
    lasting = before in ("خلال", "طوال", "طيله") and days.precision > 1
    return "period" if lasting or phrase.of("past") is not None else "point"


def _from_edge(days: Days, phrase: Phrase) -> Days:
    """Where a period begins that begins with the start, middle or end of a month or year."""
    edge = phrase.atoms[0].edge
    if edge == "start":
        return one_day(days.start) if days.precision >= 4 and "/" not in days.iso else days
    if edge in ("middle", "end"):
        length = (days.end - days.start).days
        return one_day(days.start + timedelta(length // 2 if edge == "middle" else length - length // 10))
    return days


def _to_today(days: Days, today: date) -> Days:
    return span(one_day(days.start) if days.end >= today else days, one_day(today))


def _since(view: View, phrase: Phrase) -> bool:
    """Whether `منذ` governs the phrase, directly or over a noun phrase."""
    a = view.sents[view.sent_of[phrase.first]][0]
    stops = words("relative")
    for k in range(phrase.first - 1, max(a, phrase.first - _SINCE) - 1, -1):
        norm = view.norms[k]
        if norm in SINCE:
            return True
        if not norm[0].isalpha() or norm in stops or norm in units() or norm in ("ان", "و", "ف", "حيث", "بعد", "قبل"):
            return False
    return False


def _is_line(view: View, phrase: Phrase) -> bool:
    """A date that stands on a line of its own but for a place and an agency: a dateline."""
    full = phrase.of("date")
    if full is None or full.day is None:
        return False
    first, last = line_of(view, phrase.first, phrase.last)
    if phrase.first - first > _PLACE or last - phrase.last > _AGENCY or view.norm(phrase.first - 1) in PLACING:
        return False
    others = (*view.norms[first : phrase.first], *view.norms[phrase.last + 1 : last + 1])
    return not any(n in (".", "؟", ":") or n[0].isdigit() or role(n) for n in others)


def line_of(view: View, first: int, last: int) -> tuple[int, int]:
    """The first and the last word of the line that the words stand in, not looking farther than some words."""
    for _ in range(_LINE):
        if first == 0 or "\n" in view.text[view.ends[first - 1] : view.starts[first]]:
            break
        first -= 1
    for _ in range(_LINE):
        if last + 1 >= len(view) or "\n" in view.text[view.ends[last] : view.starts[last + 1]]:
            break
        last += 1
    return first, last


def _mention(view: View, first: int, last: int, days: Days, kind: Kind, rule: str) -> DateMention:
    start, end = view.starts[first], view.ends[last]
    return DateMention(view.text[start:end], start, end, first, last, days.start, days.end, days.iso, days.precision, kind, rule)
