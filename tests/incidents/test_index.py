"""Which reports are of one incident, what becomes of it when reports are added, and how well it is attested."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import conflict_nlp
from conflict_nlp.incidents import Incident, IncidentIndex, find_incidents
from conflict_nlp.incidents.blocks import Blocks
from conflict_nlp.incidents.episodes import episodes, parse_days
from conflict_nlp.incidents.grading import grade
from conflict_nlp.incidents.match import NEVER, THRESHOLD, score
from conflict_nlp.incidents.records import Report, ReportedClaim
from conflict_nlp.types import Mention, Place
from tests.incidents.made import ABROAD, FAR, NEAR, NEXT, OTHER_PROVINCE, PROVINCE, claim, episode, event, read

DAY = {"date": "2031-05-02", "date_precision": 1}


class TestMatching:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            pytest.param(claim(12, place=NEAR, **DAY), claim(12, place=NEAR, **DAY), True, id="same place, day and number"),
            pytest.param(claim(12, place=NEAR, **DAY), claim(13, place=NEXT, **DAY), True, id="the next town, nearly the same number"),
            pytest.param(claim(12, place=NEAR, **DAY), claim(12, place=PROVINCE, **DAY), True, id="the province, the same number"),
            pytest.param(claim(12, place=NEAR, **DAY), claim(12, place=FAR, **DAY), False, id="another town"),
            pytest.param(claim(12, place=NEAR, **DAY), claim(12, place=ABROAD, **DAY), False, id="another country"),
            pytest.param(claim(12, place=NEAR, **DAY), claim(12, place=NEAR, date="2031-05-09"), False, id="another week"),
            pytest.param(claim(12, place=NEAR, **DAY), claim(12, place=NEAR, date="2031"), False, id="a toll of a year"),
            pytest.param(claim(12, place=PROVINCE, **DAY), claim(12, place=OTHER_PROVINCE, **DAY), False, id="another province"),
            pytest.param(claim(2, **DAY), claim(2, **DAY), False, id="no place and a small number"),
            pytest.param(claim(2, place=PROVINCE, **DAY), claim(40, place=PROVINCE, **DAY), False, id="only a province, other numbers"),
        ],
    )
    def test_pairs(self, one, other, same):
        assert (score(episode("a", one), episode("b", other)) >= THRESHOLD) == same
        assert score(episode("a", one), episode("b", other)) == score(episode("b", other), episode("a", one))

    def test_the_means_tell_apart(self):
        one = episode("a", claim(3, place=NEAR, event="e1", **DAY), events=[event("e1", "aerial")])
        air, ground = (episode("b", claim(3, place=NEAR, event="e1", **DAY), events=[event("e1", mode)]) for mode in ("aerial", "firearms"))
        assert score(one, ground) < score(one, air)

    def test_too_far_in_time_is_never(self):
        assert score(episode("a", claim(3, date="2031-05-02")), episode("b", claim(3, date="2031-05-12"))) == NEVER


places = st.builds(
    lambda lat, lon, country, prec: Place("س", 0, 1, f"{lat} {lon}", None, lat, lon, "أ", None, country, None, prec),
    st.one_of(st.none(), st.floats(32, 36), st.sampled_from([-89.9, 60.0, 89.5])),
    st.one_of(st.none(), st.floats(35, 38), st.sampled_from([-180.0, 179.9])),
    st.sampled_from([None, "XA", "XB"]),
    st.sampled_from([1, 2, 4, 6]),
)
told = st.builds(
    lambda place, day, published: episode("a", claim(12, place=place, date=day), date=published),
    st.one_of(st.none(), places),
    st.sampled_from([None, "2031-05-02", "2031-05-07", "2031-05-09", "2031-05", "2031-01/2031-05-01", "2031"]),
    st.sampled_from([None, "2031-05-02", "2031-06-01"]),
)


@given(told, told)
def test_what_may_be_one_incident_is_compared(one, other):
    blocks = Blocks()
    blocks.add(one, "i")
    assert score(one, other) == NEVER or "i" in blocks.near(other)


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2031-05-02", "2031-05-02", "2031-05-02"),
        ("2031-02", "2031-02-01", "2031-02-28"),
        ("2031-12", "2031-12-01", "2031-12-31"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("2031-04/2031-05-26", "2031-04-01", "2031-05-26"),
    ],
)
def test_days_of_a_date(iso, first, last):
    days = parse_days(iso)
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "iso", ["", "soon", "2031-13", "2031-05-40", "2031-05-03/2031-05-01", "2031-05-02-01", "99999999999", "--", "9999"]
)
def test_what_is_no_date(iso):
    assert parse_days(iso) is None


class TestIndex:
    def first(self):
        return episode("a", claim(12, place=NEAR, **DAY))

    def test_ids_stay_when_reports_are_added(self):
        index = IncidentIndex()
        [name] = index.add_episodes([self.first()])
        before = index.incident(name)
        [other] = index.add_episodes([episode("b", claim(4, place=FAR, **DAY))])
        assert other != name
        assert index.incident(name) == before
        untouched = index.incident(other)
        assert index.add_episodes([episode("c", claim(12, place=NEAR, **DAY))]) == [name]
        assert [report.document for report in index.incident(name).reports] == ["a", "c"]
        assert index.incident(other) == untouched

    def test_every_claim_is_kept(self):
        index = IncidentIndex()
        told = [episode(f"d{n}", claim(n, place=place, **DAY)) for n, place in enumerate([NEAR, NEXT, FAR, ABROAD, PROVINCE], 3)]
        for item in told:
            index.add_episodes([item])
        kept = sorted(item.ref for incident in index.incidents() for item in incident.claims)
        assert kept == sorted(f"{item.report.document}#{c.id}" for item in told for c in item.claims)

    @pytest.mark.parametrize("status", ["denied", "hypothetical"])
    def test_nobody_is_accused_by_what_did_not_happen(self, status):
        index = IncidentIndex()
        feared = claim(9, place=NEAR, event="e1", by=["الجيش"], actor="الفصيل", status=status, **DAY)
        index.add_episodes([episode("a", claim(5, place=NEAR, event="e1", **DAY), feared)])
        [incident] = index.incidents()
        assert incident.perpetrators == incident.victims == []
        assert len(incident.claims) == 2

    @pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "2031", "99999999999-01-01", "soon", None])
    def test_any_date_of_publication_is_taken(self, date):
        index = IncidentIndex()
        [name] = index.add_episodes([episode("a", claim(12, place=NEAR), date=date)])
        assert index.add_episodes([episode("b", claim(12, place=NEAR, by=["أ"]), date=date)]) == [name]

    def test_the_toll_of_a_war_is_an_aggregate(self):
        index = IncidentIndex()
        told = [claim(5, id="c1", place=NEAR, event="e1"), claim(45_000, id="c2", event="e2")]
        index.add_episodes(episodes(Report("a", "2031-05-02"), told, ()))
        assert [incident.aggregate for incident in index.incidents()] == [False, True]
        index.add_episodes([episode("b", claim(60_000, place=NEAR, date="2020/2031"))])
        index.add_episodes([episode("c", claim(6, place=FAR, date="2031"))])
        assert [incident.aggregate for incident in index.incidents()] == [False, True, True, False]

    def test_an_attack_with_many_displaced_is_an_attack(self):
        index = IncidentIndex()
        told = [
            claim(2, place=NEAR, event="e1"),
            claim(20, harm="displaced", place=NEAR, event="e1"),
            claim(3, place=FAR, event="e2"),
            claim(5000, harm="displaced", place=FAR, event="e2"),
        ]
        index.add_episodes(episodes(Report("a", "2031-05-02"), told, ()))
        assert [incident.aggregate for incident in index.incidents()] == [False, False]

    def test_an_ambiguous_name_is_nobody_known(self):
        index = IncidentIndex()
        for number, kb_id in enumerate(["actor:x", "actor:y", None]):
            told = claim(12, place=NEAR, **DAY)
            index.add_episodes([episode(f"d{number}", replace(told, perpetrators=[Mention("الجيش", 0, 1, "الجيش", kb_id)]))])
        [incident] = index.incidents()
        assert [(party.kb_id, len(party.claims)) for party in incident.perpetrators] == [("actor:x", 1), ("actor:y", 1), (None, 1)]

    def test_documents_that_share_an_id_are_not_joined(self):
        index = IncidentIndex()
        told = [episode("", claim(12, id="c1", place=place, **DAY)) for place in (NEAR, ABROAD)]
        for item in told:
            index.add_episodes([item])
        assert len(index.incidents()) == 2

    def test_records_survive_json(self):
        index = IncidentIndex()
        index.add_episodes(
            [episode("a", claim(12, place=NEAR, event="e1", by=["الفصيل"], actor="الجيش", **DAY), events=[event("e1", "aerial")])]
        )
        [incident] = index.incidents()
        assert Incident.from_dict(json.loads(json.dumps(incident.to_dict()))) == incident


class TestGrading:
    def graded(self, *reports, keys=None):
        told = [episode(f"d{n}", *(c if isinstance(c, list) else [c])) for n, c in enumerate(reports)]
        return grade([ReportedClaim(item.report.document, c) for item in told for c in item.claims], told, keys)

    @pytest.mark.parametrize(
        ("claims", "expected"),
        [
            pytest.param([claim(3)], "Weak", id="nobody is named"),
            pytest.param([claim(3, by=["أ"], stance="accused")], "Weak", id="one source"),
            pytest.param([claim(3, by=["أ"], stance="accused"), claim(3, by=["أ"], stance="asserted")], "Fair", id="two sources"),
            pytest.param([claim(3, by=["أ"], stance="accused"), claim(3)], "Fair", id="two sources, one names who did it"),
            pytest.param([claim(3, by=["أ"], stance="accused"), claim(3, by=["ب"], stance="accused")], "Contested", id="two are accused"),
            pytest.param([claim(3, by=["أ"], stance="accused"), claim(3, stance="denied")], "Contested", id="it is denied"),
            pytest.param([[claim(3, by=["أ"]), claim(4, by=["ب"])]], "Weak", id="both sides of a clash in one report"),
            pytest.param([[claim(3, by=["أ"]), claim(4, by=["ب"])], claim(4, by=["ب"])], "Fair", id="one of which another names"),
            pytest.param([claim(3, by=["أ"], stance="claimed_responsibility"), claim(3)], "Confirmed", id="responsibility is taken"),
            pytest.param([claim(3, status="denied", by=["أ"], stance="claimed_responsibility")], "Weak", id="no harm, no grade"),
        ],
    )
    def test_grades(self, claims, expected):
        assert self.graded(*claims) == expected

    def test_a_clash_told_from_both_sides_is_no_contradiction(self):
        assert self.graded(claim(5, by=["أ"], actor="ب"), claim(8, by=["ب"], actor="أ")) == "Fair"
        assert self.graded(claim(5, by=["أ"], actor="ب"), claim(8, by=["ج"], actor="ب")) == "Contested"

    def test_a_name_and_the_id_behind_it_are_one_accused(self):
        assert self.graded(claim(3, by=["أ"]), claim(3, by=["أ ب"]), keys={"أ": "actor:x", "أ ب": "actor:x"}) == "Fair"


# Invented reports of an invented attack.
REPORTS = [
    ("a", "أعلنت الشرطة مقتل 12 شخصا وإصابة 30 آخرين في تفجير سيارة مفخخة في سوق في بغداد اليوم الجمعة.", "2031-05-02", "صحيفة النور"),
    ("b", "ارتفعت حصيلة تفجير السيارة المفخخة في بغداد أمس الجمعة إلى 15 قتيلا و34 جريحا.", "2031-05-03", "وكالة السلام"),
    ("c", "قتل 4 جنود في كمين لمسلحين قرب كركوك أمس الجمعة.", "2031-05-03", "صحيفة النور"),
]


@pytest.fixture(scope="module")
def nlp():
    return conflict_nlp.load("rules")


class TestReports:
    def test_an_update_supersedes(self, nlp):
        bombing, ambush = find_incidents(read(nlp, id, text, date=date, outlet=outlet) for id, text, date, outlet in REPORTS)
        killed, injured = bombing.tolls["killed"].total, bombing.tolls["injured"].total
        assert (killed.low, killed.best, killed.high) == (15, 15, 15)
        assert injured.best == 34
        assert (bombing.date, bombing.place.name, bombing.mode) == ("2031-05-02", "بغداد", "explosives")
        assert {item.document for item in bombing.claims if item.superseded_by} == {"a"}
        assert ambush.tolls["killed"].groups["combatant"].best == 4

    def test_the_order_of_reports_of_one_day_does_not_split_them(self, nlp):
        docs = [read(nlp, id, text, date=date, outlet=outlet) for id, text, date, outlet in REPORTS]
        for order in itertools.permutations(docs):
            groups = {frozenset(report.document for report in incident.reports) for incident in find_incidents(order)}
            assert groups == {frozenset("ab"), frozenset("c")}

    def test_a_stored_doc_is_as_good(self, nlp):
        doc = read(nlp, "a", REPORTS[0][1])
        stored = spacy.tokens.Doc(spacy.blank("ar").vocab).from_bytes(doc.to_bytes())
        assert find_incidents([stored]) == find_incidents([doc])

    def test_nothing_told_is_no_incident(self, nlp):
        assert find_incidents([read(nlp, "a", "عقد الوزير اجتماعا في بغداد."), read(nlp, "b", "")]) == []
