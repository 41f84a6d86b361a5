"""Build `conflict_nlp/data/places.csv` from the hand-written list and public gazetteers.

Sources, most trusted first: `places_extra.csv` (this project), GeoNames cities with Arabic names (CC BY 4.0), the divisions of
Iraq (iraq_geo_data, MIT), the districts of Yemen (facts) and the country names of CLDR (Unicode). A name of one word that news uses
mostly as an ordinary word is marked ambiguous: how it stands in a corpus of plain articles decides, see `ambiguous`.

    python scripts/build_places.py KNOWLEDGE_FOLDER NEWS.jsonl.xz
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from conflict_nlp.text.normalize import normalize

DATA = Path(__file__).parent.parent / "conflict_nlp" / "data"
HEADER = """\
# Places with their Arabic spellings, built by scripts/build_places.py; do not edit by hand (places_extra.csv is the hand-written part).
# source: own = places_extra.csv (CC0); geonames = GeoNames, https://www.geonames.org, CC BY 4.0; iraq = iraq_geo_data, MIT;
# yemen = list of the districts of Yemen (facts); cldr = Unicode CLDR territory names (Unicode License).
# id: unique; variants: other spellings, `|`-separated; kind: country | region | admin1 | admin2 | city | locality; country: ISO 3166-1
# alpha-2; ambiguous: 1 where the name is also an ordinary word and counts only beside a type word, 2 where a preposition is enough;
# gloss: a name in Latin script.
"""
ARABIC = re.compile("[ء-ي][ء-ي ]+")
WORD = re.compile("[ء-ي]+")
TYPE_WORDS = (
    "مدينة مدينه بلدة بلده قرية قريه محافظة محافظه ولاية ولايه منطقة منطقه مديرية مديريه حي ريف مخيم مطار قضاء ناحية بلدات مدن قرى "
    "شمال جنوب شرق غرب شمالي جنوبي شرقي غربي ضواحي وسط قرب"
)
TYPES = frozenset(TYPE_WORDS.split())
PREPOSITIONS = frozenset(["في", "من", "إلى", "الى", "داخل", "نحو", "باتجاه"])
# Below this many occurrences the corpus cannot tell.
ENOUGH = 12
# Above this the name of a place that the hand-written list does not know is an ordinary word.
COMMON = 700


@dataclass
class Place:
    """One row of the table."""

    names: list[str]
    kind: str
    country: str
    gloss: str
    source: str
    lat: str = ""
    lon: str = ""
    ambiguous: str = ""
    id: str = ""
    keys: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.keys = {key(name) for name in self.names}

    def merge(self, other: Place) -> None:
        """Take over what `other` knows of the same place."""
        self.lat, self.lon = self.lat or other.lat, self.lon or other.lon
        for name in other.names:
            if key(name) not in self.keys:
                self.names.append(name)
                self.keys.add(key(name))


def key(name: str) -> str:
    """The normalised name: what two spellings of one name share."""
    return " ".join(normalize(word) for word in name.split())


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file with `#` comments."""
    with path.open(encoding="utf8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def clean(names: Iterable[str]) -> list[str]:
    """Names fit for a gazetteer: Arabic letters only, no type word in front, at least three letters, each once."""
    out: dict[str, str] = {}
    for name in names:
        name = re.sub("^(مدينة|محافظة|بلدية|قرية|ناحية|قضاء|مديرية) ", "", name.replace("\u0640", "").strip())
        if ARABIC.fullmatch(name) and len(name.replace(" ", "")) >= 3 and len(name.split()) <= 4:
            out.setdefault(key(name), name)
    return list(out.values())


def own() -> Iterator[Place]:
    """The hand-written list."""
    for row in table(DATA / "places_extra.csv"):
        names = [row["name"], *filter(None, row["variants"].split("|"))]
        yield Place(names, row["kind"], row["country"], row["gloss"], "own", ambiguous=row["ambiguous"])


def cldr(folder: Path) -> Iterator[Place]:
    """Countries and territories."""
    for row in table(folder / "cldr_iso" / "territories_ar.csv"):
        if names := clean([row["cldr_ar"], row["isocodes_ar"]]):
            yield Place(names, "country", row["alpha2"], row["name_en"], "cldr")


def geonames(folder: Path) -> Iterator[Place]:
    """Cities, largest first."""
    rows = list(table(folder / "geonames_ar" / "geonames_cities500_mena_ar.csv"))
    for row in sorted(rows, key=lambda row: -int(row["population"] or 0)):
        if names := clean(row["names_ar"].split("|")):
            place = Place(names, "city", row["countrycode"], row["name"], "geonames", row["latitude"], row["longitude"])
            place.id = f"gn{row['geonameid']}"
            yield place


def iraq(folder: Path) -> Iterator[Place]:
    """Districts and subdistricts of Iraq."""
    data = json.loads((folder / "iraq_geo_data" / "output.json").read_text(encoding="utf8"))
    for province in data["provinces"]:
        for district in province.get("districts", ()):
            for kind, item in [("admin2", district), *(("locality", sub) for sub in district.get("subdistricts", ()))]:
                if names := clean([item.get("arbName") or ""]):
                    yield Place(names, kind, "IQ", item.get("engName") or names[0], "iraq")


def yemen(folder: Path) -> Iterator[Place]:
    """Districts of Yemen."""
    for row in table(folder / "yemen_districts" / "yemen_districts.csv"):
        if names := clean([row["district_ar"]]):
            yield Place(names, "admin2", "YE", row["district_en"], "yemen")


class Corpus:
    """How often each word stands alone, after a type word, and after a preposition (attached or not)."""

    def __init__(self, path: Path) -> None:
        self.all: Counter[str] = Counter()
        self.typed: Counter[str] = Counter()
        self.prepositional: Counter[str] = Counter()
        with lzma.open(path, "rt", encoding="utf8") as file:
            for line in file:
                previous = ""
                for word in WORD.findall(json.loads(line)["text"]):
                    norm = normalize(word)
                    self.all[norm] += 1
                    if previous in TYPES:
                        self.typed[norm] += 1
                    elif previous in PREPOSITIONS:
                        self.prepositional[norm] += 1
                    previous = word[1:] if word[:1] in "بول" and word[1:] in TYPES else word

    def ambiguous(self, name: str) -> str:
        """`1` for a word that is mostly something else than a place: place names follow type words and prepositions often; `2` for a
        word too rare to tell."""
        seen = self.all[name] + self.all["ب" + name]
        if seen < ENOUGH:
            return "2"
        typed = self.typed[name] / seen
        near = (self.prepositional[name] + self.all["ب" + name]) / seen
        return "1" if typed + near < 0.3 or typed < 0.02 or seen > COMMON else ""


def collect(folder: Path) -> list[Place]:
    """All places, each once: a later source adds to the place of the same country and name."""
    places: list[Place] = []
    known: dict[tuple[str, str], Place] = {}
    for source in (own(), cldr(folder), geonames(folder), iraq(folder), yemen(folder)):
        for place in source:
            twin = next((known[place.country, k] for k in sorted(place.keys) if (place.country, k) in known), None)
            if twin is not None and (place.source != twin.source or place.kind == twin.kind):
                twin.merge(place)
            else:
                twin = place
                places.append(place)
            for k in place.keys:
                known.setdefault((place.country, k), twin)
    return places


def main(folder: Path, news: Path) -> None:
    """Write the table."""
    corpus = Corpus(news)
    places = collect(folder)
    ids: set[str] = set()
    for place in places:
        slug = re.sub("[^a-z0-9]+", "-", place.gloss.lower()).strip("-") or "x"
        if place.kind == "country" and place.country:
            place.id = place.country
        place.id = place.id or f"{place.country}-{slug}".strip("-")
        while place.id in ids:
            place.id += "-b"
        ids.add(place.id)
        if place.source not in ("own", "cldr"):
            place.ambiguous = min(filter(None, (corpus.ambiguous(k) for k in place.keys if " " not in k)), default="")
    with (DATA / "places.csv").open("w", encoding="utf8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "name", "variants", "kind", "country", "lat", "lon", "ambiguous", "source", "gloss"])
        for p in places:
            writer.writerow([p.id, p.names[0], "|".join(p.names[1:]), p.kind, p.country, p.lat, p.lon, p.ambiguous, p.source, p.gloss])
    sys.stdout.write(f"{len(places)} places, {sum(p.ambiguous == '1' for p in places)} ambiguous\n")
    for p in places:
        if p.source == "own" and not p.ambiguous and any(corpus.ambiguous(k) == "1" for k in p.keys if " " not in k):
            sys.stdout.write(f"look at {p.names[0]} ({p.gloss})\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
