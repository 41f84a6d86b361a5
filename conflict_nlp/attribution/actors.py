"""Noun phrases that name an actor, and the fullest form of each actor's name in the document."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from conflict_nlp.attribution.lexicon import agents
from conflict_nlp.claims.lexicon import noun_readings, words
from conflict_nlp.entities.lexicon import bare, frequency, nationality, titles
from conflict_nlp.linking import knowledge
from conflict_nlp.linking.knowledge import force_of, group_of
from conflict_nlp.spans import MENTIONS_KEY, read_records
from conflict_nlp.text.view import View
from conflict_nlp.types import Mention

_RARE = 9  # a word of the corpus below this (binary logarithm of its count) may be a name


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
        if i in view.nominal:
            return Actor(first, i, i, "common")
        kind = table.get(norm)
        if kind == "gunman":
            if norm.startswith("ال") != norm.endswith("ا") and not hops and _describes(view, i):
                return None  # `اليسار المتطرف`
            return _of_owner(view, i, end) or Actor(first, _from(view, _adjectives(view, i, end), end), i, "gunman")
        if kind is None and not hops and view.norm(i + 1) in words("hostile") and i + 1 < end and is_people(norm):
            return Actor(first, _adjectives(view, i, end), i, "gunman")  # `رجال مسلحون`
        nxt = view.norm(i + 1)
        named = _self_named(view, i, end) if kind in ("unit", "armed") else None
        if named is not None:
            return Actor(first, named[1], named[0], "common")
        if (
            kind == "unit"
            or (kind is not None and not norm.startswith("ال"))
            or (kind is None and hops and norm in ("تابعه", "تابع", "التابعه", "التابع", "مواليه", "المواليه"))
        ):
            # A part or a head noun: the owner follows, as a genitive, an adjective or after `تابعة لـ`.
            j = i + 1
            described = _adjectives(view, i, end) + 1
            if described > j and view.norm(described) in ("تابعه", "تابع", "التابعه", "التابع") and described + 2 < end:
                j, nxt = described, view.norms[described]  # `البوارج الحربية التابعة لقوات التحالف`
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
            commander = _commander(view, i, end) if kind == "armed" else -1
            if commander >= 0:
                return Actor(first, commander, i, "common")
            if kind in ("armed", "state") and last > i:
                return Actor(first, last, i, "common")
            if last > i and any(bare(view.norms[k]) in words("hostile") for k in range(i + 1, last + 1)):
                return Actor(first, last, i, "gunman")
            if kind == "armed" and _name_follows(view, i, end):
                return Actor(first, i + 1, i, "common")  # `قوات مناوي`
            if kind == "armed" and norm.endswith(("ون", "ين")):
                return Actor(first, last, i, "gunman")  # `متمردون`: nobody's that the text names
            return None
        if kind in ("armed", "state"):
            return Actor(first, _adjectives(view, i, end), i, "common")
        nation = nationality(norm)
        if nation is not None and nation.actor and hops == 0:
            return Actor(first, i, i, "adjective")
        return None
    return None


def _describes(view: View, i: int) -> bool:
    """The definite word at `i` is an adjective of the definite noun before it."""
    before = view.norm(i - 1)
    if i - 1 in view.ent_in:
        return True  # `تنظيم داعش الإرهابي`
    if view.norms[i].endswith("ا") and before.endswith("ا"):
        return nationality(before) is not None or bool(noun_readings(before))  # `يهوديا متشددا`
    return before.startswith("ال") and len(before) > 4 and before not in words("time") and view.sent_of[i - 1] == view.sent_of[i]


def _self_named(view: View, i: int, end: int) -> tuple[int, int] | None:
    """The words of the name in `مجموعة تطلق على نفسها (اسم) X`: an entity, or all words up to a verb's or claim's own."""
    for k in range(i + 1, min(i + 5, end)):
        if view.norms[k] in ("نفسها", "نفسه"):
            first = k + 2 if view.norm(k + 1) in ("اسم", "اسما") else k + 1
            last = view.ent_at[first][0] if first in view.ent_at else first - 1
            while last + 1 < min(end, first + 8) and (view.norms[last + 1].isalpha() and not view.norms[last + 1].endswith(("ته", "تها"))):
                last += 1
            return (first, last) if last >= first else None
        if view.norms[k] in ("،", ".", "و"):
            break
    return None


def _from(view: View, last: int, end: int) -> int:
    """`مسلحين من القبائل`: the last word of where unnamed attackers come from."""
    k = last + 2
    told = view.norm(last + 1) == "من" and k < end and view.norms[k].startswith("ال") and k not in view.ent_in
    return k if told and noun_readings(view.norms[k]) else last


def _of_owner(view: View, i: int, end: int) -> Actor | None:
    """`مسلحون من تنظيم داعش`, `مسلحي طالبان`: whose the gunmen are."""
    last = _adjectives(view, i, end)
    j = last + 1
    if view.norm(j) in ("تابعين", "تابعون", "موالين", "موالون") and view.norm(j + 1) == "ل":
        j += 2
    elif view.norm(j) == "من":
        j += 1
    elif last > i or view.norms[i].startswith("ال") or view.norms[i].endswith(("ون", "ين", "ان")):
        return None  # a plural that keeps its nun has no genitive
    if j >= end:
        return None
    owner = actor_at(view, j, end, places=False)
    return Actor(i, owner.last, owner.core, owner.kind) if owner is not None and owner.kind in ("entity", "common") else None


def _commander(view: View, i: int, end: int) -> int:
    """The last word of the person whose the force at `i` is (`قوات الرئيس السوري بشار الأسد`, `ميليشيات القائد فلان`), else -1."""
    k = i + 1
    while k < min(i + 4, end) and k not in view.ent_at and view.norms[k].startswith("ال"):
        k += 1
    named = k > i + 1 and k < end and k in view.ent_at and view.norms[i + 1] in titles()["title"]
    return view.ent_at[k][0] if named and view.ent_at[k][1].label_ == "PER" else -1


def _name_follows(view: View, i: int, end: int) -> bool:
    """What stands after a noun in construct is no word of the language that the lists know: a name."""
    norm = view.norm(i + 1)
    if (
        i + 1 >= end
        or len(norm) < 4
        or not norm.isalpha()
        or norm.startswith(("ال", "ي", "ت"))
        or norm.endswith(("ت", "وا", "ه", "ون", "ين", "ا"))
    ):
        return False
    return frequency(norm) < _RARE and not noun_readings(norm)


def is_people(norm: str) -> bool:
    """Whether the word may be a noun for people in the plural."""
    return any(f.kind in ("unknown", "civilian", "combatant") and f.number != "sg" for f in noun_readings(norm))


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
            or (_sound(norm) and view.norms[i].endswith("ون"))  # `مسلحون قبليون`
            or (k == last + 1 and norm[2:] in words("actor_adjective") and definite)
        ):
            last = k
        else:
            break
    return last


def _sound(norm: str) -> bool:
    """A sound masculine plural in the nominative, no verb and no word that tells whose somebody is."""
    return norm.endswith("ون") and not norm.startswith(("ي", "ت")) and norm != "موالون"


class Names:
    """The actors of one document by name: what each mention's fullest form is."""

    def __init__(self, view: View) -> None:
        self.view = view
        by_word: dict[str, dict[tuple[str, str], frozenset[str]]] = {}
        self._by_id: dict[str, str] = {}
        self._by_head: dict[str, list[tuple[int, str]]] = {}
        self._forces: dict[str, str] = {}
        self.linked = {record["start"]: Mention.from_dict(record) for record in read_records(view.doc, MENTIONS_KEY).values()}
        for first, (last, ent) in view.ent_at.items():
            if ent.label_ not in ("ORG", "PER"):
                continue
            name, norms = view.name(first, last), view.norms[first : last + 1]
            told = telling(norms)
            for word in told:
                by_word.setdefault(word, {}).setdefault((name, ent.kb_id_), told)
            if told and len(name) > len(self._by_id.get(ent.kb_id_, "")):
                self._by_id[ent.kb_id_] = name
            if ent.label_ == "ORG" and last > first:
                self._by_head.setdefault(bare(norms[0]), []).append((first, name))
            known = knowledge.actor(ent.kb_id_)
            if ent.id_ == "armed" and (known is None or known.kind not in ("police", "security")):
                for nation in filter(None, map(nationality, norms)):
                    self._forces.setdefault(nation.country, name)
        self._by_word = {word: [(told, name, kb_id) for (name, kb_id), told in found.items()] for word, found in by_word.items()}

    def full(self, norms: list[str], text: str, kb_id: str = "") -> str:
        """The fullest form: the longest entity that says everything the mention says, or bears the same id."""
        told = telling(norms)
        best = max((text, self._by_id.get(kb_id, "") if kb_id else ""), key=len)
        if not told or (not kb_id and all(nationality(word) is not None for word in told)):
            return best  # `الشرطة التركية` is not the ministry that is Turkish too
        rarest = min((self._by_word.get(word, []) for word in told), key=len)
        # `النظام السوري` is not the monitor that is Syrian too.
        return max((best, *(name for other, name, known in rarest if told <= other and (not (kb_id and known) or kb_id == known))), key=len)

    def of_nation(self, norm: str) -> str | None:
        """The armed force of a nationality that the document names, no police (`جندي إسرائيلي` -> `الجيش الإسرائيلي`)."""
        nation = nationality(norm)
        return self._forces.get(nation.country) if nation is not None and nation.country else None

    def before(self, head: str, position: int) -> str | None:
        """The entity last named before `position` whose first word is `head` (without article): what `التنظيم` refers to."""
        found = self._by_head.get(head, [])
        k = bisect_left(found, (position, ""))
        return found[k - 1][1] if k else None


def telling(norms: list[str]) -> frozenset[str]:
    """The words of a name that tell which one it is, without article and common heads."""
    return frozenset(bare(n) for n in norms if n not in words("common_head") and bare(n) not in words("common_head") and len(n) > 1)


def mention(view: View, names: Names, actor: Actor) -> Mention:
    """The record of an actor phrase."""
    start_word = actor.core if actor.kind in ("entity", "person", "place") else actor.first
    text = view.slice(start_word, actor.last)
    norms = view.norms[start_word : actor.last + 1]
    linked = names.linked.get(view.starts[actor.core])
    kb_id = (linked.kb_id if linked is not None else "") or ""
    if actor.core in view.ent_at:
        kb_id = kb_id or view.ent_at[actor.core][1].kb_id_
    name = names.full(norms, view.name(start_word, actor.last), kb_id)
    if actor.kind == "common" and linked is not None and actor.core == actor.last:
        name = linked.name
    if actor.kind == "adjective":
        nation = nationality(view.norms[actor.core])
        if nation is not None and nation.actor:
            name = nation.actor
            kb_id = group_of(nation) or ""
        elif nation is not None and nation.kind == "nation":
            kb_id = force_of(nation.country)
    return Mention(text, view.starts[start_word], view.ends[actor.last], name, kb_id or None)
