"""How well numbers are read, beside other libraries where they are installed, and how fast, on the same texts in one run.

"exact": the expected values and no other; "found": all expected values among those found. Figures by group of suites in
`numbers/*.jsonl`; the last rows are this repository's invented suites (`tests/quantities`) and the numbers that UD-PUD tags.

    python benchmarks/quantities.py [DATA_FOLDER] [--errors GROUP]
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from conflict_nlp.quantities import find_quantities

ROOT = Path(__file__).parents[1]
GROUPS = {
    "generated words, exact %": ("gen_num2words_ar", "gen_icu_masc"),
    "third-party cardinals, exact %": ("duckling_numeral_ar", "generator_libs_tests", "github_issues", "languagetool", "nemo_itn_cardinal"),
    "ordinals, found %": ("duckling_ordinal_ar", "maha_ordinal", "gen_icu_ordinal"),
    "measures, per cent, fractions, exact %": ("duckling_units_ar", "nemo_itn_other"),
}
TRAPS = ("duckling_traps_phone_time_ar", "arabic_itn_traps")


class Value(NamedTuple):
    """A value that a reader found: a number or two bounds, and whether it is taken for an ordinal or for a count."""

    value: Any
    kind: str


Reader = Callable[[str], list[Any]]
ROUNDS = 7


def ours(text: str) -> list[Value]:
    """The quantities of this library."""
    found = []
    for q in find_quantities(text):
        bounded = q.value is None or q.low != q.high
        found.append(Value([q.low, q.high] if bounded else q.value, q.kind))
    return found


def digits_regex(text: str) -> list[Value]:
    """Runs of digits with separators: what a simple regular expression finds."""
    found = re.findall(r"\d+(?:[.,٬٫]\d+)*", text)
    return [Value(float(re.sub("[,٬]", "", f).replace("٫", ".")), "cardinal") for f in found if f.count(".") + f.count("٫") < 2]


def pyarabic() -> Reader:
    """Number phrases of pyarabic, each read on its own."""
    number = importlib.import_module("pyarabic.number")

    def read(text: str) -> list[Value]:
        if "O" not in number.detect_numbers([w for w in text.split() if w != "و"]) and (whole := number.text2number(text)):
            return [Value(whole, "cardinal")]
        values = []
        for phrase in number.extract_number_phrases(text):
            bare = phrase.removeprefix("و") if re.search(r"\d", phrase) else phrase
            values.append(Value(float(bare) if re.fullmatch(r"\d+(\.\d+)?", bare) else number.text2number(phrase), "cardinal"))
        return values

    return read


def ovos() -> Reader:
    """ovos-number-parser."""
    module = importlib.import_module("ovos_number_parser.numbers_ar")
    return lambda text: [Value(v, "cardinal") for v in module.extract_numbers_ar(text)]


def ovos_ordinals() -> Reader:
    """ovos-number-parser, asked for ordinals."""
    module = importlib.import_module("ovos_number_parser.numbers_ar")
    return lambda text: [Value(v, "ordinal") for v in module.extract_numbers_ar(text, ordinals=True)]


def arabic_itn() -> Reader:
    """arabic-itn: the digits that its normalised text holds."""
    module = importlib.import_module("arabic_itn")
    return lambda text: digits_regex(module.normalize(text)["text"])


def readers() -> dict[str, tuple[Reader, Reader]]:
    """Name -> (reader, reader of ordinals) of what is installed."""
    found: dict[str, tuple[Reader, Reader]] = {"conflict_nlp": (ours, ours), "digits regex": (digits_regex, digits_regex)}
    for name, make, ordinals in (
        ("pyarabic", pyarabic, pyarabic),
        ("ovos-number-parser", ovos, ovos_ordinals),
        ("arabic-itn", arabic_itn, arabic_itn),
    ):
        try:
            found[name] = (make(), ordinals())
        except ImportError:
            continue
    return found


def key(value: Any) -> str:
    """A value so that 2 and 2.0 are the same."""
    if isinstance(value, list):
        # A bare "at most" has the lower bound 0 here, none in some suites.
        low, high = value
        return f"{key(low or 0)}..{'' if high is None else key(high)}"
    try:
        return f"{float(value):.6g}" if isinstance(value, float) else str(int(value))
    except (TypeError, ValueError, OverflowError):
        return str(value)


def suite(folder: Path, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The records of some suites."""
    return [json.loads(line) for name in names for line in (folder / f"{name}.jsonl").read_text(encoding="utf8").splitlines()]


def right(record: dict[str, Any], found: list[Value], *, exact: bool) -> bool:
    """Whether the values found are those of the record."""
    if record["mode"] == "none":
        return not [f for f in found if f.kind == "ordinal" or record["source"].startswith("NVIDIA")]
    expected = sorted(key(float(e["value"]) if isinstance(e["value"], float) else e["value"]) for e in record["expect"])
    values = sorted(key(f.value) for f in found)
    if exact and record["complete"]:
        return values == expected
    # A bound or a range holds the figures that the text prints.
    printed = values + [part for value in values for part in value.split("..")]
    return not [e for e in expected if e not in printed]


def pud(path: Path) -> Iterator[dict[str, Any]]:
    """Sentences of UD-PUD with the integers in digits that it tags as numbers, without those that a scale word multiplies."""
    for block in path.read_text(encoding="utf8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        text = "".join(line[9:] for line in block.splitlines() if line.startswith("# text = "))
        follows = [row[3] for row in rows[1:]] + [""] * bool(rows)
        digits = [row[1] for row, after in zip(rows, follows, strict=True) if row[3] == "NUM" and row[1].isdigit() and after != "NUM"]
        if digits:
            yield {"text": text, "expect": [{"value": int(d)} for d in digits], "mode": "find", "complete": False, "source": "UD-PUD"}


def invented() -> list[dict[str, Any]]:
    """The invented conflict-news sentences: their counts."""
    records = []
    for line in (ROOT / "tests/quantities/conflict.tsv").read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            text, expected = line.split("\t")
            bounds = [re.split(r"\.\.| ", item.split(" = ")[1])[:2] for item in expected.split("; ") if item != "-"]
            values = [int(low) if low == high else [int(low), int(high) if high else None] for low, high in bounds]
            records.append({"text": text, "expect": [{"value": v} for v in values], "mode": "find", "complete": True, "source": "invented"})
    return records


def rate(records: list[dict[str, Any]], reader: Reader, *, exact: bool, errors: bool = False, counts_only: bool = False) -> float:
    """The share of records read right, in per cent."""
    good = 0
    for record in records:
        found = [f for f in reader(record["text"]) if f.kind == "cardinal" or not counts_only]
        ok = right(record, found, exact=exact)
        good += ok
        if errors and not ok:
            print("*", record["text"], [e["value"] for e in record["expect"]], found)
    return 100 * good / len(records)


def leaks(records: list[dict[str, Any]], reader: Reader) -> int:
    """How many values come out as counts where the texts hold none."""
    return sum(f.kind == "cardinal" for record in records for f in reader(record["text"]))


def speed(texts: list[str], readers: list[Reader]) -> list[float]:
    """Texts per second of processor time of each reader: the best of seven rounds, in which they take turns."""
    best = [0.0] * len(readers)
    for _ in range(ROUNDS):
        for i, reader in enumerate(readers):
            start = time.process_time()
            for text in texts:
                reader(text)
            best[i] = max(best[i], len(texts) / (time.process_time() - start))
    return best


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description="Accuracy and speed of number parsers.")
    arguments.add_argument("data", nargs="?", type=Path, default=ROOT.parent / "shared/data")
    arguments.add_argument("--errors", default="", help="a group whose errors of this library are printed")
    options = arguments.parse_args()
    folder = options.data / "numbers"
    columns = readers()
    rows: list[tuple[str, list[str]]] = []
    for label, names in GROUPS.items():
        records = suite(folder, names)
        exact, ordinals = "exact" in label, "ordinals" in label
        if options.errors and options.errors in label:
            rate(records, ours, exact=exact, errors=True)
        rows.append((f"{label} ({len(records)})", [f"{rate(records, pair[ordinals], exact=exact):.1f}" for pair in columns.values()]))
    traps = suite(folder, TRAPS)
    rows.append((f"values leaked as counts from {len(traps)} traps", [str(leaks(traps, pair[0])) for pair in columns.values()]))
    real = list(pud(options.data / "ud_pud/ar_pud-ud-test.conllu"))
    rows.append(
        (f"UD-PUD, integers in digits found % ({len(real)})", [f"{rate(real, pair[0], exact=False):.1f}" for pair in columns.values()])
    )
    news = invented()
    rows.append(
        (
            f"invented conflict news, exact % ({len(news)})",
            [f"{rate(news, pair[0], exact=True, counts_only=True):.1f}" for pair in columns.values()],
        )
    )
    plain = [find_quantities, *(pair[0] for pair in list(columns.values())[1:])]
    texts = [record["text"] for names in GROUPS.values() for record in suite(folder, names)][::8]
    rows.append(
        (
            f"texts per second ({sum(map(len, texts)) // len(texts)} characters each)",
            [f"{per_second:,.0f}" for per_second in speed(texts, plain)],
        )
    )
    print("| |", " | ".join(columns), "|")
    print("|---|" + "---|" * len(columns))
    for label, values in rows:
        print(f"| {label} |", " | ".join(values), "|")


if __name__ == "__main__":
    main()
