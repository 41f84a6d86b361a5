"""Names of organisations, armed or not, by the noun that begins them (`كتائب …`, `وزارة …`, `الجيش …`)."""

from __future__ import annotations

from conflict_nlp.entities.hits import Hit
from conflict_nlp.entities.lexicon import (
    ARTICLE,
    Entry,
    Head,
    actors,
    frequency,
    given_names,
    heads,
    name_words,
    nationality,
    organisations,
    places,
    surnames,
    titles,
)
from conflict_nlp.entities.persons import name_end, person_at
from conflict_nlp.entities.places import known_place, quotation, typed_place
from conflict_nlp.entities.words import Words

_COMMON = 9
_LONGEST = 5
_UNKNOWN = 4
_RARE = 5
_UNITS = frozenset({"لواء", "فرقة", "فوج", "كتيبة", "سرية", "فيلق"})
_PLACED = frozenset({"بعثة", "سفارة", "قنصلية"})
_DEPTH = 3
_OFFICES = frozenset({"وزير", "وزيره", "وزراء", "وزيري", "السياسه"})
_REPORTS = ("media", "agency")
_NATIONS = ("nation", "people", "group")


def known_actor(words: Words, k: int) -> Hit | None:
    """The longest actor of the list that begins at `k`."""
    end, found = actors().longest(words.norms, k)
    if not found:
        return None
    entry = next((e for e in found if not e.ambiguous or (k in words.quoted and end - 1 in words.closed)), None)
    following = words.norm(end)
    if entry is None or words.norm(k - 1) in _OFFICES:
        return None  # `وزير الدفاع الوطني`: the office, not the force
    common = words.norms[k].startswith(ARTICLE) and frequency(words.norms[k]) >= _COMMON
    if end == k + 1 and common and following.startswith(ARTICLE) and following.endswith(("ه", "ي")):
        # `القاعدة السياسية`: the noun, not the name.
        return None
    if end == k + 1 and common and _told_before(words, k):
        return None
    start, end = _core(words, k, _without_place(words, k, end), entry)
    return Hit(start, end if entry.kind in _REPORTS else _nation(words, end), "ORG", armed=entry.armed, kb_id=entry.kb_id)


def _told_before(words: Words, k: int) -> bool:
    """`قاعدة العند … القاعدة`: the definite noun means what was told before, where no type word names the actor (`تنظيم القاعدة`)."""
    norm = words.norms[k]
    if words.first.get(norm.removeprefix(ARTICLE), k) >= k:
        return False
    return words.before.get(norm, frozenset()).isdisjoint(heads("actor_types")[0])


def _core(words: Words, k: int, end: int, entry: Entry) -> tuple[int, int]:
    """What of a known name is marked where the rest names the same actor: not its short form in quotation marks
    (`قوات سوريا الديمقراطية | "قسد"`), the noun of those who belong to it (`المتمردين | الحوثيين`), the epithet of who reports
    (`صحيفة هآرتس | الإسرائيلية`), what it is for and who leads it (`التحالف الدولي | ضد داعش`)."""
    if end - 1 in words.closed:
        quoted = next((j for j in range(k + 1, end) if j in words.quoted), end)
        if _names(words, quoted, end, entry) and _names(words, k, quoted, entry):
            end = quoted
    told = next((j for j in range(k + 1, end) if words.norms[j] in name_words("purpose")), end)
    if told < end:
        told -= words.norms[told - 1] in ("ب", "ل")
        end = told if _names(words, k, told, entry) else end
    if words.norms[k] in name_words("outer") and _names(words, k + 1, end, entry):
        k += 1
    if entry.kind in _REPORTS and _epithet(words.norms[end - 1]) and _names(words, k, end - 1, entry):
        end -= 1
    return k, end


def _epithet(norm: str) -> bool:
    nation = nationality(norm)
    return norm in name_words("epithet") or (nation is not None and nation.definite and nation.kind == "nation")


def _names(words: Words, k: int, end: int, entry: Entry) -> bool:
    return any(other.kb_id == entry.kb_id and not other.ambiguous for other in actors().get(words.norms[k:end]))


def _without_place(words: Words, k: int, end: int) -> int:
    """The end of a known name without where it is (`الحرس الوطني | في السويداء`): what stands before must be a name by itself. Wider
    regions belong to the name (`القاعدة في جزيرة العرب`)."""
    for j in range(end - 2, k, -1):
        if words.norms[j] in ("في", "ب"):
            tail = places().get(words.norms[j + 1 : end])
            return j if tail and tail[0].kind != "region" and actors().get(words.norms[k:j]) else end
    return end


def _nation(words: Words, end: int) -> int:
    """Past an adjective of nationality that agrees with a known name (`وكالة الأناضول التركية`)."""
    nation = nationality(words.norm(end))
    before = words.norm(end - 1)
    if nation is not None and nation.definite and nation.number == "sg" and nation.kind == "nation" and before.startswith(ARTICLE):
        return end + 1
    return end


def known_organisation(words: Words, k: int, announced: frozenset[str] = frozenset()) -> Hit | None:
    """The longest organisation of `organisations.csv` that begins at `k`; one with an ambiguous name only after a noun that announces
    its kind. Nothing else is known of it, so that a known actor of the same words comes first."""
    end, found = organisations().longest(words.norms, k)
    return Hit(k, end, "ORG") if any(not entry.ambiguous or entry.kind in announced for entry in found) else None


def organisation_at(words: Words, k: int, depth: int = 0) -> Hit | None:
    """The organisation that begins at `k`: a known one or one that a noun announces, whichever is longer."""
    best = known_actor(words, k)
    other = known_organisation(words, k)
    if other is not None and (best is None or other.end > best.end):
        best = other
    if depth < _DEPTH:
        for armed, table in ((True, "actor_types"), (False, "orgs")):
            construct, definite = heads(table)
            norm = words.norms[k]
            if norm in construct:
                found = _construct(words, k, construct[norm], armed, depth)
            elif norm in definite:
                found = _definite(words, k, definite[norm], armed)
            else:
                continue
            if found is not None and (best is None or found.end > best.end):
                best = found
    return best


def _construct(words: Words, k: int, head: Head, armed: bool, depth: int) -> Hit | None:
    """`ميليشيا الحوثي`, `قوات التحالف`, `وزارة الدفاع الروسية`, `صحيفة "…"`: a head noun and its genitive."""
    norms = words.norms
    j = k + 1
    if j >= len(norms) or norms[j] == ".":
        return None
    longer = heads("actor_types" if armed else "orgs")[0].get(f"{norms[k]} {norms[j]}")
    if longer is not None and j + 1 < len(norms) and norms[j + 1] != ".":
        head, j = longer, j + 1
    if j in words.quoted and head.trust and (end := quotation(words, j)) > j:
        return Hit(k, _for(words, end), "ORG", armed, _id_of(words, j, end), "head")
    if armed and norms[j] in name_words("owner") and head.trust != 1:
        return Hit(k, _adjectives(words, j + 1), "ORG", armed, "", "head")
    inner = organisation_at(words, j, depth + 1) if head.trust else None
    if inner is None:
        inner = known_organisation(words, j, head.announces)
    if inner is not None and "media" in head.announces and not inner.kb_id and inner.end > j + 1 and _epithet(words.norms[inner.end - 1]):
        inner = inner._replace(end=inner.end - 1)
    if inner is not None and head.word in _PLACED and words.norm(inner.end) in ("ب", "في", "الي"):
        place = known_place(words, inner.end + 1)
        inner = inner._replace(end=place.end) if place is not None else inner
    if inner is not None:
        # Whose forces they are decides nothing: `قوات حزب …` are armed, `نظام طالبان` is not.
        return Hit(k, inner.end, "ORG", armed, inner.kb_id if armed == inner.armed else "", "head")
    if not head.trust:
        return None
    end = _for(words, _genitive(words, j, head, armed))
    return Hit(k, end, "ORG", armed, "", "head") if end > j else None


def _genitive(words: Words, j: int, head: Head, armed: bool) -> int:
    """The end of the genitive that begins at `j`, `j` where it makes no name."""
    norms = words.norms
    norm = norms[j]
    if head.trust > 1 or not armed:
        place = known_place(words, j, typed=head.trust > 1)
        if place is None and norm in heads("place_types")[0]:
            place = next(iter(typed_place(words, j)), None)
        if place is not None and (head.trust > 1 or place.kb_id.startswith("place:country")):
            return _adjectives(words, place.end)
    if norm.isascii() and norm.isalpha():
        end = j + 1
        while end < len(norms) and norms[end].isascii() and norms[end].isalpha() and end - j < _LONGEST:
            end += 1
        return end
    person = person_at(words, j)
    if person is not None and person.by == "name" and given_names().get(norm):
        # An ordinary word is rather the beginning of something else.
        person = None
    if norm in surnames() and norm.startswith(ARTICLE) and person is None and (armed or head.adjective):
        return j + 1
    if norm.startswith(ARTICLE) and norm.endswith("ي") and (armed or head.adjective) and (end := name_end(words, j, trusted=True)) > j:
        return end
    if person is not None and (armed or head.trust > 1 or head.adjective):
        return person.end
    if head.trust == 1 or norm in name_words("stop") or norm in titles()["title"] or not norm.isalpha() or len(norm) < 3:
        return j
    if nationality(norm) is not None and not nationality(norm).definite:  # type: ignore[union-attr]
        return j
    if norm.startswith(ARTICLE) and len(norm) > 4:
        return _definite_genitive(words, j, head, armed)
    following = norms[j + 1] if j + 1 < len(norms) else ""
    rare = frequency(norm) <= 6 and not norm.endswith(("ه", "ي"))
    if head.trust == 3 and following.startswith(ARTICLE) and following not in name_words("stop") and frequency(norm) <= _COMMON + 1:
        return _adjectives(words, j + 2)
    if not armed and norm == "حقوق" and following == "الانسان":
        return _adjectives(words, j + 2)
    if rare and head.trust > 1 and norm not in heads("place_types")[0]:
        end = j + 1
        while end < len(norms) and end - j < _UNKNOWN and end not in words.quoted and _unknown(norms[end]):
            end += 1
        return end
    return j


def _unknown(norm: str) -> bool:
    """Whether a foreign name may go on with this word."""
    return norm.isalpha() and frequency(norm) <= _RARE and norm not in name_words("stop")


def _definite_genitive(words: Words, j: int, head: Head, armed: bool) -> int:
    norms = words.norms
    following = norms[j + 1] if j + 1 < len(norms) else ""
    end = _adjectives(words, j + 1)
    if head.trust < 3 and end == j + 1:
        common = norms[j] in name_words("common") or frequency(norms[j]) >= (_COMMON if armed else _COMMON + 1)
        if common and not (following == "ل" and j + 2 < len(norms) and norms[j + 2] in name_words("for")):
            return j
    if head.word == "وزارة":
        end = _second_field(words, end)
    return _for(words, end)


def _second_field(words: Words, end: int) -> int:
    """Past the second field of a ministry (`وزارة الشؤون الدينية والأوقاف`): a definite noun that is no head of another name."""
    norm = words.norm(end + 1)
    if words.norm(end) != "و" or not norm.startswith(ARTICLE) or len(norm) < 6 or nationality(norm) is not None:
        return end
    if any(norm in heads(table)[1] for table in ("actor_types", "orgs")) or norm in titles()["title"] or norm in name_words("stop"):
        return end
    after = _adjectives(words, end + 2)
    return after if after > end + 2 or norm.endswith(("ه", "اف", "ات")) else end


def _for(words: Words, end: int) -> int:
    """Past what the organisation is for (`… لحقوق الإنسان`, `… للأنباء`)."""
    norms = words.norms
    if words.norm(end) == "ل" and words.norm(end + 1) in name_words("for"):
        end += 2
        if end < len(norms) and not norms[end - 1].startswith(ARTICLE) and norms[end].startswith(ARTICLE):
            end += 1
        return _adjectives(words, end)
    return end


def _adjectives(words: Words, end: int) -> int:
    """Past the definite adjectives that go on a name: nationalities and those of `name_words.csv`; at most three."""
    for _ in range(3):
        norm = words.norm(end)
        nation = nationality(norm)
        if not (norm in name_words("org") or (nation is not None and nation.definite and nation.number == "sg")):
            break
        end += 1
    return end


def _definite(words: Words, k: int, head: Head, armed: bool) -> Hit | None:
    """`القوات العراقية`, `الحكومة السورية`, `المجلس التشريعي`: a definite noun with adjectives that make it a name."""
    norms = words.norms
    following = words.norm(k + 1)
    if head.adjective == 2 and words.norm(k - 1) in ("وزير", "وزيره"):
        # `وزيرة الخارجية الأمريكية`: the adjective is the minister's.
        return None
    if armed and following.isdigit() and head.word in _UNITS:
        return Hit(k, k + 2, "ORG", True, "", "unit")
    end = k + 1
    enough = False
    while end < min(k + 5, len(norms)):
        norm = norms[end]
        nation = nationality(norm)
        if nation is not None and nation.definite and nation.number == "sg":
            if head.adjective == 2 and nation.gender != "f":
                break
            enough = enough or nation.kind in _NATIONS or head.adjective == 3
        elif armed and norm in name_words("force"):
            enough = True
        elif norm in name_words("org"):
            enough = enough or head.adjective == 3
        else:
            break
        end += 1
    if not enough or not head.adjective:
        return None
    return Hit(k, _for(words, end), "ORG", armed, "", "head")


def _id_of(words: Words, first: int, end: int) -> str:
    found = actors().get(words.norms[first:end])
    return found[0].kb_id if found else ""
