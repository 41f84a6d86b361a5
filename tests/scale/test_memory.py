"""What must not grow with the number of documents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from benchmarks.scale import article
from conflict_nlp import pipe, running, terminal, to_record
from conflict_nlp.ids import SeenIds
from conflict_nlp.inputs import Source, read_items
from tests.ner.tiny import examples, untrained

SENTENCES = ["قال ناطق إن الجيش قصف بلدة النخيل.", "قتل خمسة مدنيين وأصيب 12 في السهل."]


def articles(count: int, first: int = 1) -> list[dict[str, str]]:
    return [article(number, SENTENCES) for number in range(first, first + count)]


@pytest.mark.parametrize("n_process", [1, 2])
def test_results_are_those_of_the_pipe(rules: Language, n_process: int) -> None:
    records = articles(30)
    expected = [to_record(doc) for doc in pipe(records, nlp=rules)]
    for _ in range(2):  # the second time caches know words whose strings were freed
        batches = running.run_batches(rules, running.in_batches(read_items(records), 8), to_record, n_process=n_process)
        assert [result for _, results in batches for result in results] == expected


def test_recogniser_remembers_words_beyond_their_zone() -> None:
    nlp = untrained()
    data = examples(nlp)
    nlp.initialize(lambda: data)
    records = articles(10)

    def names() -> list[object]:
        batches = running.run_batches(nlp, running.in_batches(read_items(records), 3), to_record, n_process=1)
        return [result["entities"] for _, results in batches for result in results]

    assert names() == names() == [to_record(doc)["entities"] for doc in pipe(records, nlp=nlp)]
    assert any(names())


def test_vocabulary_does_not_grow(rules: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_CLEAR_EVERY", 5)

    def after(count: int) -> Iterator[tuple[int, int]]:
        items = read_items(record for n in itertools.count() for record in articles(1, 10_000 + n))
        for _ in itertools.islice(running.run_batches(rules, running.in_batches(items, 10), to_record, n_process=1), count):
            yield len(rules.vocab.strings), rules.vocab.strings._map.capacity

    sizes = list(after(40))
    assert len({strings for strings, _ in sizes[10:]}) == 1
    assert max(capacity for _, capacity in sizes[20:]) <= max(capacity for _, capacity in sizes[:20])


def test_clearing_keeps_what_the_vocabulary_knew(rules: Language) -> None:
    before = [to_record(doc) for doc in pipe(articles(5), nlp=rules)]
    rules.vocab.strings.add("mine")
    kept = set(rules.vocab.strings)
    norms = rules.vocab.lex_attr_getters.copy()
    running._clear_tables(rules.vocab)
    assert set(rules.vocab.strings) == kept
    assert rules.vocab.lex_attr_getters == norms
    assert [to_record(doc) for doc in pipe(articles(5), nlp=rules)] == before


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=3)))
def test_seen_ids_are_a_set(ids: list[str]) -> None:
    seen, expected = SeenIds(), set[str]()
    for id_ in ids:
        assert seen.add(id_) == (id_ not in expected)
        expected.add(id_)
    assert len(seen) == len(expected)


def test_seen_ids_are_small() -> None:
    seen = SeenIds()
    assert all(seen.add(f"article-{number}") for number in range(20_000))
    assert not any(seen.add(f"article-{number}") for number in range(20_000))
    assert len(seen._slots) * seen._slots.itemsize <= 24 * 20_000


@pytest.mark.parametrize(("source", "says"), [("in.jsonl", "3 of 5 documents"), (None, "3 documents, ")])
def test_a_line_a_minute_where_nobody_watches(
    tmp_path: Path, source: str | None, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.jsonl").write_text("{}\n" * 5)
    clock = iter([0.0, 50.0, 70.0])
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(clock))
    path = tmp_path / source if source else None
    assert list(terminal.progress(iter("ab"), [Source(path, "in")], done=1)) == ["a", "b"]
    assert capsys.readouterr().err.startswith(f"conflict-nlp: {says}")
