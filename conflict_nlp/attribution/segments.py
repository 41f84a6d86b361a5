"""Which sentences tell of one event: a news item is cut where its words say that something else begins."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import words
from conflict_nlp.text.view import View, news_items

_OPENING = 6  # words of a sentence that may say so


def segments(view: View) -> list[int]:
    """The number of the event segment of each sentence, increasing. A new one begins with a new item, with words that announce another
    event (`وفي سياق متصل`, `إلى ذلك`, `من جهة أخرى`, `في حادث منفصل`), and with a place of its own (`وفي طرابلس …`)."""
    out, segment = [], 0
    items = news_items(view)
    for n, (a, b) in enumerate(view.sents):
        # The sentence after the title is its lead.
        lead = n == 1 and "\n" in view.text[view.ends[a - 1] : view.starts[a]]
        if n and (items[n] != items[n - 1] or opens_other(view, a, b) or (not lead and opens_with_place(view, a, b))):
            segment += 1
        out.append(segment)
    return out


def opens_other(view: View, a: int, b: int) -> bool:
    """The sentence a..b begins with words that announce another event."""
    norms = view.norms
    for k in range(a, min(a + _OPENING, b - 1)):
        if norms[k] in words("other_noun") and any(n in words("other_adjective") for n in norms[k + 1 : k + 3]):
            return True
        if norms[k] in words("other_alone"):
            return True
    k = a + 1 if norms[a] == "و" else a
    return view.norm(k) == "الي" and view.norm(k + 1) == "ذلك"


def opens_with_place(view: View, a: int, b: int) -> bool:
    """The sentence a..b begins with a place of its own."""
    k = a + 1 if view.norms[a] == "و" else a
    if view.norm(k) not in ("في", "ب"):
        return False
    return any(j in view.ent_at and view.ent_at[j][1].label_ == "LOC" for j in range(k + 1, min(k + 5, b)))


def over_years(view: View) -> list[bool]:
    """Whether each sentence counts over a conflict or over years (`منذ اندلاع النزاع`, `منذ عام 1984`, `في ثلاثين عاما`): what happened
    on one day elsewhere in the text is not its place or its author."""
    return [any(_since(view, k, b) or _for_years(view, k, b) for k in range(a, b - 1)) for a, b in view.sents]


def _since(view: View, k: int, b: int) -> bool:
    """`منذ بداية الأزمة`, `منذ عام 1984`, `منذ 1984`."""
    ahead = view.norms[k + 1 : min(k + 4, b)]
    if view.norms[k] != "منذ":
        return False
    year = (ahead[0].isdigit() and len(ahead[0]) == 4) or any(n in words("year_unit") for n in ahead[:2])
    return year or (ahead[0] in words("period_start") and any(n in words("whole_conflict") for n in ahead[1:]))


def _for_years(view: View, k: int, b: int) -> bool:
    """`في ثلاثين عاما`, `خلال 5 سنوات`: a number of years."""
    if view.norms[k] not in ("خلال", "في", "مدي") or view.norms[k + 1] in words("year_unit"):
        return False
    unit = next((j for j in range(k + 2, min(k + 4, b)) if view.norms[j] in words("year_unit")), -1)
    counted = unit >= 0 and (view.norms[unit - 1].isdigit() or view.norms[unit].endswith(("ا", "ات", "ين", "وام", "ود")))
    return counted and not view.norm(unit + 1).isdigit()
