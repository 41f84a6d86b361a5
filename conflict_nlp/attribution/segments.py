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
