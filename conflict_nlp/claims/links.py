"""Links between the claims of a document: the same statement again (`same_as`), a part of a total (`part_of`)."""

from __future__ import annotations

from bisect import bisect_right

from conflict_nlp.attribution.segments import opens_other
from conflict_nlp.claims.lexicon import noun_readings
from conflict_nlp.claims.scan import Draft
from conflict_nlp.text.view import View, news_items

_SUM_PARTS = 5
_BY_CHANCE = 10  # smaller figures of several events often add up to another
_SUM_REACH = 40  # claims after a total among which its parts are looked for
_ASKED = 200  # earlier statements of one figure that are compared


def link(view: View, drafts: list[Draft]) -> None:
    """Set `same_as` and the `part_of` of breakdowns in place."""
    items = news_items(view)
    told: dict[tuple[str, int, int], list[Draft]] = {}
    for draft in drafts:
        figures = told.setdefault((draft.harm, draft.phrase.low, items[view.sent_of[draft.phrase.first]]), [])
        for earlier in figures[:_ASKED]:
            if _same(view, earlier, draft):
                draft.same_as = earlier.same_as or earlier
                break
        figures.append(draft)
    _sums(view, drafts, items)


def _same(view: View, a: Draft, b: Draft) -> bool:
    if a.harm != b.harm or a.phrase.low != b.phrase.low or (a.status == "asserted") != (b.status == "asserted"):
        return False
    if a.phrase.modifier != b.phrase.modifier and "vague" in (a.phrase.modifier, b.phrase.modifier):
        return False
    if view.sent_of[a.phrase.first] == view.sent_of[b.phrase.first]:
        return False
    if (a.part_of is None) != (b.part_of is None) and b.phrase.low > 2:
        return False
    kinds = {a.phrase.kind, b.phrase.kind}
    if kinds == {"civilian", "combatant"}:
        return False
    if _title_and_lead(view, a, b):
        return True
    if (b.phrase.low <= 2 and b.phrase.number in ("singular", "name")) or b.phrase.modifier == "vague":
        return _same_people(view, a, b)
    return True


def _title_and_lead(view: View, a: Draft, b: Draft) -> bool:
    """The lead says again what the title says, be it in other words (`قتيلة` … `قتلت امرأة`)."""
    first, second = view.sent_of[a.phrase.first], view.sent_of[b.phrase.first]
    title_end = view.ends[view.sents[0][1] - 1]
    return first == 0 and second in (1, 2) and "\n" in view.text[title_end : title_end + 3] and a.phrase.modifier == b.phrase.modifier


def _same_people(view: View, a: Draft, b: Draft) -> bool:
    """Single persons and vague numbers are the same only where their words agree."""
    if "name" in (a.phrase.number, b.phrase.number):
        words_a = set(view.norms[a.phrase.first : a.phrase.last + 1])
        words_b = set(view.norms[b.phrase.first : b.phrase.last + 1])
        return len(words_a & words_b) >= min(2, len(words_b), len(words_a))
    if a.phrase.noun < 0 or b.phrase.noun < 0:
        return a.phrase.modifier == "vague" and a.phrase.low >= 20
    return _lemma(view, a) == _lemma(view, b)


def _lemma(view: View, d: Draft) -> str:
    norm = view.norms[d.phrase.noun]
    readings = noun_readings(norm)
    return readings[0].lemma if readings else norm


def _sums(view: View, drafts: list[Draft], items: list[int]) -> None:
    """Consecutive figures of one harm that add up to an earlier total of the same news item are its parts (`21 قتيلا … 16 هنا و5 هناك`);
    a sentence that announces another event ends those of a small total."""
    others = [n for n, (a, b) in enumerate(view.sents) if opens_other(view, a, b)]
    for n, total in enumerate(drafts):
        if total.phrase.low < 3 or total.phrase.modifier == "vague" or total.part_of is not None:
            continue
        sent = view.sent_of[total.phrase.first]
        end = bisect_right(others, sent) if total.phrase.low < _BY_CHANCE else len(others)
        other = others[end] if end < len(others) else len(items)
        after = [
            d
            for d in drafts[n + 1 : n + 1 + _SUM_REACH]
            if view.sent_of[d.phrase.first] < other and items[view.sent_of[d.phrase.first]] == items[sent]
        ]
        rest = [
            d
            for d in after
            if d.harm == total.harm
            and d.part_of is None
            and (d.same_as is None or d.same_as.part_of is not None)
            and d.phrase.modifier != "vague"
        ]
        for start in range(len(rest)):
            running, parts = 0, []
            for d in rest[start : start + _SUM_PARTS]:
                running += d.phrase.low
                parts.append(d)
                if running >= total.phrase.low:
                    break
            if running == total.phrase.low and len(parts) >= 2:
                nearest = [d for d in after if d.same_as is total and d.phrase.first < parts[0].phrase.first]
                for part in parts:
                    part.part_of = nearest[-1] if nearest else total
                break
