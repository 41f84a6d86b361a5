"""From incidents to the rows of each format, by hand-made incidents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_nlp.export.acled import acled_row, fatalities
from conflict_nlp.export.airwars import airwars_row, ranges
from conflict_nlp.export.geojson import feature
from conflict_nlp.export.hxl import hxl_row
from conflict_nlp.export.plover import plover_event
from conflict_nlp.export.sides import sides, type_of_violence
from conflict_nlp.export.ucdp import deaths, ucdp_row
from conflict_nlp.incidents import ReportedClaim, Toll
from conflict_nlp.types import ConflictEvent, Evidence, Mention, Place, Victims
from tests.export.made import ARMY, GROUP, RIVAL, TOWN, claim, estimate, incident, party

SYRIAN_ARMY, ISLAMIC_STATE = "Syrian Arab Army (until 2024)", "Islamic State (ISIS/ISIL, Daesh)"
CIVILIANS = {"killed": Toll(estimate(5, 5, 5, "a#c1"), {"civilian": estimate(5, 5, 5, "a#c1")})}


@pytest.mark.parametrize(
    ("text", "low", "high", "modifier", "expected"),
    [
        ("17 شخصا", 17, 17, "exact", 17),
        ("أكثر من 30", 30, None, "at_least", 30),
        ("بين 20 و30", 20, 30, "range", 20),
        ("لا يتجاوز 9", 0, 9, "at_most", 0),
        ("عشرات المدنيين", 20, 99, "vague", 10),
        ("العشرات", 20, 99, "vague", 10),
        ("مئات القتلى", 200, 999, "vague", 100),
        ("عدد من القتلى", 2, None, "vague", 2),
    ],
)
def test_acled_counts_conservatively(text, low, high, modifier, expected) -> None:
    told = claim(low=low, high=high, text=text, modifier=modifier)
    best = low if high is None else (low + high) // 2
    toll = Toll(estimate(low, best, -1 if high is None else high, "a#c1"))
    assert fatalities(incident(told, tolls={"killed": toll})) == expected


def test_acled_takes_the_smallest_report_and_no_harm_but_killing() -> None:
    claims = [ReportedClaim("a", claim(low=12, high=12)), ReportedClaim("b", claim(low=15, high=15))]
    tolls = {"killed": Toll(estimate(12, 15, 15, "a#c1", "b#c1")), "injured": Toll(estimate(40))}
    assert fatalities(incident(claims=claims, tolls=tolls)) == 12
    assert fatalities(incident(tolls={"injured": Toll(estimate(40)), "killed_or_injured": Toll(estimate(9))})) == 0


@pytest.mark.parametrize(
    ("perpetrators", "victims", "tolls", "actors", "codes", "interaction"),
    [
        ([ARMY], [GROUP], {}, (SYRIAN_ARMY, ISLAMIC_STATE), (1, 2), 12),
        ([GROUP], [ARMY], {}, (ISLAMIC_STATE, SYRIAN_ARMY), (2, 1), 12),
        ([ARMY], [], CIVILIANS, (SYRIAN_ARMY, "Civilians"), (1, 7), 17),
        ([ARMY], [], {}, (SYRIAN_ARMY, None), (1, None), 10),
        ([], [], CIVILIANS, ("Civilians", None), (7, None), 70),
        ([None], [GROUP], {}, ("الفريق", ISLAMIC_STATE), (None, 2), None),
    ],
)
def test_acled_actors_have_no_direction_but_codes(perpetrators, victims, tolls, actors, codes, interaction) -> None:
    row = acled_row(incident(perpetrators=[party(id) for id in perpetrators], victims=[party(id) for id in victims], tolls=tolls))
    assert (row.get("actor1"), row.get("actor2")) == actors
    assert (row.get("inter1"), row.get("inter2")) == codes
    assert row["interaction"] == interaction


@pytest.mark.parametrize(
    ("date", "day", "precision"),
    [
        ("2031-05-06", "2031-05-06", 1),
        ("2031-05-04/2031-05-10", "2031-05-07", 2),
        ("2031-05", "2031-05-16", 3),
        ("2031", None, None),
        (None, None, None),
    ],
)
def test_acled_dates_are_days_with_a_precision(date, day, precision) -> None:
    row = acled_row(incident(date=date))
    assert (row.get("event_date"), row.get("time_precision")) == (day, precision)


def test_acled_place_and_codes_of_the_country() -> None:
    row = acled_row(incident())
    assert {key: row[key] for key in ("iso", "country", "admin1", "latitude", "longitude", "geo_precision")} == {
        "iso": "760",
        "country": "Syria",
        "admin1": "إدلب",
        "latitude": 35.5,
        "longitude": 36.25,
        "geo_precision": "1",
    }
    assert row["event_type"] == "Explosions/Remote violence"


def test_ucdp_deaths_by_side() -> None:
    toll = Toll(
        estimate(18, 20, 25, "a#c1", "a#c2", "a#c3"),
        {"civilian": estimate(6, 6, 6, "a#c1"), "combatant": estimate(9, 9, 9, "a#c2")},
        {ARMY: estimate(4, 4, 4, "a#c2"), GROUP: estimate(5, 5, 5, "a#c3")},
    )
    assert deaths(toll, [party(ARMY)], [party(GROUP)]) == {
        "deaths_a": 4,
        "deaths_b": 5,
        "deaths_civilians": 6,
        "deaths_unknown": 5,
        "best": 20,
        "high": 25,
        "low": 18,
    }


@st.composite
def estimates(draw) -> object:
    low, more, most = draw(st.integers(0, 50)), draw(st.integers(0, 50)), draw(st.integers(0, 50))
    refs = draw(st.lists(st.sampled_from(["a#c1", "a#c2", "b#c1"]), unique=True))
    return estimate(low, low + more, draw(st.sampled_from([-1, low + more + most])), *refs)


@given(
    estimates(),
    st.dictionaries(st.sampled_from(["civilian", "combatant"]), estimates()),
    st.dictionaries(st.sampled_from([ARMY, GROUP]), estimates()),
)
def test_numbers_are_in_order_whatever_the_reports_say(total, groups, sides) -> None:
    toll = Toll(total, groups, sides)
    found = deaths(toll, [party(ARMY)], [party(GROUP)])
    assert 0 <= found["low"] <= found["best"] <= found["high"]
    parts = [found[name] for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert min(parts) >= 0
    assert sum(parts) == found["best"]
    for name, low in ranges(toll).items():
        high = ranges(toll)[name.replace("_min", "_max")]
        assert high is None or low is None or not name.endswith("_min") or low <= high


@pytest.mark.parametrize(
    ("perpetrators", "victims", "groups", "expected"),
    [
        ([ARMY], [GROUP], [], 1),
        ([GROUP], [ARMY], [], 1),
        ([GROUP], [RIVAL], [], 2),
        ([GROUP], [], ["civilian"], 3),
        ([ARMY], [], ["civilian"], 3),
        ([GROUP], [], ["civilian", "combatant"], None),
        ([GROUP], [], [], None),
        ([], [GROUP], [], None),
        ([None], [], ["civilian"], None),
        ([GROUP, None], [ARMY], [], None),
    ],
)
def test_type_of_violence_follows_from_the_kinds_or_is_not_told(perpetrators, victims, groups, expected) -> None:
    tolls = {"killed": Toll(estimate(5), {name: estimate(5) for name in groups})}
    made = incident(
        perpetrators=[party(id, name=str(id)) for id in perpetrators], victims=[party(id, name=str(id)) for id in victims], tolls=tolls
    )
    assert type_of_violence(made) == expected
    assert ucdp_row(made)["type_of_violence"] == expected


@pytest.mark.parametrize(
    ("perpetrators", "victims", "acled_type", "expected"),
    [
        ([ARMY, GROUP], [ARMY], "Armed clash", ([GROUP], [ARMY])),
        ([ARMY, GROUP], [], "Armed clash", ([ARMY], [GROUP])),
        ([ARMY, GROUP], [], "Attack", ([ARMY, GROUP], [])),
        ([ARMY, GROUP], [ARMY, GROUP], "Armed clash", ([ARMY], [GROUP])),
        ([ARMY, GROUP], [RIVAL], "Armed clash", ([ARMY, GROUP], [RIVAL])),
        # The attacker lost people too: it stays the attacker, whoever's dead are told first.
        ([GROUP], [ARMY, GROUP], "Attack", ([GROUP], [ARMY])),
    ],
)
def test_sides(perpetrators, victims, acled_type, expected) -> None:
    found = sides(incident(perpetrators=[party(i) for i in perpetrators], victims=[party(i) for i in victims], acled_type=acled_type))
    assert tuple([item.kb_id for item in side] for side in found) == expected


def test_ucdp_row_says_according_to_whom() -> None:
    row = ucdp_row(incident(sources=["المرصد", "مصدر طبي"]))
    assert row["source_original"] == ["المرصد", "مصدر طبي"]
    assert (row["date_start"], row["date_end"], row["date_prec"], row["where_prec"]) == ("2031-05-06", "2031-05-06", 1, 1)
    assert row["geom_wkt"] == "POINT (36.25 35.5)"


def test_airwars_unknown_people_count_only_in_the_largest_number() -> None:
    toll = Toll(estimate(20, 22, 25), {"civilian": estimate(6, 7, 8), "combatant": estimate(3, 4, 5), "children": estimate(2, 2, 2)})
    assert ranges(toll) == {
        "civilians_{}_min": 6,
        "civilians_{}_max": 22,  # all but the militants that there are at least
        "children_{}_min": 2,
        "children_{}_max": 2,
        "militants_{}_min": 3,
        "militants_{}_max": 5,
    }
    assert ranges(Toll(estimate(20, 22, -1)))["civilians_{}_max"] is None


@pytest.mark.parametrize(
    ("grading", "mode", "status", "kind"),
    [
        ("Confirmed", "aerial", "Declared strike", "Airstrike"),
        ("Contested", "drone", "Contested strike", "Drone Strike"),
        ("Fair", "heavy-weapons", "Likely strike", "Artillery"),
        ("Weak", "aerial", "Single source claim", "Airstrike"),
        ("Confirmed", "firearms", None, ""),
        ("Confirmed", None, None, None),
    ],
)
def test_airwars_status_only_of_strikes(grading, mode, status, kind) -> None:
    row = airwars_row(incident(grading=grading, mode=mode, perpetrators=[party(ARMY, "claimed_responsibility")]))
    assert (row["strike_status"], row["strike_type"], row["grading"]) == (status, kind, grading)
    assert row["belligerent_assessment"] == ["claimed responsibility"]


def test_airwars_silence_is_no_denial_of_civilian_harm() -> None:
    assert airwars_row(incident())["civilian_harm_reported"] is None
    assert airwars_row(incident(tolls=CIVILIANS))["civilian_harm_reported"] == "Yes"


def test_hxl_leaves_an_open_bound_empty_and_keeps_other_harms_apart() -> None:
    tolls = {
        "killed": Toll(estimate(5, 7, -1), {"children": estimate(2), "women": estimate(1)}),
        "killed_or_injured": Toll(estimate(9)),
        "displaced": Toll(estimate(100)),
    }
    row = hxl_row(incident(tolls=tolls))
    assert [row[name] for name in ("Killed (min)", "Killed", "Killed (max)")] == [5, 7, None]
    assert [row[name] for name in ("Children killed", "Women killed", "Killed or injured", "Displaced")] == [2, 1, 9, 100]
    assert "Injured" not in row


def test_geojson_position_is_longitude_first_and_null_where_unknown() -> None:
    assert feature(incident())["geometry"] == {"type": "Point", "coordinates": [36.25, 35.5]}
    for place in (None, Place("النخيل", 0, 6, "النخيل")):
        assert feature(incident(place=place))["geometry"] is None
    assert feature(incident())["properties"]["killed_best"] == 5


def event(**more) -> ConflictEvent:
    return ConflictEvent("e1", "ASSAULT", Evidence("trigger", "قصف", 3, 6, "r"), **more)


def test_plover_keeps_the_direction_and_events_without_an_actor() -> None:
    told = plover_event(event(attackers=[Mention("الجيش", 7, 12, "الجيش", ARMY)], targets=[Mention("مدنيا", 14, 19, "مدنيا")]), [], {})
    assert told["actor"] == [
        {"entity_text": "الجيش", "code": "SYR", "sector": "MIL", "identifier_text": SYRIAN_ARMY},
    ]
    assert told["recipient"] == [{"entity_text": "مدنيا"}]
    untold = plover_event(event(), [], {"id": "a"})
    assert (untold["id"], untold["actor"], untold["date"], untold["event"], untold["quad_code"]) == ("a#e1", None, None, ["ASSAULT"], 4)


def test_plover_size_counts_asserted_people_of_the_event_once() -> None:
    claims = [
        claim("c1", low=10, high=10, event="e1"),
        claim("c2", low=3, high=3, part_of="c1", event="e1"),
        claim("c3", "injured", 7, None, event="e1"),
        claim("c4", "detained", 2, 2, status="denied", event="e1"),
        claim("c5", low=99, high=99),
    ]
    line = plover_event(event(claims=["c1", "c2", "c3", "c4"], date="2031-05-01/2031-05-03", place=TOWN), claims, {})
    assert line["size"] == {"dead": 10, "injured": 7}
    assert (line["date"], line["enddate"]) == ("2031-05-01", "2031-05-03")
    assert line["event_loc"]["country_code"] == "SYR"


def test_victims_of_a_clash_do_not_stand_on_both_sides() -> None:
    made = incident(
        claim(victims=Victims("جنود", 0, 4, "combatant", "الجيش", actor_kb_id=ARMY)),
        perpetrators=[party(ARMY), party(GROUP)],
        victims=[party(ARMY)],
        acled_type="Armed clash",
    )
    row = ucdp_row(made)
    assert len(row["side_a"]) == len(row["side_b"]) == 1
    assert row["side_a"] != row["side_b"]
