"""Incidents against the groups linked by hand (assets/incidents): B-cubed over claims, and how far best is off.

    python benchmarks/incidents.py tune ../shared/data/raw/news.jsonl.xz [-m MODEL]

Claims are those of the annotated articles that the pipeline finds again (same harm, overlapping words); background tolls and mistaken
claims, which have no incident, are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import conflict_nlp
from conflict_nlp.incidents import Incident, IncidentIndex
from conflict_nlp.spans import read_claims, read_document
from scripts.corpora.readers import read_annotated

FOLDER = Path(__file__).parents[1] / "assets" / "incidents"
NONE = ("aggregate", "wrong")
Items = dict[tuple[str, str], str]


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def b_cubed(gold: Items, found: Items) -> tuple[float, float, float]:
    """Precision, recall and F (Bagga and Baldwin 1998) of two groupings of the same items."""
    groups: list[dict[str, set[tuple[str, str]]]] = []
    for grouping in (gold, found):
        members = defaultdict(set)
        for item, name in grouping.items():
            members[name].add(item)
        groups.append(members)
    shared = [(len(groups[0][gold[item]] & groups[1][found[item]]), item) for item in gold]
    precision = sum(size / len(groups[1][found[item]]) for size, item in shared) / len(gold)
    recall = sum(size / len(groups[0][gold[item]]) for size, item in shared) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=["tune", "test"])
    parser.add_argument("news", type=Path)
    parser.add_argument("-m", "--model")
    parser.add_argument("--errors", action="store_true", help="list what is put together or apart wrongly")
    options = parser.parse_args()
    annotated, records = {}, []
    for article, text, line in read_annotated(FOLDER / f"{options.name}.jsonl", options.news):
        annotated[line["id"]] = line["claims"]
        # Some articles of the corpus have no date of their own in ISO form: the annotation has it.
        records.append({"id": line["id"], "text": text, "source": article["source"], "date": line["date"]})
    records.sort(key=lambda record: (record["date"], record["id"]))
    index = IncidentIndex()
    gold: Items = {}
    plain: Items = {}  # to compare with: one incident for each place and day
    lost: Counter[str] = Counter()
    for doc in conflict_nlp.pipe(records, nlp=conflict_nlp.load(options.model)):
        index.add(doc)
        name = read_document(doc)["id"]
        claims = read_claims(doc)
        for start, end, harm, key in annotated[name]:
            again = [claim for claim in claims if claim.harm == harm and claim.start < end and start < claim.end]
            lost["found again" if again else "not found again"] += 1
            if again and key not in NONE:
                gold[name, again[0].id] = key
                place = again[0].place
                plain[name, again[0].id] = f"{place.key if place else name} {again[0].date}"
    incidents = index.incidents()
    found = {(item.document, item.claim.id): incident.id for incident in incidents for item in incident.claims}
    found = {item: found[item] for item in gold}
    print(dict(lost), len(gold), "claims", len(set(gold.values())), "incidents by hand", len(set(found.values())), "by the program")
    print("B-cubed precision {:.3f} recall {:.3f} F {:.3f}".format(*b_cubed(gold, found)))
    print("the same by place and day alone: precision {:.3f} recall {:.3f} F {:.3f}".format(*b_cubed(gold, plain)))
    by_report: dict[str, set[str]] = defaultdict(set)
    for (document, _), key in gold.items():
        by_report[key].add(document)
    several = {key for key, documents in by_report.items() if len(documents) > 1}
    some = {item: key for item, key in gold.items() if key in several}
    print(
        len(several),
        "incidents of two or more reports:",
        "B-cubed precision {:.3f} recall {:.3f} F {:.3f}".format(*b_cubed(some, {item: found[item] for item in some})),
    )
    by_id = {incident.id: incident for incident in incidents}
    truth = {line["key"]: line for line in read_lines(FOLDER / f"{options.name}_incidents.jsonl")}
    for keys, title in ((several, "two or more reports"), (set(by_report), "all")):
        for harm in ("killed", "injured"):
            compare(keys, harm, title, gold, found, by_id, truth, listed=options.errors and title == "all")
    if options.errors:
        for key in sorted(several):
            parts = Counter(found[item] for item, name in gold.items() if name == key)
            if len(parts) > 1:
                print("apart:", key, dict(parts))
        for name in sorted(set(found.values())):
            keys_in = Counter(gold[item] for item, other in found.items() if other == name)
            if len(keys_in) > 1:
                print("together:", name, dict(keys_in))


def compare(
    keys: set[str], harm: str, title: str, gold: Items, found: Items, by_id: dict[str, Incident], truth: dict[str, Any], *, listed: bool
) -> None:
    """Print how far best is off, and how often the true best lies between low and high, where someone gave a number by hand."""
    errors, exact, within = [], 0, 0
    for key in sorted(keys):
        if not truth[key][harm]:
            continue
        names = Counter(found[item] for item, other in gold.items() if other == key)
        toll = by_id[names.most_common(1)[0][0]].tolls.get(harm)
        best = truth[key][harm][1]
        guess = toll.total.best if toll else 0
        errors.append(abs(guess - best))
        exact += guess == best
        within += toll is not None and toll.total.low <= best and (toll.total.high is None or best <= toll.total.high)
        if listed and guess != best:
            numbers = toll and (toll.total.low, toll.total.best, toll.total.high, toll.total.rule)
            print("best:", harm, key, "by hand", truth[key][harm], "found", numbers)
    errors.sort()
    middle = errors[len(errors) // 2]
    right, inside, mean = exact / len(errors), within / len(errors), sum(errors) / len(errors)
    print(f"{title}, {harm}: {len(errors)} by hand, best right {right:.3f}, low to high holds it {inside:.3f},", end=" ")
    print(f"off by {middle} (median), {mean:.2f} (mean)")


if __name__ == "__main__":
    main()
