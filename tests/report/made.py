"""An invented folder: documents with claims, and the incidents that these are of. The towns, groups and people do not exist."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from conflict_nlp.incidents import Estimate, Incident, Party, Report, ReportedClaim, Toll
from conflict_nlp.spans import write_claims, write_document
from conflict_nlp.types import CasualtyClaim, Harm, Mention, Place, Victims

HOSTILE = (
    "</div></article></section><script>window.hacked = 1</script><!-- <img src=x onerror='window.hacked = 2'> 3 قتلى\n"
    "</script><script>window.hacked = 3</script> \"'>&amp; \u2028\u2029 \u202eمقلوب\u2067 \0 {{ $data ${title} ]]>"
)
_BLANK = spacy.blank("ar")


def made_doc(id: str, text: str, *claims: CasualtyClaim, **about: str) -> Doc:
    """A document that holds these claims."""
    doc = _BLANK.make_doc(text)
    write_document(doc, id=id, **about)
    write_claims(doc, claims)
    return doc


def claim(id: str, text: str, words: str, harm: Harm, n: int, **values: object) -> CasualtyClaim:
    """A claim that `words` of the text say."""
    start = text.index(words)
    victims = Victims(words, start, start + len(words))
    settings = {"low": n, "high": n, "modifier": "exact", "victims": victims, **values}
    return CasualtyClaim(id, start, start + len(words), words, harm, **settings)


def mention(text: str, words: str) -> Mention:
    return Mention(words, text.index(words), text.index(words) + len(words), words)


def toll(low: int, best: int, high: int | None) -> Toll:
    return Toll(Estimate(low, best, high, "latest"))


def place(name: str, country: str, lat: float | None, lon: float | None, prec: int = 1) -> Place:
    return Place(name, 0, 1, name, f"place:test:{name}", lat, lon, country=country, where_prec=prec)


MARKET = "قتل 12 مدنيا وأصيب 20 آخرون في غارة على سوق النخيل، وفق الدفاع المدني. واتهم ناشطون لواء السهل."
UPDATE = "ارتفعت حصيلة الغارة على سوق النخيل إلى 17 قتيلا."
ROAD = "أُصيب 5 أشخاص في انفجار قرب بلدة أمّ الإبل، وقالت مديرة المستشفى إنهم بخير."
PORT = "قتل 3 صيادين في قصف على الميناء القديم."
TALKS = "لا قتلى في هذا الخبر عن الأمطار."

MARKET_CLAIMS = [
    claim(
        "c1",
        MARKET,
        "12 مدنيا",
        "killed",
        12,
        perpetrators=[mention(MARKET, "لواء السهل")],
        stance="accused",
        sources=[mention(MARKET, "الدفاع المدني")],
    ),
    claim("c2", MARKET, "20 آخرون", "injured", 20),
]
UPDATE_CLAIMS = [claim("c1", UPDATE, "17 قتيلا", "killed", 17)]
ROAD_CLAIMS = [claim("c1", ROAD, "5 أشخاص", "injured", 5)]
PORT_CLAIMS = [claim("c1", PORT, "3 صيادين", "killed", 3)]
HOSTILE_CLAIMS = [
    claim(
        "c1",
        HOSTILE,
        "3 قتلى",
        "detained",
        3,
        perpetrators=[mention(HOSTILE, "<script>")],
        sources=[mention(HOSTILE, "onerror='window.hacked = 2'")],
    )
]

DOCS = [
    made_doc("market", MARKET, *MARKET_CLAIMS, date="2031-05-03", outlet="شبكة السهل", url="https://example.org/1"),
    made_doc("update", UPDATE, *UPDATE_CLAIMS, date="2031-05-04", outlet="وكالة المرفأ"),
    made_doc("road", ROAD, *ROAD_CLAIMS, date="2031-05-05", outlet="شبكة السهل"),
    made_doc("port", PORT, *PORT_CLAIMS, date="2031-05-06", outlet="وكالة المرفأ"),
    made_doc(HOSTILE, HOSTILE, *HOSTILE_CLAIMS, date=HOSTILE, outlet=HOSTILE, url="javascript:window.hacked=4"),
    made_doc("talks", TALKS, date="2031-05-06", outlet="وكالة المرفأ"),
]
INCIDENTS = [
    Incident(
        "i-market", "2031-05-03", 1, place("سوق النخيل", "SY", 35.0, 37.0), "ASSAULT", "aerial", "Air/drone strike", "غارة",
        perpetrators=[Party("لواء السهل", None, "accused", ["market#c1"])],
        sources=["الدفاع المدني"],
        tolls={"killed": toll(12, 17, 17), "injured": toll(20, 20, None)},
        grading="Contested",
        reports=[Report("market", "2031-05-03", "شبكة السهل"), Report("update", "2031-05-04", "وكالة المرفأ")],
        claims=[
            ReportedClaim("market", MARKET_CLAIMS[0], "update#c1"),
            ReportedClaim("market", MARKET_CLAIMS[1]),
            ReportedClaim("update", UPDATE_CLAIMS[0]),
        ],
    ),
    Incident(
        "i-road", "2031-05-05", 1, place("أم الإبل", "SY", 36.0, 40.0), "ASSAULT", "explosives",
        tolls={"injured": toll(5, 5, 5)},
        reports=[Report("road", "2031-05-05", "شبكة السهل")],
        claims=[ReportedClaim("road", ROAD_CLAIMS[0])],
    ),
    Incident(
        "i-port", "2031-05-05", 1, place("الميناء القديم", "YE", 14.0, 43.0, 4), "ASSAULT", "heavy-weapons",
        perpetrators=[Party("لواء الرمال")],
        tolls={"killed": toll(3, 3, 3)},
        grading="Fair",
        reports=[Report("port", "2031-05-06", "وكالة المرفأ")],
        claims=[ReportedClaim("port", PORT_CLAIMS[0])],
    ),
    Incident(
        "i-hostile", None, None, None,
        perpetrators=[Party(HOSTILE, HOSTILE, "accused")],
        sources=[HOSTILE],
        means=HOSTILE,
        tolls={"detained": toll(3, 3, 3)},
        reports=[Report(HOSTILE, HOSTILE, HOSTILE, "javascript:window.hacked=5")],
        claims=[ReportedClaim(HOSTILE, HOSTILE_CLAIMS[0])],
    ),
]  # fmt: skip
