"""Links the actors of a document: names to the knowledge base, short definite forms to the actor they refer back to."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from conflict_nlp.entities.lexicon import bare, heads, name_words, nationality
from conflict_nlp.linking.knowledge import Actor, Candidate, actor, candidates
from conflict_nlp.text.view import View

_RECENT = 2011  # without a date a name rather means one that was active since
NAMED, NOMINAL = "named", "nominal"


@dataclass(frozen=True, slots=True)
class Link:
    """Words `first`..`last` stand for an actor; `kind` is `named` or `nominal`, `kb_id` empty for an actor that the knowledge base
    does not know, `name` the fullest name that the document has for it."""

    first: int
    last: int
    kind: str
    kb_id: str
    name: str


@dataclass(slots=True)
class _Named:
    first: int
    last: int
    found: list[Candidate]
    armed: bool


def link_actors(view: View, year: int | None = None, outlet_country: str = "") -> list[Link]:
    """The mentions of actors in order: organisations of `doc.ents`, and what refers back to them.

    `year` is the document's, `outlet_country` the ISO code of who published it; both help where a name is ambiguous.
    """
    named = [_Named(first, last, _found(view, first, last), ent.id_ == "armed") for first, last, ent in view.ents("ORG")]
    named.sort(key=lambda mention: mention.first)
    _disambiguate(view, named, year, outlet_country)
    full: dict[str, str] = {}
    for mention in named:
        text = view.name(mention.first, mention.last)
        for key in _keys(view, mention):
            full[key] = max(full.get(key, ""), text, key=len)
    links = [Link(m.first, m.last, NAMED, _kb_id(m), full[_keys(view, m)[0]]) for m in named]
    return sorted([*links, *_nominal(view, links)], key=lambda link: link.first)


def _keys(view: View, mention: _Named) -> list[str]:
    """What tells that two mentions name one actor: the id, else the words."""
    return [_kb_id(mention) or " ".join(map(bare, view.norms[mention.first : mention.last + 1]))]


def _kb_id(mention: _Named) -> str:
    return mention.found[0].actor.kb_id if mention.found else ""


def _found(view: View, first: int, last: int) -> list[Candidate]:
    """The candidates of an entity; a state body is not the group that it is named after (`حكومة …`), nor the other way round."""
    ent = view.ent_at[first][1]
    norms = view.norms[first : last + 1]
    found = candidates(norms) if not (there := _there(view, last)) else candidates(norms + there) or candidates(norms)
    armed = ent.id_ == "armed"
    fitting = [candidate for candidate in found if candidate.actor.armed == armed]
    if fitting or not found:
        known = actor(ent.kb_id_)
        return fitting or ([Candidate(known, False)] if known is not None else [])
    return found if len(norms) == 1 else []


def _there(view: View, last: int) -> list[str]:
    """Where the text says that an actor is, right after its name (`الحرس الوطني في السويداء`): the tables may know it by that."""
    place = view.ent_at.get(last + 2)
    if view.norm(last + 1) not in ("في", "ب") or place is None or place[1].label_ != "LOC":
        return []
    return view.norms[last + 1 : place[0] + 1]


def _disambiguate(view: View, named: list[_Named], year: int | None, outlet_country: str) -> None:
    """Put the likeliest candidate of each mention first: one that the document also names unmistakably, one that was active at the
    time, one of a country that the document tells of."""
    if all(len(mention.found) < 2 and not any(c.weak for c in mention.found) for mention in named):
        return
    sure = {mention.found[0].actor.kb_id for mention in named if len(mention.found) == 1 and not mention.found[0].weak}
    told: Counter[str] = Counter()
    for norm in view.norms:
        nation = nationality(norm)
        if nation is not None and nation.country:
            told[nation.country] += 1
    for _, _, ent in view.ents("LOC"):
        told[_country(ent.kb_id_)] += 1
    for kb_id in sure:
        known = actor(kb_id)
        if known is not None:
            told[known.country] += 1
    told[outlet_country] += 1
    del told[""]

    def likely(candidate: Candidate) -> tuple[bool, bool, float]:
        known = candidate.actor
        # One that acts in several countries comes after one of the country told and before all others.
        return known.kb_id in sure, _active(known, year), told[known.country] if known.country else 0.5

    for mention in named:
        mention.found = [c for c in mention.found if not c.weak or told[c.actor.country]]
        mention.found.sort(key=likely, reverse=True)


def _country(kb_id: str) -> str:
    """The country of a place by its id (`place:city:SY-idlib`, `place:country:SY`)."""
    code = kb_id.rpartition(":")[2][:2]
    return code if code.isupper() else ""


def _active(candidate: Actor, year: int | None) -> bool:
    start, end = candidate.active
    if year is None:
        return end is None or end >= _RECENT
    return (start is None or start <= year) and (end is None or year <= end)


def _nominal(view: View, links: list[Link]) -> list[Link]:
    """`التنظيم`, `الجماعة`, `المرصد`: a definite noun for what an actor is, without a name of its own, stands for the actor last called
    so, else for the one last named whose full name begins so; in front of the first name (a title) for the only one."""
    called: dict[str, list[tuple[int, Link]]] = {}
    named: dict[str, list[tuple[int, Link]]] = {}
    for link in links:
        known = actor(link.kb_id)
        if link.last > link.first:
            called.setdefault(bare(view.norms[link.first]), []).append((link.first, link))
        if known is not None and known.head:
            named.setdefault(known.head, []).append((link.first, link))
    if not (called or named):
        return []
    nouns = {norm for table in ("actor_types", "orgs") for norm in heads(table)[1]}
    out = []
    for k, norm in enumerate(view.norms):
        if norm not in nouns or k in view.ent_in or _goes_on(view.norm(k + 1)):
            continue
        found = called.get(bare(norm)) or named.get(bare(norm), [])
        at = bisect_left(found, k, key=lambda pair: pair[0])
        if at:
            antecedent = found[at - 1][1]
        elif len({link.kb_id or link.name for _, link in found}) == 1:
            antecedent = found[0][1]
        else:
            continue
        out.append(Link(k, k, NOMINAL, antecedent.kb_id, antecedent.name))
    return out


def _goes_on(norm: str) -> bool:
    """The noun has an adjective that makes it another actor (`القوات العراقية`, `القوات الحكومية`)."""
    nation = nationality(norm)
    return (nation is not None and nation.definite) or norm in name_words("force") or norm in name_words("org")
