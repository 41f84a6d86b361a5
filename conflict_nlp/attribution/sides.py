"""Whose side an actor is on: the same as another's, the state's or its opponents'."""

from __future__ import annotations

from typing import Literal

from conflict_nlp.attribution.actors import telling
from conflict_nlp.claims.lexicon import words
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.linking.knowledge import actor
from conflict_nlp.text.normalize import normalize
from conflict_nlp.types import Mention, Victims

_STATE = "1"
_GROUPS = frozenset("23")
_TELLING = frozenset({"monitor", "agency", "media"})
_REPORTING = _TELLING | {"ngo"}


def same_side(one: Mention, victims: Victims) -> bool:
    """Whether an actor is the side that the victims belong to."""
    if victims.actor is None:
        return False
    names = (one.name, one.text)
    return same_actor(one.kb_id, victims.actor_kb_id) or any(same_name(name, victims.actor) for name in names)


def same_actor(one: str | None, other: str | None) -> bool:
    """Whether two ids are one actor, one belongs to the other, or both are forces of one state."""
    if not one or not other:
        return False
    if one == other or other in _lineage(one) or one in _lineage(other):
        return True
    first, second = actor(one), actor(other)
    if first is None or second is None or not first.country or first.country != second.country:
        return False
    return first.inter == second.inter == _STATE and first.armed and second.armed


def only_reports(kb_id: str | None) -> bool:
    """Whether the actor is a monitor, an agency, a medium or an organisation of aid: who tells of harm and does none."""
    known = actor(kb_id)
    return known is not None and known.kind in _REPORTING


def only_tells(kb_id: str | None) -> bool:
    """Whether the actor is a monitor, an agency or a medium, who has no fighters."""
    known = actor(kb_id)
    return known is not None and known.kind in _TELLING


def _lineage(kb_id: str) -> set[str]:
    """The ids of what an actor belongs to."""
    out: set[str] = set()
    known = actor(kb_id)
    while known is not None and known.parent and known.parent_id not in out:
        out.add(known.parent_id)
        known = actor(known.parent_id)
    return out


def same_name(one: str, other: str) -> bool:
    """Whether two names tell the same actor: one says everything that the other says."""
    a, b = (telling([normalize(word) for word in name.split()]) for name in (one, other))
    return bool(a and b and (a <= b or b <= a)) or one == other


def camp(name: str, kb_id: str | None) -> Literal["state", "group"] | None:
    """`state` for the forces of a state, `group` for those that fight without one; None where neither list nor words tell."""
    known = actor(kb_id)
    if known is not None and known.armed and known.inter:
        return "state" if known.inter == _STATE else "group" if known.inter in _GROUPS else None
    norms = {normalize(word) for word in name.split()}
    state, group = bool(norms & words("state_camp")), bool(norms & words("group_camp"))
    if not group and norms & words("common_head"):
        state = state or any(n.kind == "nation" for n in map(nationality, norms) if n is not None)  # `قوة إسرائيلية`
    return None if state == group else "state" if state else "group"
