"""Corpora as training data: readers of each format, the practice of labels, leaks, and Docs made of whole tokens."""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from conflict_nlp.ner.tags import MARKED_LABELS
from conflict_nlp.resources import read_table
from conflict_nlp.text.normalize import normalize
from scripts.corpora.augment import swapped
from scripts.corpora.build import build, to_doc
from scripts.corpora.practice import in_practice
from scripts.corpora.readers import READERS, read_standoff
from scripts.corpora.records import Record, from_words, label_map, leaks, shingles, with_labels
from scripts.corpora.variants import KINDS, vary


def named(record):
    return [(record.text[start:end], label) for start, end, label in record.entities]


@pytest.mark.parametrize(
    ("reader", "name", "content", "expected"),
    [
        (
            "anercorp",
            "train.txt",
            "زار O\nسامر B-PERS\nالحداد I-PERS\nوحلب B-LOC\n\nثم I-LOC\n",
            [[("سامر الحداد", "PER"), ("وحلب", "LOC")], [("ثم", "LOC")]],
        ),
        ("newsfane", "train.tsv", "في\tO\nحلب\tB-Population-Center\n", [[("حلب", "Population-Center")]]),
        ("wojood", "train.txt", "حلب B-GPE\nقرب B-OCC B-ORG\n$#$ O\n", [[("حلب", "GPE"), ("قرب", "OCC")]]),
        ("aqmar", "Article.txt", "الذرة B-MIS1\nفي O\nحلب B-LOC\nثم OO\n", [[("الذرة", "MIS"), ("حلب", "LOC")]]),
        ("idrisi", "event/train.txt", "في O\nتل B-CITY\nرفعت L-CITY\nو O\nحلب U-CITY\n", [[("تل رفعت", "CITY"), ("حلب", "CITY")]]),
    ],
)
def test_readers(tmp_path, reader, name, content, expected):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf8")
    records = list(READERS[reader](tmp_path if reader in ("aqmar", "idrisi") else path))
    assert [named(record) for record in records] == expected


def test_adjacent_entities_stay_two():
    record = from_words("c", "1", ["حلب", "دمشق", "غادر"], ["B-LOC", "B-LOC", "O"])
    assert named(record) == [("حلب", "LOC"), ("دمشق", "LOC")]


TEXT = "قصف الجيش السوري حلب"


def standoff(tmp_path, text=TEXT):
    news = tmp_path / "news.jsonl.xz"
    with lzma.open(news, "wt", encoding="utf8") as file:
        file.write(json.dumps({"id": "a1", "source": "s", "title": "", "text": text}) + "\n")
    records = tmp_path / "train.jsonl"
    entities = [[4, 16, "ARM"], [17, 20, "LOC"]]
    records.write_text(json.dumps({"id": "a1", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "entities": entities}), encoding="utf8")
    return records, news


def test_standoff_annotations_find_their_text(tmp_path):
    (record,) = read_standoff(*standoff(tmp_path))
    assert named(record) == [("الجيش السوري", "ARM"), ("حلب", "LOC")]


def test_a_changed_text_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="not the one that was annotated"):
        list(read_standoff(*standoff(tmp_path, TEXT + " ")))


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        # Armies and ministries, which ANERcorp does not mark, get labels of their own.
        ("الجيش السوري", "ARM", ("الجيش السوري", "FORCE")),
        ("وزارة الدفاع", "GOV", ("وزارة الدفاع", "GOV")),
        # Groups are organisations; some type words are left before the name.
        ("تنظيم القاعدة", "ARM", ("تنظيم القاعدة", "ORG")),
        ("حركة الشباب", "ARM", ("الشباب", "ORG")),
        ("صحيفة «النهار»", "ORG", ("النهار", "ORG")),
        ("صحيفة (النهار )", "ORG", ("النهار", "ORG")),
        ("حزب الله", "ARM", ("حزب الله", "ORG")),
        # Sites and events as a whole.
        ("مطار حلب", "LOC", ("مطار حلب", "SITE")),
        ("حلب", "LOC", ("حلب", "LOC")),
        ("كأس العرب", "MISC", ("كأس العرب", "EVENT")),
        ("الدولار الأمريكي", "MISC", ("الدولار", "MISC")),
        # A type word alone is the name.
        ("الدوري", "MISC", ("الدوري", "MISC")),
    ],
)
def test_practice(text, label, expected):
    assert named(in_practice(Record("c", "1", text, ((0, len(text), label),)))) == [expected]


def test_labels_without_a_row_are_an_error():
    record = Record("anercorp", "1", "حلب", ((0, 3, "PLANET"),))
    with pytest.raises(ValueError, match="PLANET"):
        list(with_labels([record], label_map("anercorp")))


def test_labels_that_are_not_taken():
    record = Record("aqmar", "1", "حلب ذرة", ((0, 3, "LOC"), (4, 7, "MIS")))
    assert [named(r) for r in with_labels([record], label_map("aqmar"))] == [[("حلب", "LOC")]]


LONG = "قال متحدث باسم الحكومة يوم الثلاثاء إن عدد القتلى ارتفع إلى خمسة في قصف على بلدة صغيرة"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LONG, True),
        # The same words in another spelling.
        (LONG.replace("إن", "ان").replace("إلى", "الى"), True),
        ("قال متحدث باسم الحكومة يوم الثلاثاء إن الوضع هادئ والحياة عادت إلى طبيعتها في كل المدن والقرى القريبة", False),
        ("قال متحدث", False),
    ],
)
def test_leaks(text, expected):
    assert leaks(Record("c", "1", text, ()), shingles(LONG)) is expected


@pytest.fixture(scope="module")
def nlp():
    return spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "conflict_nlp.ArabicTokenizer.v1"}}})


def test_whole_words_lose_their_proclitics(nlp):
    record = Record("c", "1", "زار وحلب", ((4, 8, "LOC"),))
    assert [ent.text for ent in to_doc(nlp, record, whole_words=True).ents] == ["حلب"]


def test_entities_that_cut_a_token_are_an_error(nlp):
    with pytest.raises(ValueError, match="whole tokens"):
        to_doc(nlp, Record("c", "1", "زار حلب", ((4, 6, "LOC"),)), whole_words=False)


def test_build_keeps_test_texts_out(tmp_path):
    lines = [json.dumps({"id": str(i), "text": text, "entities": []}) for i, text in enumerate([LONG, "نص آخر تماما لا علاقة له بما سبق"])]
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf8")
    (tmp_path / "test.jsonl").write_text(lines[0], encoding="utf8")
    config = {"held_out": {"test": {"reader": "jsonl", "path": "test.jsonl"}}, "corpora": {"all": {"reader": "jsonl", "path": "all.jsonl"}}}
    assert build(config, tmp_path, tmp_path / "out")["all"] == {"left out as leaks": 1, "train": 1, "words": 8}


def test_the_configurations_name_files_of_the_repository():
    for path in Path("configs/corpora").glob("*.cfg"):
        assert spacy.util.load_config(path)["corpora"]


@pytest.mark.parametrize("kind", KINDS)
def test_variants_keep_their_entities(kind):
    text = "أعلنت وزارة الدفاع في مدينة إدلب أن فاطمة الأنصاري وصلت إلى مصراتة ولحلب"
    names = ("وزارة الدفاع", "إدلب", "فاطمة الأنصاري", "مصراتة", "حلب")
    entities = tuple((text.index(name), text.index(name) + len(name), "X") for name in names)
    varied = vary(Record("c", "1", text, entities), kind)
    assert varied == vary(Record("c", "1", text, entities), kind)
    assert varied.text != text
    assert [normalize(name) for name, _ in named(varied)] == [normalize(name) for name in names]


def test_a_hashtag_sign_stands_before_whole_words_only():
    varied = vary(Record("c", "1", "زار وحلب", ((5, 8, "LOC"),)), "hashtags")
    assert varied.text == "زار وحلب"


def marked(nlp, text, *entities):
    doc = nlp.make_doc(text)
    doc.set_ents([doc.char_span(text.index(name), text.index(name) + len(name), label) for name, label in entities])
    return doc


class TestExchangedNames:
    @pytest.fixture
    def docs(self, nlp):
        return [
            marked(nlp, "زار سامر الحداد حلب أمس.", ("سامر الحداد", "PER"), ("حلب", "LOC")),
            marked(nlp, "قال فادي العلي إن الوضع في تل منين هادئ.", ("فادي العلي", "PER"), ("تل منين", "LOC")),
        ]

    def test_names_take_the_places_of_their_kind(self, nlp, docs):
        names = {"PER": {"سامر الحداد", "فادي العلي"}, "LOC": {"حلب", "تل منين"}}
        copies = list(swapped(nlp, docs, share=1.0, listed=0.0, seed=1))
        assert len(copies) == 2
        for copy, doc in zip(copies, docs, strict=True):
            assert [ent.label_ for ent in copy.ents] == [ent.label_ for ent in doc.ents]
            assert all(ent.text in names[ent.label_] for ent in copy.ents)
            outside = [[token.text for token in one if not token.ent_type] for one in (copy, doc)]
            assert outside[0] == outside[1]
        assert any(copy.text != doc.text for copy, doc in zip(copies, docs, strict=True))

    def test_the_same_seed_gives_the_same_copies(self, nlp, docs):
        first, second = ([copy.text for copy in swapped(nlp, docs, share=0.5, listed=0.0, seed=3)] for _ in range(2))
        assert first == second

    def test_names_out_of_the_lists(self, nlp, docs):
        docs.append(marked(nlp, "وقالت مؤسسة الأفق الجديد ذلك.", ("مؤسسة الأفق الجديد", "ORG")))
        given = {row["name"] for row in read_table("given_names")}
        places = {name for row in read_table("places") for name in (row["name"], *row["variants"].split("|"))}
        copies = [copy for seed in range(5) for copy in swapped(nlp, docs, share=1.0, listed=1.0, seed=seed)]
        assert len(copies) > 12
        own = {ent.text for doc in docs for ent in doc.ents}
        assert not own & {ent.text for copy in copies for ent in copy.ents}
        for ent in (ent for copy in copies for ent in copy.ents):
            match ent.label_:
                case "PER":
                    assert any(ent.text.startswith(f"{name} ") for name in given)
                case "LOC":
                    assert ent.text in places
                case "ORG":
                    assert ent.text != "مؤسسة الأفق الجديد"

    def test_a_name_behind_an_attached_lam_stays(self, nlp):
        """`للعراق` is `ل` and `العراق` without its alef: another name would be written otherwise."""
        doc = marked(nlp, "زار سامر للعراق", ("سامر", "PER"), ("لعراق", "LOC"))
        for copy in swapped(nlp, [doc], share=1.0, listed=0.0, seed=0):
            assert copy.text == doc.text

    def test_other_labels_keep_their_names(self, nlp):
        docs = [marked(nlp, "بلغ الدولار ذلك.", ("الدولار", "MISC")), marked(nlp, "بلغ اليورو ذلك.", ("اليورو", "MISC"))]
        assert list(swapped(nlp, docs, share=1.0, listed=0.0, seed=0)) == []


def test_a_corpus_says_which_labels_it_marks(tmp_path):
    """And its copies do; the text of others says nothing of it."""
    (tmp_path / "train.txt").write_text("زار O\nسامر B-PERS\nحلب B-LOC\n\nزار O\nفادي B-PERS\nدمشق B-LOC\n", encoding="utf8")
    record = {"id": "a", "text": "قصف الجيش حلب", "entities": [{"start": 10, "end": 13, "label": "LOC"}]}
    (tmp_path / "other.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf8")
    some = {
        "reader": "anercorp",
        "path": "train.txt",
        "labels": "anercorp",
        "whole_words": True,
        "marks": ["PER", "LOC"],
        "swap": 1.0,
        "spell": ["tatweel"],
    }
    report = build({"corpora": {"some": some, "all": {"reader": "jsonl", "path": "other.jsonl"}}}, tmp_path, tmp_path / "out")
    docs = list(DocBin().from_disk(tmp_path / "out" / "train.spacy").get_docs(spacy.blank("ar").vocab))
    copies = report["some"]["copies with other names"] + report["some"]["copies in other spellings"]
    assert copies >= 3
    assert [list(doc.user_data.get(MARKED_LABELS, ())) for doc in docs] == [["PER", "LOC"]] * (2 + copies) + [[]]
