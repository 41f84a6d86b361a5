"""Where sentences begin. All texts are invented; `|` marks the boundaries and is taken out of the text."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})
    nlp.add_pipe("news_sentencizer")
    return nlp


@pytest.mark.parametrize(
    "marked",
    [
        "قتل جندي. |وجرح آخر.",
        "من قتل؟ |لا أحد! |انتهى؛ |ثم عاد… |والسلام",
        "وقع الهجوم؟! |نعم...|وبعد .. |ثم",
        "سقط قتلى، وجرحى، وأسرى",
        'قال: "انتهى الأمر." |ثم ذهب',
        "قال «انتهى الأمر.» |ثم ذهب (أمس.) |وعاد",
        'انتهى. |"ثم عاد" القائد',
        "على بعد 30.5 كم. |وفي الساعة 12.30 من يوم 4.8.2015. |وبعد",
        "التقى د. سامي وأ.د. هند م. خالد. |وغادروا",
        "نقلت (أ.ف.ب). |وأكدت",
        "عنوان الخبر\n|قتل جندي\n\n|وجرح آخر\n",
        "البنود:\n|1. وقف النار\n|2. تبادل الأسرى. |وانتهى",
        "قتل جندي.\n|وجرح آخر",
        "قتل جندي. \n\n |وجرح آخر",
        "كلمة",
        "",
        " \n ",
    ],
)
def test_boundaries(nlp: Language, marked: str) -> None:
    doc = nlp(marked.replace("|", ""))
    assert [sent.text_with_ws for sent in doc.sents] == [part for part in marked.split("|") if part]


def test_sentences_begin_with_a_word(nlp: Language) -> None:
    doc = nlp("\n\n عنوان\n\n  متن. \n\t وتتمة")
    assert [sent.text.split() for sent in doc.sents] == [["عنوان"], ["متن."], ["وتتمة"]]
    assert not any(sent[0].is_space for sent in list(doc.sents)[1:])


def test_every_token_is_decided(nlp: Language) -> None:
    assert nlp("قتل جندي.").has_annotation("SENT_START", require_complete=True)
