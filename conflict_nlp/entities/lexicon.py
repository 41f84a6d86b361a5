"""What the data files know of names: places, actors, persons, the nouns before names, adjectives of nationality.

Keys are normalised (`conflict_nlp.text.normalize`); names of several words are joined with one space. Tables are read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from conflict_nlp.resources import bulk_load, read_table, read_tables
from conflict_nlp.text.clitics import default_model
from conflict_nlp.text.normalize import normalize
from conflict_nlp.text.scan import tokenize

ARTICLE = "ال"
_END = ""
_PROCLITICS = frozenset("وفبلكس")


class Nationality(NamedTuple):
    """One form of an adjective of nationality, people, creed or group.

    `country` is an ISO 3166-1 alpha-2 code or empty; `actor` the organisation that the adjective of a group stands for
    (`حوثي` -> `الحوثيون`), else `None`; `kind` is `nation`, `people`, `creed`, `region` or `group`.
    """

    adjective: str
    country: str
    number: Literal["sg", "du", "pl"]
    gender: Literal["m", "f"]
    definite: bool
    actor: str | None
    kind: str


class Entry(NamedTuple):
    """A row of a gazetteer: an actor (`armed` or not; `ambiguous`: needs quotation marks), a place (`ambiguous`: 1 needs a type word,
    2 a preposition; `lat`, `lon` in degrees, `admin1`, `admin2` names of its divisions, `pcode` OCHA's code of the finest) or a person."""

    label: Literal["PER", "LOC", "ORG"]
    kb_id: str
    name: str
    kind: str
    country: str
    armed: bool = False
    ambiguous: int = 0
    lat: float | None = None
    lon: float | None = None
    admin1: str = ""
    admin2: str = ""
    pcode: str = ""


class Head(NamedTuple):
    """A noun before a name: how much is to be believed of what follows, whether its definite form with an adjective makes a name
    (2: only a feminine adjective), whether it announces several names, and the kinds of organisations that it announces."""

    word: str
    trust: int
    adjective: int = 0
    inside: bool = True
    many: bool = False
    announces: frozenset[str] = frozenset()


@cache
def _nationalities() -> dict[str, Nationality]:
    forms: dict[str, Nationality] = {}
    for row in read_table("nationalities"):
        adjective = row["adjective"]
        rest = (row["actor"] or None, row["kind"])
        written: list[tuple[str, Literal["sg", "du", "pl"], Literal["m", "f"]]] = [(adjective, "sg", "m"), (adjective + "ة", "sg", "f")]
        written += [(adjective + "ون", "pl", "m"), (adjective + "ين", "pl", "m"), (adjective + "ات", "pl", "f")]
        written.append((adjective + "ا", "sg", "m"))
        written += [(adjective + "ان", "du", "m"), (adjective + "تان", "du", "f"), (adjective + "تين", "du", "f")]
        written += [(plural, "pl", "m") for plural in filter(None, row["plurals"].split("|"))]
        for form, number, gender in written:
            for definite in (False, True):
                key = normalize((ARTICLE if definite else "") + form)
                forms.setdefault(key, Nationality(adjective, row["country"], number, gender, definite, *rest))
    return forms


def nationality(norm: str) -> Nationality | None:
    """The adjective of nationality, people, creed or group that the normalised word `norm` is a form of."""
    return _nationalities().get(norm)


class Trie:
    """Names as sequences of words, for the longest match at a position."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, words: Sequence[str], entry: Entry) -> None:
        """Keep `entry` under `words`; the first entry of a name comes first."""
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_END, []).append(entry)

    def longest(self, words: Sequence[str], start: int) -> tuple[int, list[Entry]]:
        """The end of the longest name that begins at `start` and its entries; (`start`, []) where none does."""
        node, end, found = self.root, start, []
        for k in range(start, len(words)):
            node = node.get(words[k])  # type: ignore[assignment]
            if node is None:
                break
            if _END in node:
                end, found = k + 1, node[_END]
        return end, found

    def get(self, words: Sequence[str]) -> list[Entry]:
        """The entries of exactly this name."""
        end, found = self.longest(words, 0)
        return found if end == len(words) else []


def word_norm(text: str, norm: str) -> str:
    """The norm of a word for name finding: the preposition `على` stays apart from the name `علي`."""
    return "على" if norm == "علي" and text.endswith("ى") else norm


def split(name: str) -> list[str]:
    """The normalised words of a name, proclitics inside it on their own (`… ل حقوق الانسان`)."""
    first, _, rest = name.strip("~«»").replace("(", " ").replace(")", " ").partition(" ")
    return [normalize(first), *_tokens(rest)] if rest else [normalize(first)]


def _tokens(text: str) -> list[str]:
    return [word_norm(text[start:end], norm) for start, end, norm in tokenize(text)]


def names_of(row: dict[str, str], others: str = "aliases") -> list[str]:
    """The names of a row, as written."""
    return [row["name"], *filter(None, row[others].split("|"))]


def split_names(row: dict[str, str], others: str = "aliases") -> Iterable[tuple[str, list[str]]]:
    """The names of a row, as written and in normalised words, with `عبد ال…` joined and apart, each once."""
    seen = set()
    for name in names_of(row, others):
        words = split(name)
        variants = [words]
        if words[0][0] in _PROCLITICS and not name.startswith("«"):
            variants.append(_tokens(name.partition(" ")[0]) + words[1:])  # `لشكر …` is cut like `ل + شكر` in a text
        if "عبد" in words[:-1]:
            at = words.index("عبد")
            variants.append([*words[:at], "عبد" + words[at + 1], *words[at + 2 :]])
        for variant in variants:
            if tuple(variant) not in seen:
                seen.add(tuple(variant))
                yield name, variant


def bare(norm: str) -> str:
    """A noun without its article."""
    return norm[2:] if norm.startswith(ARTICLE) and len(norm) > 4 else norm


@cache
@bulk_load()
def actor_rows() -> tuple[tuple[dict[str, str], tuple[tuple[str, list[str]], ...]], ...]:
    """The rows of the tables in `data/actors` with their names, as written and in normalised words."""
    return tuple((row, tuple(split_names(row))) for row in read_tables("actors"))


@cache
@bulk_load()
def actors() -> Trie:
    """The actors of the tables in `data/actors`."""
    trie = Trie()
    for row, names in actor_rows():
        entry = Entry("ORG", f"actor:{row['id']}", row["name"], row["kind"], row["country"], armed=row["armed"] == "1")
        for name, words in names:
            if not name.startswith("~"):
                trie.add(words, entry._replace(ambiguous=1) if name.startswith("«") else entry)
    return trie


@cache
@bulk_load()
def organisations() -> Trie:
    """The organisations of `organisations.csv`. None has an id: nothing is told of them but that the name is one, and its kind."""
    trie = Trie()
    for row in read_table("organisations"):
        entry = Entry("ORG", "", row["name"], row["kind"], row["country"], ambiguous=int(row["ambiguous"] or 0))
        for name, words in split_names(row):
            word = words[0] if len(words) == 1 else ""
            if not word and " " not in name and frequency(words[-1]):
                continue  # `بورش` is not `ب + ورش`
            doubtful = word and (word in given_names() or nationality(word) is not None or places().get(words))
            trie.add(words, entry._replace(ambiguous=1) if doubtful else entry)
    return trie


@cache
@bulk_load()
def _places() -> tuple[Trie, dict[str, Entry]]:
    trie = Trie()
    entries: dict[str, Entry] = {}
    not_names = name_words("stop") | name_words("common") | heads("place_types")[0].keys() | heads("place_types")[1].keys()
    for row in read_table("places"):
        lat, lon = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
        own = row["source"] == "own"
        kb_id = f"place:{row['kind']}:{row['id']}"
        divisions = (row["admin1"], row["admin2"], row["pcode"])
        ambiguous = int(row["ambiguous"] or 0)
        entry = Entry("LOC", kb_id, row["name"], row["kind"], row["country"], False, ambiguous, lat, lon, *divisions)
        entries[kb_id] = entry
        for n, (_, words) in enumerate(split_names(row, "variants")):
            if len(words) == 1 and words[0] in not_names:
                continue
            doubtful = not own and len(words) == 1 and (words[0] in given_names() or nationality(words[0]) or (n and len(words[0]) < 4))
            trie.add(words, entry._replace(ambiguous=1) if doubtful else entry)
    return trie, entries


def places() -> Trie:
    """The places of `places.csv` by name, of one name the most prominent first: as in the file."""
    return _places()[0]


def place_entries() -> dict[str, Entry]:
    """The places of `places.csv` by `kb_id`."""
    return _places()[1]


@cache
def persons() -> Trie:
    """The public figures of `persons.csv`."""
    trie = Trie()
    for row in read_table("persons"):
        entry = Entry("PER", "", row["name"], "person", "")
        for _, words in split_names(row):
            trie.add(words, entry)
    return trie


@cache
def given_names() -> dict[str, bool]:
    """Given names of one word -> whether the name is an ordinary word too."""
    return {normalize(row["name"]): row["ordinary"] == "1" for row in read_table("given_names") if " " not in row["name"]}


@cache
def surnames() -> frozenset[str]:
    """Family names of one word that follow a given name whatever else they may be: of public figures, and those of `surnames.csv` that
    are no ordinary words."""
    sure = [row for row in read_table("surnames") if row["ordinary"] != "1"]
    listed = (name for row in sure for name in names_of(row, "variants") if " " not in name)
    return frozenset({split(row["name"])[-1] for row in read_table("persons")} | set(map(normalize, listed)))


@cache
def compound_names() -> Trie:
    """Given names of several words (`نور الدين`)."""
    trie = Trie()
    for row in read_table("given_names"):
        words = split(row["name"])
        if len(words) > 1:
            trie.add(words, Entry("PER", "", row["name"], "given", ""))
    return trie


@cache
def titles() -> dict[str, dict[str, bool]]:
    """Kind of title word -> words of that kind -> whether only a given name may follow."""
    kinds: dict[str, dict[str, bool]] = {}
    for row in read_table("titles"):
        kinds.setdefault(row["kind"], {})[normalize(row["word"])] = row["weak"] == "1"
    return kinds


@cache
def heads(table: str) -> tuple[dict[str, Head], dict[str, Head]]:
    """The nouns of `actor_types`, `orgs` or `place_types`: in construct (`قوات`) and definite (`القوات`)."""
    construct: dict[str, Head] = {}
    definite: dict[str, Head] = {}
    others = "others" if table == "place_types" else "forms"
    for row in read_table(table):
        word = row["word"]
        announces = frozenset(filter(None, row.get("announces", "").split("|")))
        head = Head(word, int(row["trust"]), int(row.get("adjective") or 0), row.get("span") != "out", announces=announces)
        for n, form in enumerate((word, *filter(None, row[others].split("|")))):
            construct.setdefault(normalize(form), head._replace(many=n > 0))
            definite.setdefault(normalize(ARTICLE + form), head)
    return construct, definite


@cache
def _words(kind: str) -> frozenset[str]:
    listed = (row["word"] for row in read_table("name_words") if row["kind"] == kind)
    return frozenset(word_norm(word, normalize(word)) for word in listed)


def name_words(kind: str) -> frozenset[str]:
    """The words of one kind of `name_words.csv`: `stop`, `common`, `prefix`, `facility`, `org`, `owner`, `force`, `direction`, `near`,
    `for`, `outer` or `epithet`."""
    return _words(kind)


def frequency(norm: str) -> int:
    """How often news uses a word: the binary logarithm of its count among ten million words, from 1; 0 for an unknown word."""
    counts = default_model().counts
    return counts.get(norm, 0) or (counts.get(norm[2:], 0) if norm.startswith(ARTICLE) and len(norm) > 5 else 0)


def actor_for(phrase: str) -> Entry | None:
    """The actor that a normalised phrase names (`تنظيم داعش`), with or without a type word in front."""
    words = phrase.split()
    found = actors().get(words)
    if not found and len(words) > 1 and words[0] in heads("actor_types")[0]:
        found = actors().get(words[1:])
    return found[0] if found else None


def place_for(phrase: str) -> Entry | None:
    """The most prominent place that a normalised phrase names."""
    found = places().get(phrase.split())
    return found[0] if found else None
