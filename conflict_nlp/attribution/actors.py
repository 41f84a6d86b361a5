"""Noun phrases that name an actor, and the fullest form of each actor's name in the document."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from conflict_nlp.attribution.lexicon import agents
from conflict_nlp.claims.lexicon import words
from conflict_nlp.entities.lexicon import nationality
from conflict_nlp.text.view import View
from conflict_nlp.types import Mention


@dataclass(slots=True, frozen=True)
class Actor:
    """An actor phrase: words `first`..`last`; `core` is where the name itself begins; `kind` tells how it was read
    (`entity`, `place`, `person`, `common`, `gunman`, `adjective`)."""

    first: int
    last: int
    core: int
    kind: str


def actors_at(view: View, i: int, end: int, *, places: bool = True) -> list[Actor]:
    """The actor that begins at word `i` and those joined to it by `و` or `أو`; [] where none begins."""
    found: list[Actor] = []
    while i < end:
        actor = actor_at(view, i, end, places=places)
        if actor is None:
            break
        found.append(actor)
        i = actor.last + 1
        if view.norm(i) in ("و", "او") and i + 1 < end:
            i += 1
            if view.norm(i) in ("من", "ل"):
                i += 1
        else:
            break
    return found


def actor_at(view: View, i: int, end: int, *, places: bool = True) -> Actor | None:
    """The one actor that begins at word `i`."""
    first, table = i, agents()
    hops = 0
    while i < end and hops < 4:
        if i in view.ent_at:
            return _entity(view, first, i, places)
        norm = view.norms[i]
        kind = table.get(norm)
        if kind == "gunman":
            return Actor(first, _adjectives(view, i, end), i, "gunman")
        nxt = view.norm(i + 1)
        if (
            kind == "unit"
            or (kind is not None and not norm.startswith("ال"))
            or (kind is None and hops and norm in ("تابعه", "تابع", "التابعه", "التابع", "مواليه", "المواليه"))
        ):
            # A part or a head noun: the owner follows, as a genitive, an adjective or after `تابعة لـ`.
            j = i + 1
            if nxt in ("تابعه", "تابع", "التابعه", "التابع", "مواليه", "المواليه", "من", "ل"):
                j += 1
                if view.norm(j) in ("ل", "من"):
                    j += 1
            owner = j < end and (j in view.ent_at or view.norms[j] in table)
            if owner:
                i = j
                hops += 1
                continue
            last = _adjectives(view, i, end)
            if last > i and any(nationality(view.norms[k]) is not None for k in range(i + 1, last + 1)):
                return Actor(first, last, i, "common")
            if kind in ("armed", "state") and last > i:
                return Actor(first, last, i, "common")
            if last > i and any(view.norms[k] in words("hostile") for k in range(i + 1, last + 1)):
                return Actor(first, last, i, "gunman")
            return None
        if kind in ("armed", "state"):
            return Actor(first, _adjectives(view, i, end), i, "common")
        nation = nationality(norm)
        if nation is not None and nation.actor and hops == 0:
            return Actor(first, i, i, "adjective")
        return None
    return None


def _entity(view: View, first: int, i: int, places: bool) -> Actor | None:
    last, ent = view.ent_at[i]
    if ent.label_ == "ORG":
        return Actor(first, last, i, "entity")
    if ent.label_ == "PER":
        return Actor(first, last, i, "person")
    if ent.label_ == "LOC" and places and (ent.kb_id_.startswith("place:country") or ent.kb_id_.startswith("country")):
        return Actor(first, last, i, "place")
    return None


def _adjectives(view: View, i: int, end: int) -> int:
    """The last of the adjectives that follow the noun at `i` and agree with it in definiteness."""
    definite = view.norms[i].startswith("ال")
    last = i
    for k in range(i + 1, min(i + 4, end)):
        norm = view.norms[k]
        if k in view.ent_at or norm in words("preposition") or norm in words("relative") or norm in words("time") or not norm.isalpha():
            break
        nation = nationality(norm)
        if (
            (nation is not None and (nation.definite == definite))
            or norm in words("actor_adjective")
            or (k == last + 1 and norm[2:] in words("actor_adjective") and definite)
        ):
            last = k
        else:
            break
    return last


class Names:
    """The actors of one document by name: what each mention's fullest form is."""

    def __init__(self, view: View) -> None:
        self.view = view
        by_word: dict[str, dict[tuple[str, str], frozenset[str]]] = {}
        self._by_id: dict[str, str] = {}
        self._by_head: dict[str, list[tuple[int, str]]] = {}
        self._forces: dict[str, str] = {}
        for first, (last, ent) in view.ent_at.items():
            if ent.label_ not in ("ORG", "PER"):
                continue
            name, norms = view.slice(first, last), view.norms[first : last + 1]
            told = telling(norms)
            for word in told:
                by_word.setdefault(word, {}).setdefault((name, ent.kb_id_), told)
            if told and len(name) > len(self._by_id.get(ent.kb_id_, "")):
                self._by_id[ent.kb_id_] = name
            if ent.label_ == "ORG" and last > first:
                self._by_head.setdefault(bare(norms[0]), []).append((first, name))
            if ent.id_ == "armed":
                for nation in filter(None, map(nationality, norms)):
                    self._forces.setdefault(nation.country, name)
        self._by_word = {word: [(told, name) for (name, _), told in found.items()] for word, found in by_word.items()}

    def full(self, norms: list[str], text: str, kb_id: str = "") -> str:
        """The fullest form: the longest entity that says everything the mention says, or bears the same id."""
        told = telling(norms)
        best = max((text, self._by_id.get(kb_id, "") if kb_id else ""), key=len)
        if not told or (not kb_id and all(nationality(word) is not None for word in told)):
            return best  # `الشرطة التركية` is not the ministry that is Turkish too
        rarest = min((self._by_word.get(word, []) for word in told), key=len)
        return max((best, *(name for other, name in rarest if told <= other)), key=len)

    def of_nation(self, norm: str) -> str | None:
        """The armed force of a nationality that the document names (`جندي إسرائيلي` -> `الجيش الإسرائيلي`)."""
        nation = nationality(norm)
        return self._forces.get(nation.country) if nation is not None and nation.country else None

    def before(self, head: str, position: int) -> str | None:
        """The entity last named before `position` whose first word is `head` (without article): what `التنظيم` refers to."""
        found = self._by_head.get(head, [])
        k = bisect_left(found, (position, ""))
        return found[k - 1][1] if k else None


def bare(norm: str) -> str:
    """A noun without its article."""
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


def telling(norms: list[str]) -> frozenset[str]:
    """The words of a name that tell which one it is, without article and common heads."""
    return frozenset(bare(n) for n in norms if n not in words("common_head") and bare(n) not in words("common_head") and len(n) > 1)


def mention(view: View, names: Names, actor: Actor) -> Mention:
    """The record of an actor phrase."""
    start_word = actor.core if actor.kind in ("entity", "person", "place") else actor.first
    text = view.slice(start_word, actor.last)
    norms = view.norms[start_word : actor.last + 1]
    kb_id = view.ent_at[actor.core][1].kb_id_ if actor.core in view.ent_at else ""
    name = names.full(norms, text, kb_id)
    if actor.kind == "common" and not telling(norms):
        name = names.before(bare(view.norms[actor.core]), actor.core) or name
    if actor.kind == "adjective":
        nation = nationality(view.norms[actor.core])
        name = (nation.actor if nation is not None and nation.actor else None) or name
    return Mention(text, view.starts[start_word], view.ends[actor.last], name, kb_id or None)
