"""From claims to numbers: within a report, and over several."""

from __future__ import annotations

import pytest

from conflict_nlp.incidents.estimates import estimate, group_of, toll
from conflict_nlp.incidents.figures import figure
from tests.incidents.made import claim, episode


def numbers(found):
    return found and (found.low, found.best, found.high)


class TestOneReport:
    @pytest.mark.parametrize(
        ("claims", "expected"),
        [
            pytest.param([claim(12)], (12, 12, 12), id="one claim"),
            pytest.param([claim(12, None)], (12, 12, None), id="at least"),
            pytest.param([claim(20, 30)], (20, 25, 30), id="a range"),
            pytest.param([claim(12, id="a"), claim(4, part_of="a", kind="civilian")], (12, 12, 12), id="a part does not count again"),
            pytest.param([claim(12, id="a"), claim(12, same_as="a")], (12, 12, 12), id="nor does a repetition"),
            pytest.param([claim(3, kind="civilian"), claim(5, kind="combatant")], (8, 8, 8), id="other people add up"),
            pytest.param([claim(5, kind="combatant", actor="أ"), claim(2, kind="combatant", actor="ب")], (7, 7, 7), id="two sides add up"),
            pytest.param([claim(9), claim(3, kind="civilian"), claim(5, kind="combatant")], (9, 9, 9), id="a total holds its groups"),
            pytest.param([claim(10), claim(14)], (10, 10, 14), id="two statements of one number: the first leads"),
            pytest.param([claim(1, victims="المعلم"), claim(1, victims="الطبيب")], (2, 2, 2), id="persons one by one"),
            pytest.param([claim(1, victims="المعلم"), claim(1, victims="المعلم")], (1, 1, 1), id="the same person twice"),
            pytest.param([claim(20, 99, modifier="vague")], (20, 20, 99), id="a vague word is worth its lowest number"),
            pytest.param([claim(20, 99, modifier="vague"), claim(31)], (31, 31, 31), id="and nothing beside a number"),
            pytest.param([claim(5, kind="civilian"), claim(230_000)], (5, 5, 5), id="the toll of a war is told with many incidents"),
            pytest.param([claim(5), claim(230_000)], (5, 5, 5), id="of any kind of people"),
            pytest.param([claim(5, kind="civilian"), claim(45_000, kind="civilian")], (5, 5, 5), id="of the same kind"),
            pytest.param([claim(5), claim(45_000, kind="combatant")], (5, 5, 5), id="of another kind"),
            pytest.param([claim(45_000), claim(5)], (5, 5, 5), id="told first"),
            pytest.param([claim(1, victims="المعلم"), claim(45_000)], (1, 1, 1), id="beside a person"),
            pytest.param([claim(250), claim(5)], (5, 250, 250), id="a large number that leads is of the attack"),
            pytest.param([claim(250), claim(1, victims="المعلم")], (250, 250, 250), id="and a person may be one of many"),
            pytest.param([claim(5), claim(45_000, id="w"), claim(900, part_of="w", kind="civilian")], (5, 5, 5), id="with its parts"),
            pytest.param(
                [claim(20, kind="civilian"), claim(5, kind="civilian", victims="أطفال", at=99)], (20, 20, 20), id="children told elsewhere"
            ),
            pytest.param([claim(3, kind="civilian"), claim(2, kind="civilian", victims="طفلان")], (5, 5, 5), id="children in one breath"),
            pytest.param(
                [claim(3, kind="civilian"), claim(5, kind="civilian", victims="أطفال", at=99)], (5, 8, 8), id="more children than that"
            ),
            pytest.param(
                [claim(20, 99, modifier="vague"), claim(3, kind="civilian", victims="أطفال")],
                (20, 20, 99),
                id="beside some people it stays",
            ),
            pytest.param([claim(20, 99, modifier="vague"), claim(1, victims="المعلم")], (20, 20, 99), id="and beside a person"),
            pytest.param([claim(20, 99, modifier="vague"), claim(31, kind="civilian", at=99)], (31, 31, 99), id="more civilians than that"),
            pytest.param([claim(5), claim(6, kind="civilian", at=99)], (5, 6, 6), id="people in general are no others"),
            pytest.param([claim(1), claim(3, kind="combatant")], (4, 4, 4), id="but those counted in one breath"),
            pytest.param([claim(5, kind="combatant"), claim(6, kind="combatant", actor="أ", at=99)], (6, 11, 11), id="may be of a side"),
            pytest.param([claim(6, id="a", same_as="b"), claim(6, id="b", same_as="a")], (6, 6, 6), id="each the repetition of the other"),
            pytest.param([claim(7, status="denied")], None, id="what is denied is no figure"),
            pytest.param([claim(7, harm="injured")], None, id="another harm"),
        ],
    )
    def test_the_figure(self, claims, expected):
        assert numbers(figure(claims, "killed")) == expected


class TestSeveralReports:
    @pytest.mark.parametrize(
        ("reports", "expected", "rule"),
        [
            pytest.param([(3, "2031-05-02")], (3, 3, 3), "only", id="one report"),
            pytest.param([(3, "2031-05-02"), (3, "2031-05-02")], (3, 3, 3), "agreed", id="two agree"),
            pytest.param([(3, "2031-05-02"), (5, "2031-05-02")], (3, 5, 5), "latest", id="two differ on one day"),
            pytest.param([(3, "2031-05-02"), (3, "2031-05-02"), (5, "2031-05-02")], (3, 3, 5), "most", id="two against one"),
            pytest.param([(3, "2031-05-02"), (5, "2031-05-03")], (5, 5, 5), "only", id="a later one brings it up to date"),
            pytest.param([(5, "2031-05-02"), (3, "2031-05-03")], (3, 3, 5), "latest", id="a later and smaller one contradicts"),
            pytest.param([(3, "2031-05-02"), (40, "2031-05-03")], (3, 40, 40), "latest", id="too much for an update"),
        ],
    )
    def test_the_estimate(self, reports, expected, rule):
        told = [episode(f"d{number}", claim(low), date=date) for number, (low, date) in enumerate(reports)]
        found, _ = estimate(told, "killed")
        assert numbers(found) == expected
        assert found.rule == rule

    def test_what_is_superseded_is_named(self):
        first, second = episode("a", claim(3, id="c1"), date="2031-05-02"), episode("b", claim(5, id="c1"), date="2031-05-03")
        found, superseded = estimate([second, first], "killed")
        assert superseded == {"a#c1": "b#c1"}
        assert found.claims == ["b#c1"]

    def test_a_toll_supersedes_what_was_told_of_a_group(self):
        first, second = (
            episode("a", claim(20, id="c1", kind="civilian"), date="2031-05-02"),
            episode("b", claim(31, id="c1"), date="2031-05-03"),
        )
        found, superseded = estimate([first, second], "killed")
        assert superseded == {"a#c1": "b#c1"}
        assert numbers(found) == (31, 31, 31)

    def test_one_outlet_is_one_voice(self):
        told = [episode(f"d{n}", claim(4), outlet="أ") for n in range(3)] + [episode("x", claim(6), outlet="ب")]
        found, _ = estimate(told, "killed")
        assert (found.best, found.rule) == (6, "latest")

    def test_a_report_on_one_group_sets_no_total(self):
        told = [episode("a", claim(13)), episode("b", claim(3, kind="combatant", victims="شرطيين"))]
        found, _ = toll(told, "killed")
        assert numbers(found.total) == (13, 13, 13)
        assert numbers(found.groups["combatant"]) == (3, 3, 3)

    @pytest.mark.parametrize(("other", "expected"), [(7, (5, 7, 7)), (4, (4, 5, None))])
    def test_an_open_bound_is_closed_by_a_report_of_more_alone(self, other, expected):
        found, _ = estimate([episode("a", claim(5, None)), episode("b", claim(other))], "killed")
        assert numbers(found) == expected

    def test_without_dates_nothing_is_an_update(self):
        found, superseded = estimate([episode("a", claim(4), date=None), episode("b", claim(6), date="2031-05-03")], "killed")
        assert not superseded
        assert numbers(found) == (4, 6, 6)

    def test_a_figure_of_some_brings_nothing_up_to_date(self):
        told = [
            episode("a", claim(4), date="2031-05-02"),
            episode("b", claim(5, kind="combatant"), date="2031-05-03"),
            episode("c", claim(13), date="2031-05-01"),
        ]
        _, superseded = estimate(told, "killed")
        assert superseded == {}

    @pytest.mark.parametrize("group", [None, "combatant"])
    def test_where_all_tell_of_one_kind_the_rule_holds(self, group):
        told = [episode(f"d{n}", claim(low, kind="combatant")) for n, low in enumerate([4, 4, 5])]
        found, _ = toll(told, "killed")
        assert numbers(found.groups[group] if group else found.total) == (4, 4, 5)

    def test_an_actor_with_and_without_an_id_is_one_side(self):
        told = [
            episode("a", claim(4, kind="combatant", actor="الفصيل", actor_kb_id="actor:x")),
            episode("b", claim(4, kind="combatant", actor="الفصيل")),
        ]
        found, _ = toll(told, "killed", {"الفصيل": "actor:x"})
        assert {name: numbers(part) for name, part in found.sides.items()} == {"actor:x": (4, 4, 4)}

    def test_civilians_of_a_side_are_not_of_its_fighters(self):
        told = [claim(12, id="t", actor="الفصيل"), claim(3, part_of="t", kind="civilian"), claim(2, kind="civilian", actor="الفصيل")]
        found, _ = toll([episode("a", *told)], "killed")
        assert numbers(found.sides["الفصيل"]) == (9, 9, 9)
        assert numbers(found.groups["civilian"]) == (5, 5, 5)

    def test_reports_of_different_people_add_up(self):
        told = [
            episode("a", claim(5, kind="combatant", actor="أ", by=["ب"])),
            episode("b", claim(8, kind="combatant", actor="ب", by=["أ"]), claim(2, kind="civilian", at=99)),
        ]
        found, _ = toll(told, "killed")
        assert numbers(found.total) == (10, 15, 15)
        assert found.total.rule == "sum"

    def test_the_same_number_of_civilians_and_of_a_side_may_be_the_same_people(self):
        found, _ = toll([episode("a", claim(5, kind="civilian")), episode("b", claim(5, kind="combatant", actor="أ"))], "killed")
        assert numbers(found.total) == (5, 5, 5)

    @pytest.mark.parametrize(
        ("vague", "number", "expected"),
        [
            pytest.param(claim(20, 99, modifier="vague"), claim(19), (19, 19, 19), id="a number takes its place"),
            pytest.param(claim(20, 99, modifier="vague"), claim(3, kind="combatant"), (20, 20, 99), id="not one of some of the people"),
            pytest.param(claim(200, 999, modifier="vague"), claim(3), (3, 3, 999), id="but it shows how many it may be"),
        ],
    )
    def test_a_vague_report(self, vague, number, expected):
        found, _ = estimate([episode("a", number, date="2031-05-02"), episode("b", vague, date="2031-05-03")], "killed")
        assert numbers(found) == expected

    def test_no_group_is_larger_than_all(self):
        told = [episode("a", claim(12, kind="civilian"), date="2031-05-02"), episode("b", claim(5), date="2031-05-03")]
        found, _ = toll(told, "killed")
        assert numbers(found.total) == (5, 5, 12)
        assert numbers(found.groups["civilian"]) == (5, 5, 12)

    @pytest.mark.parametrize(
        ("first", "second", "updated"),
        [
            ("2031-05-02", "2031-05-03", True),
            ("2031-05-02T21:00Z", "2031-05-02T23:30+03:00", False),
            ("2031-05-02T21:00Z", "2031-05-02T22:30Z", True),
            ("2031-05-02", "2031-05-02T22:30Z", False),
            (None, "2031-05-03", False),
        ],
    )
    def test_later_is_by_the_clock(self, first, second, updated):
        _, superseded = estimate([episode("a", claim(3), date=first), episode("b", claim(5), date=second)], "killed")
        assert bool(superseded) == updated

    def test_reports_that_share_an_id_are_told_apart(self):
        told = [episode("", claim(low, id="c1"), date=f"2031-05-0{low}") for low in (3, 5)]
        assert numbers(estimate(told, "killed")[0]) == (5, 5, 5)

    def test_parts_of_a_repetition_are_parts(self):
        told = [claim(12, id="a", actor="أ"), claim(12, id="b", same_as="a", actor="أ"), claim(3, id="c", part_of="b", kind="civilian")]
        found, _ = toll([episode("a", *told)], "killed")
        assert numbers(found.sides["أ"]) == (9, 9, 9)

    def test_groups_and_sides(self):
        whole = claim(9, id="t")
        parts = [claim(4, part_of="t", victims="أطفال", kind="civilian"), claim(2, part_of="t", victims="نساء", kind="civilian")]
        found, _ = toll([episode("a", whole, *parts, claim(3, part_of="t", victims="مسلحين", kind="combatant", actor="الفصيل"))], "killed")
        assert {name: part.best for name, part in found.groups.items()} == {"civilian": 6, "combatant": 3, "women": 2, "children": 4}
        assert {name: part.best for name, part in found.sides.items()} == {"الفصيل": 3}


@pytest.mark.parametrize(
    ("victims", "group"),
    [("ثلاثة أطفال", "children"), ("سيدتان", "women"), ("الطفلة", "children"), ("خمسة جنود", None), ("17 شخصا", None), ("", None)],
)
def test_women_and_children_are_told_by_the_noun(victims, group):
    assert group_of(victims) == group
