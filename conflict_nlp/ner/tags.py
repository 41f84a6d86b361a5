"""The tag scheme of the recogniser (begin, inside, end, single, outside) and the best path through scores of tags."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

Floats = NDArray[numpy.float32]
Entity = tuple[int, int, str]

OUTSIDE = "O"
# Key of a training Doc's `user_data`: the labels its corpus marks, where these are not all. Of the others it says nothing: what it leaves
# outside may be one of them.
MARKED_LABELS = "marked_labels"
# What no sequence of tags may do costs this much.
FORBIDDEN = -1e4


def tags_for(labels: Sequence[str]) -> list[str]:
    """The tags of entity `labels`: `O`, then B-, I-, E- and S- of each label."""
    return [OUTSIDE, *(f"{position}-{label}" for label in labels for position in "BIES")]


def forbidden_steps(tags: Sequence[str]) -> Floats:
    """(n + 2, n) scores: 0 where the step from tag to tag is well formed, else `FORBIDDEN`; the last rows are for the first and
    the last tag of a sentence."""
    begins = numpy.array([tag[0] in "OBS" for tag in tags])
    ends = numpy.array([tag[0] in "OES" for tag in tags])
    label = numpy.array([tag[2:] for tag in tags])
    inside = label[:, None] == label[None, :]
    allowed = numpy.where(ends[:, None], begins[None, :], inside & ~begins[None, :])
    return numpy.where(numpy.vstack([allowed, begins, ends]), 0.0, FORBIDDEN).astype("float32")


def encode(entities: Sequence[Entity], start: int, end: int, index: dict[str, int]) -> list[int]:
    """The tags of the tokens `start`..`end` as numbers; an entity that reaches over the border is cut there, one with a label that
    `index` lacks is left out."""
    path = [index[OUTSIDE]] * (end - start)
    for first, last, label in entities:
        first, last = max(first, start) - start, min(last, end) - start
        if first >= last or f"S-{label}" not in index:
            continue
        if last - first == 1:
            path[first] = index[f"S-{label}"]
            continue
        path[first:last] = [index[f"B-{label}"], *[index[f"I-{label}"]] * (last - first - 2), index[f"E-{label}"]]
    return path


def allowed_tags(path: Sequence[int], tags: Sequence[str], marked: Collection[str]) -> NDArray[numpy.bool_]:
    """(tokens, tags): the tags of a path; where it is outside, also those of labels that are not `marked`."""
    allowed: NDArray[numpy.bool_] = numpy.eye(len(tags), dtype=bool)[numpy.asarray(path)]
    outside = allowed[:, tags.index(OUTSIDE)]
    allowed[outside] |= numpy.array([tag != OUTSIDE and tag[2:] not in marked for tag in tags])
    return allowed


def decode(path: Sequence[int], tags: Sequence[str], start: int = 0) -> list[Entity]:
    """The entities of a well-formed path, their tokens counted from `start`."""
    entities = []
    begin = 0
    for i, number in enumerate(path):
        tag = tags[number]
        if tag[0] in "BS":
            begin = i
        if tag[0] in "ES":
            entities.append((start + begin, start + i + 1, tag[2:]))
    return entities


def best_paths(scores: Floats, steps: Floats, lengths: Sequence[int]) -> list[list[int]]:
    """The best tags of each sentence (Viterbi). `scores` is (sentences, tokens, tags), `steps` (tags + 2, tags) as in
    `forbidden_steps`, `lengths` the tokens of each sentence, all at least 1."""
    n = scores.shape[2]
    between, first, last = steps[:n], steps[n], steps[n + 1]
    best = first + scores[:, 0]
    bests = [best]
    back: list[NDArray[Any]] = []
    for t in range(1, scores.shape[1]):
        ways = best[:, :, None] + between
        before = ways.argmax(axis=1)
        back.append(before)
        best = numpy.take_along_axis(ways, before[:, None], axis=1)[:, 0] + scores[:, t]
        bests.append(best)
    paths = []
    for row, length in enumerate(lengths):
        tag = int((bests[length - 1][row] + last).argmax())
        path = [tag]
        for before in reversed(back[: length - 1]):
            tag = int(before[row, tag])
            path.append(tag)
        paths.append(path[::-1])
    return paths


def outside_probabilities(scores: Floats, steps: Floats, lengths: Sequence[int]) -> list[Floats]:
    """How probable it is of each token of each sentence to be in no entity, over all paths (forward and backward); arguments as of
    `best_paths`."""
    n = scores.shape[2]
    between, first, last = (numpy.exp(part.astype("float64")) for part in (steps[:n], steps[n], steps[n + 1]))
    emitted = numpy.exp(scores.astype("float64") - scores.max(axis=2, keepdims=True))
    forward = _even(first * emitted[:, 0])
    forwards = [forward]
    for t in range(1, scores.shape[1]):
        forward = _even(forward @ between * emitted[:, t])
        forwards.append(forward)
    ends = numpy.asarray(lengths) - 1
    backward = numpy.broadcast_to(last, forward.shape)
    outside = numpy.empty(scores.shape[:2], dtype="float32")
    for t in range(scores.shape[1] - 1, -1, -1):
        if t + 1 < scores.shape[1]:
            backward = numpy.where((ends <= t)[:, None], last, _even(backward * emitted[:, t + 1] @ between.T))
        outside[:, t] = _even(forwards[t] * backward)[:, 0]  # the tag `OUTSIDE` is the first
    return [outside[row, :length] for row, length in enumerate(lengths)]


def _even(weights: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """With a sum of 1 in each row, so that nothing becomes too small for a number."""
    even: NDArray[numpy.float64] = weights / weights.sum(axis=1, keepdims=True)
    return even
