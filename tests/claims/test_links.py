"""Which claims of a document are parts of which, and which say the same again. All sentences are invented.

A row is a text and, for each of its claims in order, the id of the claim that it points to, `None` for none.
"""

from __future__ import annotations

import pytest

PART_OF = {
    "among them": [
        ("مقتل عشرة أشخاص بينهم ثلاثة أطفال وامرأة.", [None, "c1", "c1"]),
        ("اعتقال 20 شخصا، من بينهم خمس نساء.", [None, "c1"]),
        ("أصيب سبعة أشخاص، ثلاثة منهم في حال الخطر.", [None, "c1"]),
    ],
    "among the dead, in the next sentence": [
        ("قتل ستة أشخاص في الغارة. وبين القتلى طفلان.", [None, "c1"]),
        ("قتل ستة أشخاص في الغارة. ومن بين القتلى ثلاث نساء.", [None, "c1"]),
    ],
    "in brackets, after a colon": [
        ("أصيب 13 مدنيا (9 أطفال و4 نساء).", [None, "c1", "c1"]),
        ("مقتل 21 شخصا: 16 في السوق و5 في المسجد.", [None, "c1", "c1"]),
    ],
    "of the nearer total": [
        ("مقتل خمسة جنود وإصابة ثمانية آخرين بينهم ضابطان.", [None, None, "c2"]),
    ],
    "figures that add up to a total told before": [
        ("مقتل 17 شخصا في هجومين\nقتل عشرة أشخاص في السوق، فيما قتل سبعة آخرون قرب الجسر.", [None, "c1", "c1"]),
    ],
    "figures of other news in brief, or of another event": [
        ("موجز أخبار\n\n* مقتل خمسة أشخاص في زلزال\n\n* مقتل أربعة مدنيين وجندي في قصف", [None, None, None]),
        ("مقتل خمسة أشخاص في السوق.\nوفي حادث منفصل قتل أربعة مدنيين، وقتل جندي عند الجسر.", [None, None, None]),
    ],
    "a large total over several events": [
        ("مقتل 17 شخصا في هجومين\nقتل عشرة أشخاص في السوق. وفي حادث منفصل قتل سبعة آخرون قرب الجسر.", [None, "c1", "c1"]),
    ],
    "figures that do not add up": [
        ("مقتل 17 شخصا في هجومين\nقتل تسعة أشخاص في السوق، فيما قتل سبعة آخرون قرب الجسر.", [None, None, None]),
    ],
    "side by side": [
        ("قتل خمسة أشخاص وأصيب ثمانية آخرون.", [None, None]),
        ("مقتل ضابط وثلاثة جنود.", [None, None]),
    ],
}
SAME_AS = {
    "title and lead": [
        ("مقتل 12 شخصا في غارة\nقتل 12 شخصا أمس في غارة على القرية.", [None, "c1"]),
        ("مقتل جندي في انفجار\nقتل جندي أمس في انفجار لغم.", [None, "c1"]),
        ("مقتل العشرات في زلزال\nقتل عشرات الأشخاص في الزلزال.", [None, "c1"]),
    ],
    "with another modifier": [
        ("مقتل 12 شخصا في غارة\nقتل 12 شخصا على الأقل أمس في غارة على القرية.", [None, "c1"]),
    ],
    "in other words": [
        ("مقتل قتيلة في المدينة\nقتلت امرأة في المدينة.", [None, "c1"]),
    ],
    "the first statement, not the nearest": [
        ("قتل خمسة أشخاص. وارتفعت الحصيلة إلى خمسة قتلى. وأكدت الشرطة مقتل خمسة أشخاص.", [None, "c1", "c1"]),
    ],
    "in other news in brief": [
        ("موجز أخبار\n\n* مقتل خمسة جنود في كمين\n\n* مقتل خمسة جنود في غارة", [None, None]),
    ],
    "another harm": [
        ("مقتل خمسة جنود في الموصل\nوأصيب خمسة جنود في كركوك.", [None, None]),
    ],
    "other people": [
        ("مقتل خمسة جنود في الموصل\nقتل خمسة مدنيين في كركوك.", [None, None]),
    ],
    "another number": [
        ("مقتل خمسة جنود في كمين\nقتل ستة جنود في كمين.", [None, None]),
    ],
    "in one sentence": [
        ("قتل خمسة أشخاص في السوق، وقتل خمسة أشخاص في المسجد.", [None, None]),
    ],
    "denied here, asserted there": [
        ("نفى المتحدث مقتل ثلاثة جنود.\nقتل ثلاثة جنود في الكمين.", [None, None]),
    ],
}


@pytest.mark.parametrize(
    ("text", "links"),
    [pytest.param(*row, id=construction) for construction, rows in PART_OF.items() for row in rows],
)
def test_part_of(text, links, rules):
    assert [claim.part_of for claim in rules(text)._.casualty_claims] == links


@pytest.mark.parametrize(
    ("text", "links"),
    [pytest.param(*row, id=construction) for construction, rows in SAME_AS.items() for row in rows],
)
def test_same_as(text, links, rules):
    assert [claim.same_as for claim in rules(text)._.casualty_claims] == links


def test_parts_of_a_repeated_total_point_to_the_nearest_statement_of_it(rules):
    text = "مقتل 17 شخصا في هجومين\nأعلنت الشرطة مقتل 17 شخصا. وقتل عشرة أشخاص في السوق، فيما قتل سبعة آخرون قرب الجسر."
    title, total, *parts = rules(text)._.casualty_claims
    assert total.same_as == title.id
    assert [part.part_of for part in parts] == [total.id, total.id]
