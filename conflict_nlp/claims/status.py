"""Whether harm is asserted, denied by the speaker, or only threatened, planned or supposed; and where an article ends."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import triggers, words
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.view import View

_WINDOW = 7


def status_of(view: View, trigger: int, first: int, sentence_start: int) -> str:
    """The status that the words before the harm give it: `denied`, `hypothetical` or `asserted`."""
    at = trigger if 0 <= trigger < first else first
    deny, threat, strong = words("deny"), words("threat"), words("threat_clause")
    table = triggers()
    for k in range(at - 1, max(sentence_start, at - _WINDOW) - 1, -1):
        norm = view.norms[k]
        distance = at - k
        if norm in deny:
            return "denied"
        if norm in ("لم", "لن") and distance == 1:
            return "denied"
        if norm in threat and distance <= (3 if norm not in ("قد", "س", "سوف") else 1):
            if norm == "قد" and not view.norms[at].startswith(("ي", "ت")):
                continue
            return "hypothetical"
        if norm in strong:
            return "hypothetical"
        if norm in words("relative") or norm in ".؛" or (norm in table and table[norm].harm not in ("none", table.get(view.norms[at], table[norm]).harm)):
            break
    return "asserted"


def furniture_start(view: View) -> int:
    """The index of the first word after the article's end: links to other items, headlines without a full stop that
    follow the last paragraph. `len(view)` where the article fills the document."""
    limit = len(view)
    phrases = [normalize(w) for row in read_table("words") if row["group"] == "furniture" for w in [row["word"]]]
    heads = {p.split()[0]: p.split() for p in phrases}
    for i, norm in enumerate(view.norms):
        tail = heads.get(norm)
        if tail and i > 20 and view.norms[i : i + len(tail)] == tail and (i == 0 or view.norms[i - 1] in ".:؛…" or _new_line(view, i)):
            limit = i
            break
    lines = _lines(view, limit)
    end = len(lines)
    while end > 1 and not lines[end - 1][2] and lines[end - 1][1] - lines[end - 1][0] <= 30:
        end -= 1
    if 0 < end < len(lines) and any(full for _, _, full in lines[1:end]) and lines[end - 1][2]:
        return lines[end][0]
    return limit


def _new_line(view: View, i: int) -> bool:
    return "\n" in view.text[view.ends[i - 1] : view.starts[i]]


def _lines(view: View, limit: int) -> list[tuple[int, int, bool]]:
    """(first, past-the-end, closes like prose) of each line."""
    out, first = [], 0
    for i in range(1, limit + 1):
        if i == limit or _new_line(view, i):
            tail = view.text[view.ends[i - 1] - 1 : view.ends[i - 1] + 3] if i == limit else view.text[view.ends[i - 1] - 1 : view.starts[i]]
            out.append((first, i, any(c in ".؟!…" for c in tail)))
            first = i
    return out
