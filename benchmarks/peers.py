"""The pipeline and its parts beside spaCy, CAMeL Tools and PyArabic: words a second, memory, start, and growth with the document's length.

    python benchmarks/peers.py [TEXTS.jsonl[.xz]] [--model rules] [--documents 300] [--rounds 5] [--kilobytes 1 10 100 1000]

All read the same texts in one run and take turns, so that a change of the machine's speed hits all alike. A part is compared with what
others offer for the same: tokens with tokens, numbers with numbers, the whole pipeline (names, claims, events) with spaCy's tokenizer and
its CNN recogniser, which finds names only. CAMeL Tools' morphological tokenizer is left out where its data are not installed, PyArabic
where it is not. Start (import, load, first text), the pass in which the other texts are new, and peak memory are those of a fresh process
that does nothing else; the warm passes follow, since several remember words.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from texts import arguments, on_one_core, sample, seconds

Work = Callable[[str], object]


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--kilobytes", type=int, nargs="*", default=[1, 10, 100, 1000])
    parser.add_argument("--alone", help=argparse.SUPPRESS)  # what a fresh process measures
    options = parser.parse_args()
    on_one_core()
    texts = list(sample(options.texts, options.documents))
    if options.alone:
        print(json.dumps(alone(options.alone, texts, options.model)))
        return
    speeds(texts, options)
    growth(texts, options)


def speeds(texts: list[str], options: argparse.Namespace) -> None:
    """The table: each group against its first, which is the library's."""
    words = sum(len(text.split()) for text in texts)
    ready = {group: {name: make(options.model) for name, make in makers.items()} for group, makers in CONTESTANTS.items()}
    contestants = [(group, name, work) for group, members in ready.items() for name, work in members.items()]
    times: dict[tuple[str, str], list[float]] = {(group, name): [] for group, name, _ in contestants}
    for turn in range(options.rounds + 1):
        for group, name, work in contestants:
            spent = seconds(lambda work=work: [work(text) for text in texts])
            if turn:  # the first fills caches
                times[group, name].append(spent)
    print(f"{len(texts)} documents, {words:,} words, {options.rounds} rounds, one core; ratio: how many times as fast the library is")
    print(f"{'':8} {'':34} {'words/s':>9} {'ratio':>6} {'new':>9} {'import s':>9} {'load s':>7} {'first s':>8} {'peak MB':>8}")
    for group, members in ready.items():
        own = median(times[group, next(iter(members))])
        for name in members:
            middle, apart = median(times[group, name]), fresh(name, options)
            print(f"{group:8} {name:34} {words / middle:9,.0f} {middle / own:6.2f}", end=" ")
            print(f"{words / apart['pass']:9,.0f} {apart['import']:9.2f} {apart['load']:7.2f} {apart['first']:8.2f} {apart['peak']:8,.0f}")


def growth(texts: list[str], options: argparse.Namespace) -> None:
    """The same text as many short documents and as one long: where each kilobyte takes as long, time grows with the length alone."""
    if not options.kilobytes:
        return
    work = whole(options.model)
    total = max(options.kilobytes)
    supply = "\n".join(texts).encode()
    supply = (supply * (1 + 1000 * total // len(supply)))[: 1000 * total]
    print(f"{'KB':>6} {'ms/KB':>7}   the whole pipeline on {total:,} KB in documents of this length")
    for size in options.kilobytes:
        documents = [supply[at : at + 1000 * size].decode(errors="ignore") for at in range(0, len(supply), 1000 * size)]
        spent = [seconds(lambda documents=documents: [work(text) for text in documents]) for _ in range(2)]
        print(f"{size:6,} {1000 * min(spent) / total:7.2f}")


def fresh(name: str, options: argparse.Namespace) -> dict[str, float]:
    """What a process measures that does only this."""
    command = [sys.executable, __file__, options.texts, "--model", options.model, "--documents", options.documents, "--alone", name]
    output = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, check=True).stdout
    found: dict[str, float] = json.loads(output)
    return found


def alone(name: str, texts: list[str], model: str) -> dict[str, float]:
    """Seconds of import, load, first text and first pass, and the peak of memory, in this process."""
    make = next(members[name] for members in CONTESTANTS.values() if name in members)
    begun = time.perf_counter()
    for module in IMPORTS[name]:
        __import__(module)
    imported = time.perf_counter()
    work = make(model)
    loaded = time.perf_counter()
    work(texts[0])
    first = time.perf_counter()
    passed = seconds(lambda: [work(text) for text in texts])
    return {"import": imported - begun, "load": loaded - imported, "first": first - loaded, "pass": passed, "peak": peak()}


def peak() -> float:
    """Megabytes (Linux; what `getrusage` tells is at least that of the parent)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1e3


def own_tokens(model: str) -> Work:
    import conflict_nlp

    return conflict_nlp.load(model).make_doc


def whole(model: str) -> Work:
    import conflict_nlp

    return conflict_nlp.load(model)


def own_numbers(_: str) -> Work:
    from conflict_nlp import find_quantities

    return find_quantities


def spacy_tokens(_: str) -> Work:
    import spacy

    return spacy.blank("ar")


def spacy_names(_: str) -> Work:
    from pipeline import blank_ner

    return blank_ner()


def camel_tokens(_: str) -> Work:
    from camel_tools.tokenizers.word import simple_word_tokenize

    return simple_word_tokenize


def camel_normal(_: str) -> Work:
    """Tokens with normal forms, which `conflict-nlp tokens` gives too."""
    from camel_tools.tokenizers.word import simple_word_tokenize
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar, normalize_unicode

    def work(text: str) -> list[str]:
        text = dediac_ar(normalize_unicode(text))
        return list(simple_word_tokenize(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))))

    return work


def pyarabic_tokens(_: str) -> Work:
    from pyarabic.araby import tokenize

    return tokenize


def pyarabic_numbers(_: str) -> Work:
    """Number words and their values."""
    from pyarabic.number import extract_number_phrases, text2number

    return lambda text: [text2number(phrase) for phrase in extract_number_phrases(text)]


CONTESTANTS: dict[str, dict[str, Callable[[str], Work]]] = {
    "tokens": {
        "conflict-nlp, clitics and norms": own_tokens,
        "spaCy blank": spacy_tokens,
        "CAMeL simple_word_tokenize": camel_tokens,
        "CAMeL the same, normalised": camel_normal,
    },
    "numbers": {"conflict-nlp find_quantities": own_numbers},
    "whole": {"conflict-nlp, names to events": whole, "spaCy tokenizer + CNN names": spacy_names},
}
if find_spec("pyarabic"):
    CONTESTANTS["tokens"]["PyArabic tokenize"] = pyarabic_tokens
    CONTESTANTS["numbers"]["PyArabic number words"] = pyarabic_numbers
IMPORTS = {
    name: [{"c": "conflict_nlp.api", "s": "spacy", "C": "camel_tools.tokenizers.word", "P": "pyarabic.number"}[name[0]]]
    for members in CONTESTANTS.values()
    for name in members
}


if __name__ == "__main__":
    main()
