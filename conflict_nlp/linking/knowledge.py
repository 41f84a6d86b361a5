"""The actor knowledge base: the tables of `data/actors` as records and as spaCy's `InMemoryLookupKB`.

Aliases of the KB are normalised words joined by one space; an alias that several actors share has them as candidates.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.kb import InMemoryLookupKB
from spacy.vocab import Vocab

from conflict_nlp.entities.lexicon import Nationality, actor_rows, bare, frequency, heads, nationality, split
from conflict_nlp.resources import bulk_load

PREFIX = "actor:"
# Binary logarithm of the count among ten million words from which a word is rather something else than a name.
_COMMON = 7


class Actor(NamedTuple):
    """One actor. `inter` is ACLED's inter code (empty for what only reports), `active` the first and last year (None: unknown or open);
    `head` is the noun that its full name begins with, without article: what its short form is made of."""

    id: str
    name: str
    name_en: str
    kind: str
    inter: str
    armed: bool
    parent: str
    country: str
    active: tuple[int | None, int | None]
    wikidata: str
    head: str

    @property
    def kb_id(self) -> str:
        """The id that entities and mentions bear."""
        return PREFIX + self.id

    @property
    def parent_id(self) -> str:
        """The `kb_id` of what it belongs to, empty where there is nothing."""
        return PREFIX + self.parent if self.parent else ""


class Candidate(NamedTuple):
    """An actor that a name may mean; `weak`: only where the document tells of its country (`القوات النظامية`, `وزارة الداخلية`)."""

    actor: Actor
    weak: bool


@cache
@bulk_load()
def _tables() -> tuple[dict[str, Actor], dict[str, dict[str, bool]]]:
    """The actors by `kb_id`; alias -> `kb_id` -> whether it is weak."""
    actors: dict[str, Actor] = {}
    aliases: dict[str, dict[str, bool]] = {}
    for row, written in actor_rows():
        told = [(words, name.startswith("~")) for name, words in written]
        names = [words for words, _ in told]
        year = [int(row[column]) if row[column] else None for column in ("active_from", "active_to")]
        actor = Actor(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            kind=row["kind"],
            inter=row["inter"],
            armed=row["armed"] == "1",
            parent=row["parent"],
            country=row["country"],
            active=(year[0], year[1]),
            wikidata=row["wikidata"],
            head=bare(names[0][0]) if len(names[0]) > 1 else "",
        )
        actors[actor.kb_id] = actor
        if actor.kind == "ministry":
            told += [(words[:-1], True) for words in names if len(words) > 2 and _of_nation(words[-1])]
        for words, weak in told:
            aliases.setdefault(" ".join(words), {}).setdefault(actor.kb_id, weak)
    return actors, aliases


def _of_nation(norm: str) -> bool:
    nation = nationality(norm)
    return nation is not None and nation.definite and nation.kind == "nation"


def actor(kb_id: str | None) -> Actor | None:
    """The actor with this `kb_id` (`actor:is`)."""
    return _tables()[0].get(kb_id or "")


@cache
def knowledge_base() -> InMemoryLookupKB:
    """All actors with their aliases; the candidates of an alias share its prior, weak ones half of it."""
    actors, aliases = _tables()
    kb = InMemoryLookupKB(Vocab(), entity_vector_length=1)
    kb.set_entities(list(actors), [1.0] * len(actors), [[0.0]] * len(actors))
    for alias, ids in aliases.items():
        kb.add_alias(alias, list(ids), [(0.5 if weak else 1.0) / len(ids) for weak in ids.values()])
    return kb


def candidates(norms: list[str]) -> list[Candidate]:
    """The actors that these normalised words may name, in the order of the tables: as they stand, else without the noun in front that
    tells what it is (`عصابات داعش`), else without the nationality at the end (`وكالة الأناضول التركية`)."""
    for words in _readings(norms):
        found = knowledge_base().get_alias_candidates(" ".join(words))
        if found:
            return [Candidate(_tables()[0][c.entity_], c.prior_prob * len(found) < 1) for c in found]
    return []


def _readings(norms: list[str]) -> list[list[str]]:
    shapes = [norms]
    nation = nationality(norms[-1])
    if len(norms) > 1 and nation is not None and nation.definite:
        shapes.append(norms[:-1])
    typed = any(norms[0] in heads(table)[0] for table in ("actor_types", "orgs"))
    return [*shapes, *(shape[1:] for shape in shapes if typed and len(shape) > 1)]


@cache
def force_of(country: str) -> str:
    """The `kb_id` of the armed forces of a country (ISO code): what an attack by nationality (`غارة روسية`) is ascribed to; empty where
    the tables have none."""
    forces = (known for known in _tables()[0].values() if known.kind == "state_force" and known.country == country and not known.parent)
    return next((known.kb_id for known in forces), "")


def group_of(adjective: Nationality) -> str | None:
    """The `kb_id` of the group that an adjective stands for (`حوثي`)."""
    found = candidates(split(adjective.actor)) if adjective.actor else []
    return found[0].actor.kb_id if found else None


def unquoted_aliases() -> Iterator[list[str]]:
    """The aliases, in normalised words, that need no quotation marks."""
    for _, names in actor_rows():
        yield from (words for name, words in names if not name.startswith(("«", "~")))


def distinctive(norms: list[str]) -> bool:
    """Whether an alias names its actor wherever it stands: several words, or one that news hardly uses otherwise."""
    return len(norms) > 1 or (frequency(norms[0]) < _COMMON and len(norms[0]) > 3)
