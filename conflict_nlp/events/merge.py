"""Mentions of one event over a document: what a definite noun refers back to, and what repeated figures or names tell to be the same."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Names, mention, telling
from conflict_nlp.attribution.lexicon import attack_nouns
from conflict_nlp.events.lexicon import event_words
from conflict_nlp.events.seed import Seed
from conflict_nlp.text.view import View, news_items
from conflict_nlp.types import CasualtyClaim

_REACH = 12  # events between two mentions of one
_ASKED = 24  # words of an event that later mentions are compared with


def merged(view: View, names: Names, groups: list[list[Seed]], claims: list[CasualtyClaim]) -> list[list[Seed]]:
    """The groups with those joined that tell one event; the first mention stands first."""
    items = news_items(view)
    linked = {claim.id: {claim.id, claim.same_as} for claim in claims}
    out: list[list[Seed]] = []
    for group in groups:
        near = [other for other in out[-_REACH:] if items[other[0].sent] == items[group[0].sent]]
        target = next((other for other in reversed(near) if _same(view, names, other[:_ASKED], group, linked)), None)
        if target is None:
            out.append(group)
        else:
            target.extend(group)
    return out


def _same(view: View, names: Names, old: list[Seed], new: list[Seed], linked: dict[str, set[str | None]]) -> bool:
    if _type(old) != _type(new) or not _modes_agree(old, new):
        return False
    figures = {f for s in old for id_ in s.claims for f in linked[id_]} & {f for s in new for id_ in s.claims for f in linked[id_]} - {None}
    if figures:
        return True
    actors = _actors(view, names, old), _actors(view, names, new)
    if all(actors) and not actors[0] & actors[1]:
        return False
    if _refers(view, new, old):
        return True
    targets = _words(view, old), _words(view, new)
    return bool(all(actors) and targets[0] & targets[1])


def _type(group: list[Seed]) -> str:
    return next((s.type for s in group if s.kind != "by"), "")


def _modes_agree(old: list[Seed], new: list[Seed]) -> bool:
    """The one tells no way, or both tell the same."""
    a, b = {s.mode for s in old if s.mode}, {s.mode for s in new if s.mode}
    return not a or not b or bool(a & b)


def _actors(view: View, names: Names, group: list[Seed]) -> set[str]:
    """The names of the authors, unnamed attackers left out."""
    return {mention(view, names, a).name for s in group for a in (*s.actors, *s.others) if a.kind != "gunman"}


def _words(view: View, group: list[Seed]) -> frozenset[str]:
    """What the targets are called."""
    return frozenset().union(*(telling(view.norms[a : b + 1]) for s in group for a, b in (*s.targets, *s.victims)))


def _refers(view: View, new: list[Seed], old: list[Seed]) -> bool:
    """`وأسفر القصف عن …`: a definite noun of attack for what was told before; `الهجوم` for any attack, others for their own kind."""
    noun = next((s for s in new if s.kind in ("noun", "clash") and view.norms[s.at].startswith("ال")), None)
    if noun is None or any(s.targets for s in new):
        return False
    if not any(s.alone for s in new) and not any(s.kind == "claim" for s in new):
        return False
    own = attack_nouns().get(view.norms[noun.at])
    if view.norms[noun.at] in event_words("any_attack"):
        return True
    return own is not None and any(s.mode == own.mode and s.kind in ("noun", "verb", "clash") for s in old)
