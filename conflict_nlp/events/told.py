"""Whether an event is told as something that happened: not denied, threatened, planned or feared."""

from __future__ import annotations

from conflict_nlp.claims.lexicon import words
from conflict_nlp.claims.status import is_imperfect, status_of
from conflict_nlp.events.seed import Seed
from conflict_nlp.text.view import View

_NOT = frozenset({"لم", "لن", "لا", "س", "سوف"})


def is_told(view: View, seed: Seed) -> bool:
    """The event of this seed happened, as the text has it; an attempt on somebody's life counts."""
    if seed.denied:
        return False
    if seed.claims or seed.kind in ("by", "mark", "claim"):
        return True
    i = seed.at
    if seed.kind == "noun" and view.norm(i - 1) == "ل" and any(n in words("exposed") for n in view.norms[max(0, i - 4) : i]):
        return view.norm(i - 3) not in _NOT  # `قد تعرض لقصف`: no verb of the present
    if view.norm(i - 1) in _NOT or (view.norm(i - 1) == "قد" and is_imperfect(view.norms[i])):
        return False
    if seed.kind == "harm" and any(n in _NOT for n in view.norms[max(0, i - 3) : i]):
        return False  # `لم يلق القبض على`
    if view.norm(i - 1) == "اي":
        return False  # `أي هجوم`
    if seed.kind == "verb" and not is_imperfect(view.norms[i]):
        return True
    return status_of(view, -1, i, i, view.sents[seed.sent]) in ("asserted", "attempted")
