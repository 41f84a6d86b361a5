"""What belongs to one event, and who opposes whom. All sentences are invented."""

from __future__ import annotations

import pytest

from conflict_nlp.attribution.segments import segments
from conflict_nlp.attribution.sides import camp, same_actor
from conflict_nlp.text.view import View


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل خمسة في قصف. وأصيب ستة.", [0, 0]),
        ("قتل خمسة في قصف. وفي سياق متصل، أصيب ستة في انفجار.", [0, 1]),
        ("قتل خمسة في قصف. إلى ذلك، أصيب ستة.", [0, 1]),
        ("قتل خمسة في قصف. من جهة أخرى أصيب ستة. ونقلوا إلى المستشفى.", [0, 1, 1]),
        ("قتل خمسة في حلب. وفي طرابلس أصيب ستة.", [0, 1]),
        # The lead under a title begins with the place.
        ("مقتل خمسة\nفي طرابلس قتل خمسة.", [0, 0]),
        # Another speaker is no other event.
        ("قتل خمسة في قصف. من جهته قال الجيش إنه قصف مواقع.", [0, 0]),
    ],
)
def test_segments(text, expected, rules):
    assert segments(View(rules(text))) == expected


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "قتل سبعة من قوات النظام وأربعة من مقاتلي هيئة تحرير الشام في اشتباكات قرب سراقب.",
            [("قوات النظام", ["هيئة تحرير الشام"]), ("هيئة تحرير الشام", ["قوات النظام"])],
        ),
        (
            "اندلعت معركة بين قوات الجيش الصومالي وحركة الشباب. وقتل عشرون من مقاتلي الحركة.",
            [("حركة الشباب", ["قوات الجيش الصومالي"])],
        ),
        (
            "قتل جندي وثلاثة مسلحين في اشتباكات بين الجيش العراقي وتنظيم داعش.",
            [("الجيش العراقي", ["تنظيم داعش"]), ("تنظيم داعش", ["الجيش العراقي"])],
        ),
        ("قتل مدنيان في اشتباكات بين الجيش اللبناني وجبهة النصرة.", [(None, ["الجيش اللبناني", "جبهة النصرة"])]),
    ],
)
def test_each_side_of_a_clash_is_hit_by_the_other(text, sides, rules):
    assert [(c.victims.actor, [m.name for m in c.perpetrators]) for c in rules(text)._.casualty_claims] == sides


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("قالت كتائب القسام إن ثلاثة من مقاتليها قتلوا في خان يونس.", "كتائب القسام"),
        ("هاجم تنظيم داعش القوات العراقية وقتل خمسة من جنودها.", "القوات العراقية"),
        ("قتل ستة من جنود الجيش الليبي وأصيب ثمانية.", "الجيش الليبي"),
    ],
)
def test_a_pronoun_or_a_bare_figure_takes_the_side_told_before(text, actor, rules):
    assert {claim.victims.actor for claim in rules(text)._.casualty_claims} == {actor}


def test_nobody_is_hit_by_its_own_side(rules):
    [claim] = rules("قالت صحيفة إن جنديا إسرائيليا أصيب بعد أن أطلقت قوات الاحتلال النار.")._.casualty_claims
    assert claim.perpetrators == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("actor:is", "actor:is", True),
        ("actor:is-sinai", "actor:is", True),
        ("actor:syria-army", "actor:syria-forces", True),
        ("actor:is", "actor:sdf", False),
        ("actor:is", None, False),
    ],
)
def test_same_actor(one, other, same):
    assert same_actor(one, other) is same


@pytest.mark.parametrize(
    ("name", "kb_id", "side"),
    [
        ("الجيش العراقي", "actor:iq-army", "state"),
        ("تنظيم داعش", "actor:is", "group"),
        ("القوات الحكومية", None, "state"),
        ("مسلحين", None, "group"),
        ("مجهولون", None, None),
    ],
)
def test_camp(name, kb_id, side):
    assert camp(name, kb_id) == side
