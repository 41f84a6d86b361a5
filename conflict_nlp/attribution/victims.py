"""The side that the victims belong to: armed group, army, police or state body, as the text names it."""

from __future__ import annotations

from conflict_nlp.attribution.actors import Names, actor_at, mention
from conflict_nlp.claims.lexicon import noun_readings, words
from conflict_nlp.entities.lexicon import bare, nationality
from conflict_nlp.linking.knowledge import force_of, group_of
from conflict_nlp.text.view import View
from conflict_nlp.types import CasualtyClaim, Mention

_JOINING = ("من", "في", "ل", "تابعين", "تابعا", "تابع", "ينتمون", "الي", "ب", "صفوف", "عناصر", "بين", "تابعين")


def victim_actor(view: View, names: Names, claim: CasualtyClaim) -> Mention | None:
    """The victims' actor read off their own noun phrase, or None."""
    first, last = view.words_in(claim.victims.start, claim.victims.end)
    _, claim_last = view.words_in(claim.start, claim.end)
    end = view.sents[view.sent_of[claim_last]][1] if claim_last < len(view) else len(view)
    inside = _inside(view, names, first, max(last, claim_last))
    if inside is not None:
        return inside
    if claim.victims.type == "civilian":
        return None
    k, hops = last + 1, 0
    while k < end and hops < 6:
        norm = view.norms[k]
        if norm in words("subset"):
            return None
        if k in view.ent_at and view.norm(k - 1) == "من" and _is_soldier(view.norms[last]):
            country = view.ent_at[k][1].kb_id_
            if country.startswith("place:country:"):
                return Mention(view.slice(k, k), view.starts[k], view.ends[k], view.slice(k, k), force_of(country[-2:]) or None)
        if k in view.ent_at or norm not in _JOINING:
            actor = actor_at(view, k, end, places=False)
            if actor is not None and actor.kind in ("entity", "common"):
                ent = view.ent_at.get(actor.core)
                if ent is not None and ent[1].label_ == "ORG" and ent[1].id_ != "armed" and claim.victims.type != "combatant":
                    return None
                return mention(view, names, actor)
        if (
            norm in _JOINING
            or norm in ("علي", "الاقل", "اخرون", "اخرين", "سابق", "اخر")
            or _is_combatant(norm)
            or (norm.startswith("ال") and hops < 2)
        ):
            k += 1
            hops += 1
            continue
        nation = nationality(norm)
        if nation is not None and hops == 0 and claim.victims.type == "combatant":
            return _national(view, names, k) if _is_soldier(view.norms[k - 1]) else None
        return None
    return None


def _inside(view: View, names: Names, first: int, last: int) -> Mention | None:
    """An actor inside the phrase: `17 داعشيا`, `جندي تركي`, `عناصر الشرطة`."""
    for k in range(first, last + 1):
        norm = view.norms[k]
        nation = nationality(norm)
        if nation is not None and nation.actor:
            full = names.full([bare(nation.actor)], nation.actor)
            return Mention(view.slice(k, k), view.starts[k], view.ends[k], full, group_of(nation))
        if nation is not None and k > first and _is_soldier(view.norms[k - 1]):
            return _national(view, names, k)
        if k in view.ent_at and view.ent_at[k][1].label_ == "ORG" and view.ent_at[k][1].id_ == "armed":
            actor = actor_at(view, k, last + 1, places=False)
            if actor is not None:
                return mention(view, names, actor)
    return None


def _national(view: View, names: Names, k: int) -> Mention:
    text = view.slice(k, k)
    nation = nationality(view.norms[k])
    kb_id = force_of(nation.country) if nation is not None and nation.kind == "nation" else ""
    return Mention(text, view.starts[k], view.ends[k], names.of_nation(view.norms[k]) or text, kb_id or None)


def _is_soldier(norm: str) -> bool:
    """A fighter of a state: nationality tells whose (`جندي تركي`), which it does not of a member of a group (`قيادي سوري`)."""
    return _is_combatant(norm) and norm not in words("irregular")


def _is_combatant(norm: str) -> bool:
    return any(f.kind == "combatant" for f in noun_readings(norm))
