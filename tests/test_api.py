"""`load`, `pipe`, `to_dataframe`, and the package's own surface."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import conflict_nlp
from conflict_nlp import ConflictNLPError, api, load, pipe, to_dataframe


def collect(records, nlp: Language, **options: int) -> tuple[list[Doc], list[str]]:
    """The documents that come out of `pipe`, and the errors as `code document`."""
    errors: list[ConflictNLPError] = []
    docs = list(pipe(records, nlp=nlp, on_error=errors.append, **options))
    return docs, [f"{error.code} {error.document}" for error in errors]


@pytest.mark.parametrize("name", conflict_nlp.__all__)
def test_public_name_exists(name: str) -> None:
    assert getattr(conflict_nlp, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = conflict_nlp.no_such_thing


def test_pipe_keeps_order_and_facts(nlp: Language) -> None:
    records = [
        "5 قتيلا",
        {"id": 7, "text": "6 قتيلا", "title": "عنوان", "date": datetime.date(2016, 1, 2), "source": "صحيفة", "url": "https://example.org"},
        {"id": "z", "text": "", "extra": [1]},
    ]
    docs = list(pipe(records, nlp=nlp))
    assert [doc._.document_id for doc in docs] == ["1", "7", "z"]
    assert docs[1].text == "عنوان\n6 قتيلا"
    assert docs[1]._.casualty_claims[0].start == 6
    assert (docs[1]._.document_date, docs[1]._.outlet) == ("2016-01-02", "صحيفة")
    assert (docs[0]._.document_date, docs[0]._.outlet) == (None, None)


def test_pipe_is_lazy(nlp: Language) -> None:
    def endless():
        while True:
            yield f"{next(numbers)} قتيلا"

    numbers = iter(range(10**9))
    docs = pipe(endless(), nlp=nlp, batch_size=2)
    assert [next(docs)._.casualty_claims[0].low for _ in range(5)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("record", "error"),
    [
        (5, "CN003 2"),
        (None, "CN003 2"),
        ({}, "CN004 2"),
        ({"id": "a", "text": None}, "CN004 a"),
        ({"id": "a", "text": b"x"}, "CN001 a"),
        ({"id": "a", "text": ["x"]}, "CN001 a"),
        ({"id": "a", "text": "x", "title": 5}, "CN005 a"),
        ({"id": "a", "text": "x", "date": 2016}, "CN005 a"),
        ({"id": "a", "text": "x \ud83d"}, "CN006 a"),
        ({"id": "\udc00", "text": "x"}, "CN006 \udc00"),
        ({"id": "1", "text": "x"}, "CN008 1"),
        ({"id": "a", "text": "عطب"}, "CN009 a"),
    ],
)
@pytest.mark.parametrize("n_process", [1, 2])
def test_bad_document_is_reported_and_the_rest_goes_on(nlp: Language, record: object, error: str, n_process: int) -> None:
    docs, errors = collect(["5 قتيلا", record, "6 قتيلا"], nlp, n_process=n_process, batch_size=2)
    assert errors == [error]
    assert [(doc._.document_id, doc._.casualty_claims[0].low) for doc in docs] == [("1", 5), ("3", 6)]


def test_first_bad_document_raises_by_default(nlp: Language) -> None:
    docs = pipe(["5 قتيلا", "عطب", "6 قتيلا"], nlp=nlp)
    assert next(docs)._.document_id == "1"
    with pytest.raises(ConflictNLPError, match=r"CN009.*something broke.*'2'"):
        next(docs)


def test_many_failures_in_a_row(nlp: Language) -> None:
    docs, errors = collect(["عطب"] * 5 + ["5 قتيلا"] + ["عطب"] * 5, nlp, batch_size=3)
    assert [doc._.document_id for doc in docs] == ["6"]
    assert errors == [f"CN009 {n}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11)]


def test_worker_that_dies_costs_only_what_was_on_its_way(nlp: Language) -> None:
    records = ["5 قتيلا"] * 4 + ["هلاك"] + ["6 قتيلا"] * 40
    docs, errors = collect(records, nlp, n_process=2, batch_size=1)
    done = {doc._.document_id for doc in docs}
    assert "CN010 5" in errors
    assert done | {error.split()[1] for error in errors} == {str(n) for n in range(1, 46)}
    assert len(done) >= 35


def test_failure_leaves_the_pipeline_as_it_was(nlp: Language) -> None:
    collect(["عطب"], nlp)
    with pytest.raises(RuntimeError, match="something broke"):
        nlp("عطب")
    with pytest.raises(RuntimeError, match="something broke"):
        list(nlp.pipe(["عطب"]))


def test_text_longer_than_the_pipeline_takes(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 10)
    docs, errors = collect(["5 قتيلا", "x" * 11], nlp)
    assert [doc._.document_id for doc in docs] == ["1"]
    assert errors == ["CN007 2"]


def test_dataframe(nlp: Language) -> None:
    frame = to_dataframe(pipe(["خراب 12 قتيلا و30 جريحا", "لا شيء", "1 قتيلا"], nlp=nlp))
    assert list(frame["document"]) == ["1", "1", "3"]
    assert list(frame["low"]) == [12, 30, 1]
    assert frame["perpetrators"][0] == ["خراب"]
    assert str(frame["high"].dtype) == "Int64"


def test_dataframe_of_nothing_has_the_columns(nlp: Language) -> None:
    frame = to_dataframe([])
    assert len(frame) == 0
    assert "harm" in frame.columns


def test_dataframe_without_pandas_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ConflictNLPError, match=r"CN034.*pip install 'pandas'"):
        to_dataframe([])


def test_load_from_path(model: str) -> None:
    assert load(model).pipe_names == ["stand_in"]
    assert load(Path(model)).pipe_names == ["stand_in"]


@pytest.mark.parametrize("name", ["no_such_model", "/no/such/folder", "../x"])
def test_unknown_model(name: str) -> None:
    with pytest.raises(ConflictNLPError, match="CN030"):
        load(name)


def test_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ConflictNLPError, match="CN031"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("installed", "expected"),
    [
        ({"ar_conflict_news_sm", "ar_conflict_news_trf"}, "ar_conflict_news_trf"),
        ({"ar_conflict_news_sm"}, "ar_conflict_news_sm"),
        (set(), None),
    ],
)
def test_default_model(monkeypatch: pytest.MonkeyPatch, installed: set[str], expected: str | None) -> None:
    rules = spacy.blank("ar")
    monkeypatch.setattr(api, "is_package", installed.__contains__)
    monkeypatch.setattr(spacy, "load", lambda name: name)
    monkeypatch.setattr(api, "_load_rules", lambda: rules)
    assert load() == (expected or rules)
    assert load("rules") is rules
