"""Whether harm is asserted, denied by the speaker, or only threatened, planned or supposed; and where an article ends."""

from __future__ import annotations

from functools import cache

from conflict_nlp.attribution.lexicon import attack_verbs, speech
from conflict_nlp.claims.lexicon import masdars, triggers, words
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.view import View

_WINDOW = 14
_AFTER = 10
_ARTICLE = 20  # words before which no article ends


def status_of(view: View, trigger: int, first: int, last: int, sentence: tuple[int, int]) -> str:
    """The status of the harm told by word `trigger` (-1: by the phrase `first`..`last` itself): `denied`, `attempted`,
    `hypothetical` or `asserted`, from the words before it in its clause and, for conditions and refutations, after it."""
    a, b = sentence
    at = trigger if 0 <= trigger < first else first
    harm = triggers().get(view.norms[at])
    noun = view.norms[at] in masdars() and view.norm(at - 1) in words("preposition")
    shaped = is_imperfect(view.norms[at])  # `تشرد` may be either tense
    finite = harm is not None and harm.kind == "verb" and not harm.imperfect and not noun and not shaped
    deny, threat, attempt, negative = words("deny"), words("threat"), words("attempt"), words("negative")
    if view.norm(at - 1) in ("لم", "لن") or (trigger > first and view.norm(trigger - 1) in ("لم", "لن")):
        return "denied"
    if view.norm(at - 1) in ("س", "سوف") or (view.norm(at - 1) == "قد" and harm is not None and harm.imperfect):
        return "hypothetical"
    if view.norm(at - 1) == "ل" and harm is not None and harm.harm == "detained" and view.norms[at] in masdars():
        return "attempted"
    if any(n in words("result") for n in view.norms[max(a, at - 5) : at]) and view.norm(at - 1) in ("عن", "الي", "ب"):
        verb = next(k for k in range(at - 1, a - 1, -1) if view.norms[k] in words("result"))
        if view.norm(verb - 1) in ("لم", "لن", "لا"):
            return "denied"  # `لم يسفر الهجوم عن مقتل …`
    if view.norm(at - 2) in ("لم", "لن") and view.norm(at - 1) in words("fall") | words("outcome"):
        return "denied"
    comma = involved = False
    for k in range(at - 1, max(a, at - _WINDOW) - 1, -1):
        norm = view.norms[k]
        if norm in words("presupposed"):
            break  # `طالبت بالتحقيق في مقتل`: what is looked into has happened
        if norm in words("involvement") or (finite and norm in attack_verbs()):
            involved = True  # `نفى أن يكون جنوده أطلقوا النار على حافلة أصيب فيها …`
        elif norm in deny:
            if norm == "نفي" and view.norm(k - 1) == "لا":
                continue  # `لا نفي حقه`
            if norm in ("صحه", "صحيحا", "صحيح", "اساس") and view.norm(k - 1) not in negative:
                continue
            return "asserted" if involved else "denied"
        elif norm in attempt and not comma and at - k <= 5 and trigger <= first:
            return "attempted"
        elif (
            (norm in threat and not comma and (not finite or norm in ("ربما", "لعل", "كاد", "كادت")))
            or (
                norm in words("condition")
                and not comma
                and view.norm(k - 1) != "ما"
                and (norm not in ("حال", "حاله") or view.norm(k - 1) == "في")
            )
            or (norm in ("س", "قد") and not comma and not finite and is_imperfect(view.norm(k + 1)) and at - k <= 6)
        ):
            return "hypothetical"
        if norm in "،,":
            comma = True
        elif norm in ".؛" or norm in words("relative") or (norm in speech("verb") and norm not in threat) or norm in speech("participle"):
            break
    for k in range(last + 1, min(b, last + _AFTER)):
        norm = view.norms[k]
        if norm in words("deny_after") and view.norm(k - 1) in words("refuted"):
            return "denied"
        if norm in ("صحيح", "صحيحه", "صحيحا", "دقيق", "دقيقه", "اساس") and view.norm(k - 1) in negative:
            return "denied"
        if norm == "اذا" and view.norm(k - 1) != "ما" and not finite:
            return "hypothetical"
    return "asserted"


def is_imperfect(norm: str) -> bool:
    """Shaped like a verb of the present (`تسببت` is not: it ends like a perfect)."""
    return norm.startswith("ي") or (norm.startswith("ت") and not norm.endswith("ت") and len(norm) > 3)


def furniture_start(view: View) -> int:
    """The index of the first word after the article's end: links to other items, headlines without a full stop that
    follow the last paragraph. `len(view)` where the article fills the document."""
    limit = len(view)
    heads = _furniture()
    for i, norm in enumerate(view.norms):
        opens = i > _ARTICLE and norm in heads and (view.norms[i - 1] in ".:؛…" or _new_line(view, i))
        if opens and any(view.norms[i : i + len(phrase)] == phrase for phrase in heads[norm]):
            limit = i
            break
    lines = _lines(view, limit)
    end = len(lines)
    while end > 1 and not lines[end - 1][2] and lines[end - 1][1] - lines[end - 1][0] <= 30:
        end -= 1
    if 0 < end < len(lines) and any(full for _, _, full in lines[1:end]) and lines[end - 1][2]:
        return lines[end][0]
    return limit


@cache
def _furniture() -> dict[str, list[list[str]]]:
    """The phrases that introduce links to other items, by their first word."""
    phrases = [normalize(row["word"]).split() for row in read_table("words") if row["group"] == "furniture"]
    return {phrase[0]: [other for other in phrases if other[0] == phrase[0]] for phrase in phrases}


def _new_line(view: View, i: int) -> bool:
    return "\n" in view.text[view.ends[i - 1] : view.starts[i]]


def _lines(view: View, limit: int) -> list[tuple[int, int, bool]]:
    """(first, past-the-end, closes like prose) of each line."""
    out, first = [], 0
    for i in range(1, limit + 1):
        if i == limit or _new_line(view, i):
            tail = (
                view.text[view.ends[i - 1] - 1 : view.ends[i - 1] + 3] if i == limit else view.text[view.ends[i - 1] - 1 : view.starts[i]]
            )
            out.append((first, i, any(c in ".؟!…" for c in tail)))
            first = i
    return out
