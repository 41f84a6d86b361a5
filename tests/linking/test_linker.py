"""Which actor a mention means. All sentences are invented."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, DocBin

from conflict_nlp.spans import MENTIONS_KEY


def links(doc):
    """(text, label, actor) of each mention."""
    return [(span.text, span.label_, span.kb_id_.removeprefix("actor:")) for span in doc.spans[MENTIONS_KEY]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "أعلن تنظيم الدولة الإسلامية الهجوم. وقال مسؤول إن داعش انسحب، وإن التنظيم خسر المدينة.",
            [("تنظيم الدولة الإسلامية", "named", "is"), ("داعش", "named", "is"), ("التنظيم", "nominal", "is")],
        ),
        (
            "قصفت قوات سوريا الديمقراطية (قسد) القرية، وقالت القوات إن القصف كان ردا.",
            [("قوات سوريا الديمقراطية", "named", "sdf"), ("قسد", "named", "sdf"), ("القوات", "nominal", "sdf")],
        ),
        (
            "وثق المرصد السوري لحقوق الإنسان مقتل خمسة، وأضاف المرصد أن بينهم طفلا.",
            [("المرصد السوري لحقوق الإنسان", "named", "sohr"), ("المرصد", "nominal", "sohr")],
        ),
        # In a title the short form comes first.
        (
            "مقتل جنديين والحركة تتبنى\nتبنت حركة الشباب الهجوم على الموقع في الصومال.",
            [("الحركة", "nominal", "shabaab"), ("حركة الشباب", "named", "shabaab")],
        ),
    ],
)
def test_names_and_short_forms_of_one_actor(text, expected, rules):
    assert links(rules(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال مسؤول إن القوات انسحبت من القرية.",  # nothing to refer back to
        "هاجم داعش القرية فتصدت له القوات الحكومية.",  # another actor by its adjective
        "انتشر عناصر قسد في القرية ووصلت القوات العراقية إلى الحدود.",  # a name of its own
    ],
)
def test_no_short_form(text, rules):
    assert [link for link in links(rules(text)) if link[1] == "nominal"] == []


def test_two_organisations_of_one_kind_are_told_apart_by_the_last_one(rules):
    doc = rules("هاجمت حركة طالبان المخفر. وردت حركة الشباب في الصومال بهجوم آخر، وقالت الحركة إنها قتلت جنديين.")
    assert links(doc)[-1] == ("الحركة", "nominal", "shabaab")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قتل عنصر من الحرس الوطني في القصرين غربي تونس.", "TN"),
        ("قتل عنصر من الحرس الوطني في السويداء جنوبي سوريا.", "SY"),
    ],
)
def test_an_ambiguous_name_is_of_the_country_that_the_text_tells_of(text, country, rules):
    from conflict_nlp.linking.knowledge import actor

    [mention] = [m for m in rules(text)._.actor_mentions if m.text == "الحرس الوطني"]
    assert actor(mention.kb_id).country == country


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("قتل خمسة في قصف القوات النظامية على بلدة سراقب في سوريا.", "syria-forces"),
        ("قتل خمسة في قصف القوات النظامية على البلدة.", ""),
        ("قالت وزارة الداخلية في العراق إن ثلاثة قتلوا في بغداد.", "iq-interior"),
    ],
)
def test_a_name_that_tells_no_country_takes_it_from_the_document(text, actor, rules):
    [link] = [link for link in links(rules(text)) if link[1] == "named"]
    assert link[2] == actor


def test_entities_bear_the_id(rules):
    doc = rules("قالت قوات سوريا الديمقراطية إنها قتلت ثلاثة من داعش.")
    assert [(ent.text, ent.kb_id_, ent.id_) for ent in doc.ents] == [
        ("قوات سوريا الديمقراطية", "actor:sdf", "armed"),
        ("داعش", "actor:is", "armed"),
    ]


def test_known_names_are_found_without_the_name_finder(rules):
    """A trained `ner` may miss what the knowledge base knows."""
    doc = rules.make_doc("هاجم تنظيم داعش القرية.")
    rules.get_pipe("news_sentencizer")(doc)
    rules.get_pipe("actor_linker")(doc)
    assert [(ent.text, ent.label_, ent.id_) for ent in doc.ents] == [("تنظيم داعش", "ORG", "armed")]


def test_mentions_are_read_as_records(rules):
    doc = rules("هاجم تنظيم داعش القرية، وقال التنظيم إنه سيطر عليها.")
    name, short = doc._.actor_mentions
    assert (short.text, short.name, short.kb_id) == ("التنظيم", "تنظيم داعش", name.kb_id)
    assert doc.text[short.start : short.end] == short.text


@pytest.mark.parametrize("text", ["", "\n", "؟!", "داعش"])
def test_odd_texts(text, rules):
    assert isinstance(rules(text)._.actor_mentions, list)


def test_mentions_survive_storage_and_pipe(rules):
    text = "هاجم تنظيم داعش القرية، وقال التنظيم إنه سيطر عليها."
    doc = rules(text)
    [stored] = DocBin(docs=[doc]).get_docs(rules.vocab)
    again = Doc(rules.vocab).from_bytes(doc.to_bytes())
    [piped] = rules.pipe([text])
    assert links(doc) == links(stored) == links(again) == links(piped)
