"""`camel_morphology`, on a miniature database in CAMeL Tools' own format that was written for these tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from conflict_nlp.errors import ConflictNLPError

DATABASE = Path(__file__).parent / "miniature.db"


def pipeline(**settings):
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("camel_morphology", config={"database": str(DATABASE), **settings})
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A verb, a noun and a name, each a token of its own.
        ("قتل جندي", [("قتل", "VERB"), ("جندي", "NOUN")]),
        # A conjunction and a preposition, cut off by the tokenizer, have analyses of their own.
        ("وبحلب", [("و", "CCONJ"), ("ب", "ADP"), ("حلب", "PROPN")]),
        # The article is no token.
        ("الجندي", [("جندي", "NOUN")]),
        # `لل` keeps its second lam with the host.
        ("للأمم", [("ل", "ADP"), ("أمة", "NOUN")]),
        # The future's `س`.
        ("سيقتل", [("س", "AUX"), ("قتل", "VERB")]),
        # Numbers and signs need no database.
        ("12 .", [("", "NUM"), ("", "PUNCT")]),
    ],
)
def test_lemma_and_part_of_speech(nlp, text, expected):
    assert [(token.lemma_, token.pos_) for token in nlp(text)] == expected


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("قتل", "Aspect=Perf|Gender=Masc|Mood=Ind|Number=Sing|Person=3|Voice=Act"),
        ("الجندي", "Definite=Def|Gender=Masc|Number=Sing"),
        ("بحلب", "Case=Gen|Definite=Ind|Gender=Fem|Number=Sing"),
        ("جنديه", "Definite=Cons|Enclitic=3ms_poss|Gender=Masc|Number=Sing"),
    ],
)
def test_features(nlp, text, features):
    assert str(nlp(text)[-1].morph) == features


def test_a_word_that_is_not_in_the_database_is_taken_for_a_name(nlp):
    assert [(token.lemma_, token.pos_) for token in nlp("الباغوز")][-1][1] == "PROPN"


def test_the_likeliest_analysis_wins_unless_a_table_of_words_says_otherwise(tmp_path):
    table = tmp_path / "mle.json"
    noun = {"diac": "قَتْل", "lex": "قَتْل", "bw": "قَتْل/NOUN", "pos": "noun", "prc0": "0", "prc1": "0", "prc2": "0", "prc3": "0"}
    table.write_text(json.dumps({"قتل": noun}), encoding="utf8")
    assert pipeline()("قتل")[0].pos_ == "VERB"
    assert pipeline(mle=str(table))("قتل")[0].pos_ == "NOUN"


def test_vowel_signs_of_lemmas_on_demand():
    assert pipeline(diacritics=True)("جندي")[0].lemma_ == "جُنْدِيّ"


def test_the_text_stays_and_pipe_equals_call(nlp):
    texts = ["وقتل جندي بحلب.", "", "سيقتل  الجندي\n"]
    docs = list(nlp.pipe(texts))
    assert [doc.text for doc in docs] == texts
    assert [[(t.lemma_, t.pos_, str(t.morph)) for t in doc] for doc in docs] == [
        [(t.lemma_, t.pos_, str(t.morph)) for t in nlp(text)] for text in texts
    ]


def test_missing_data_names_the_command_that_installs_them():
    with pytest.raises(ConflictNLPError, match="camel_data -i disambig-mle-calima-msa-r13") as caught:
        pipeline(database=None)
    assert caught.value.code == "CN043"


@pytest.mark.parametrize(
    ("settings", "code"), [({"database": None, "model": "no-such-model"}, "CN044"), ({"database": "nowhere.db"}, "CN024")]
)
def test_what_is_not_there(settings, code):
    with pytest.raises(ConflictNLPError) as caught:
        pipeline(**settings)
    assert caught.value.code == code


def test_it_is_loaded_with_its_settings(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)("بحلب")[-1].pos_ == "PROPN"
