"""Tags of the recogniser: entities to paths and back, and the best path by brute force."""

from __future__ import annotations

from itertools import pairwise, product

import numpy
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from conflict_nlp.ner.network import negative_log_likelihood
from conflict_nlp.ner.tags import FORBIDDEN, allowed_tags, best_paths, decode, encode, forbidden_steps, outside_probabilities, tags_for

LABELS = ("LOC", "PER")
TAGS = tags_for(LABELS)
INDEX = {tag: i for i, tag in enumerate(TAGS)}


@st.composite
def entities(draw):
    """Entities of a sentence of twelve tokens, none over another."""
    found, at = [], 0
    while at < 12:
        start = draw(st.integers(at, 12))
        end = draw(st.integers(start, 12))
        if end > start:
            found.append((start, end, draw(st.sampled_from(LABELS))))
        at = end + 1
    return found


@given(entities())
def test_a_path_gives_its_entities_back(found):
    assert decode(encode(found, 0, 12, INDEX), TAGS) == found


@given(entities())
def test_every_encoded_path_is_well_formed(found):
    steps = forbidden_steps(TAGS)
    path = encode(found, 0, 12, INDEX)
    assert steps[len(TAGS), path[0]] == steps[len(TAGS) + 1, path[-1]] == 0
    assert all(steps[a, b] == 0 for a, b in pairwise(path))


def test_an_entity_over_the_border_of_a_sentence_is_cut():
    assert decode(encode([(3, 8, "PER")], 0, 5, INDEX), TAGS) == [(3, 5, "PER")]
    assert decode(encode([(3, 8, "PER")], 5, 10, INDEX), TAGS, start=5) == [(5, 8, "PER")]


def test_unknown_labels_are_left_out():
    assert encode([(0, 2, "WEAPON")], 0, 3, INDEX) == [0, 0, 0]


@pytest.mark.parametrize(("first", "second"), [("O", "I-PER"), ("B-PER", "O"), ("B-PER", "I-LOC"), ("S-LOC", "E-LOC"), ("E-PER", "I-PER")])
def test_forbidden_steps(first, second):
    assert forbidden_steps(TAGS)[INDEX[first], INDEX[second]] == FORBIDDEN


def scores_of(seed, tokens):
    rng = numpy.random.default_rng(seed)
    return rng.normal(size=(1, tokens, len(TAGS))).astype("float32"), (rng.normal(size=(len(TAGS) + 2, len(TAGS)))).astype("float32")


def value(path, scores, steps):
    n = len(TAGS)
    total = steps[n, path[0]] + steps[n + 1, path[-1]] + sum(scores[0, t, tag] for t, tag in enumerate(path))
    return total + sum(steps[a, b] for a, b in pairwise(path))


@pytest.mark.parametrize("seed", range(5))
def test_the_best_path_is_the_best_of_all(seed):
    scores, steps = scores_of(seed, 4)
    everything = product(range(len(TAGS)), repeat=4)
    best = max(everything, key=lambda path: value(path, scores, steps))
    assert best_paths(scores, steps, [4]) == [list(best)]


@pytest.mark.parametrize("seed", range(3))
def test_the_probability_of_being_outside_is_the_share_of_such_paths(seed):
    """Of a sentence of three tokens and one of two in one batch."""
    scores, steps = scores_of(seed, 3)
    both = numpy.concatenate([scores, scores])
    for length, found in zip((3, 2), outside_probabilities(both, steps, [3, 2]), strict=True):
        paths = list(product(range(len(TAGS)), repeat=length))
        weights = numpy.exp([float(value(path, scores, steps)) for path in paths])
        expected = [weights[[path[at] == 0 for path in paths]].sum() / weights.sum() for at in range(length)]
        assert found == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_the_loss_is_the_share_of_the_gold_path(seed):
    scores, steps = scores_of(seed, 3)
    values = torch.tensor([float(value(path, scores, steps)) for path in product(range(len(TAGS)), repeat=3)])
    gold = [0, 4, 2]
    expected = torch.logsumexp(values, 0) - float(value(gold, scores, steps))
    loss = negative_log_likelihood(torch.tensor(scores), torch.tensor(steps), only(gold), torch.tensor([3]))
    assert float(loss[0]) == pytest.approx(float(expected), rel=1e-4)


def only(*paths):
    """What allows each sentence its gold path alone."""
    return torch.tensor(numpy.array([allowed_tags(path, TAGS, LABELS) for path in paths]))


def test_what_a_corpus_does_not_mark_may_be_outside_or_not():
    allowed = allowed_tags([0, TAGS.index("S-PER")], TAGS, ["PER"])
    assert {tag for tag, free in zip(TAGS, allowed[0], strict=True) if free} == {"O", "B-LOC", "I-LOC", "E-LOC", "S-LOC"}
    assert {tag for tag, free in zip(TAGS, allowed[1], strict=True) if free} == {"S-PER"}


@pytest.mark.parametrize("seed", range(3))
def test_the_loss_of_what_is_not_marked_is_the_share_of_all_paths_that_agree(seed):
    scores, steps = scores_of(seed, 3)
    gold = [0, TAGS.index("S-PER"), 0]
    allowed = allowed_tags(gold, TAGS, ["PER"])
    paths = list(product(range(len(TAGS)), repeat=3))
    values = torch.tensor([float(value(path, scores, steps)) for path in paths])
    agree = torch.tensor([all(allowed[t, tag] for t, tag in enumerate(path)) for path in paths])
    expected = torch.logsumexp(values, 0) - torch.logsumexp(values[agree], 0)
    given = torch.tensor(allowed[None])
    loss = negative_log_likelihood(torch.tensor(scores), torch.tensor(steps), given, torch.tensor([3]))
    assert float(loss[0]) == pytest.approx(float(expected), rel=1e-4)


def test_padding_changes_nothing():
    scores, steps = scores_of(0, 5)
    longer = numpy.concatenate([scores, scores + 1], axis=1)
    assert best_paths(longer, steps, [5]) == best_paths(scores, steps, [5])
    gold = only([0, 4, 0, 0, 0])
    wide = torch.cat([gold, torch.ones_like(gold)], 1)
    lengths = torch.tensor([5])
    short_loss = negative_log_likelihood(torch.tensor(scores), torch.tensor(steps), gold, lengths)
    long_loss = negative_log_likelihood(torch.tensor(longer), torch.tensor(steps), wide, lengths)
    assert torch.allclose(short_loss, long_loss)
