"""Extraction from very many articles: whether memory stays flat, what a second worker gives, and whether killed runs lose anything.

    python benchmarks/scale.py [--articles 200000] [--kills 10] [--workers 2] [--format jsonl] [--model rules] [--folder DIR]

The articles are invented (sentences of assets/tiny and of the templates below) and each has names that no other has, so that the
vocabulary grows as it does in the news; one in 100 is broken. The command line runs three times on them: with one worker, with several
(its memory is read every second: that of its processes together, pages that they share counted once), and with several while its
process group is killed at random moments and started again with `--resume`. All outputs must be the same, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
TEMPLATES = (
    "قتل {n} أشخاص وأصيب {m} آخرون في قصف مدفعي لقوات {name} على بلدة {place}، بحسب ما أفاد مصدر طبي.",
    "أعلن {name} مقتل {n} من عناصر {other} خلال اشتباكات قرب {place}.",
    "وقال الناطق باسم {name} إن {m} عائلة نزحت من {place} باتجاه {other}.",
    "ونفى {other} سقوط ضحايا في {place}، مؤكدا أن الأضرار مادية.",
    "اعتقلت قوات {name} {n} شبان في {place} واقتادتهم إلى جهة مجهولة.",
    "وبحث المجتمعون في {place} سبل دعم {other} بحضور ممثل {name}.",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--format", default="jsonl")
    parser.add_argument("--model", default="rules")
    parser.add_argument("--folder", type=Path, help="where to write (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(Path(folder), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    """The three runs."""
    source, one = folder / "articles.jsonl", folder / "one.jsonl"
    write_articles(source, options.articles)
    write_articles(one, 1)
    print(f"{options.articles:,} articles, {source.stat().st_size / 1e6:.0f} MB")
    start = seconds(command(one, folder / "start", 1, options))
    alone = seconds(command(source, folder / "one", 1, options)) - start
    print(f"start {start:.1f} s; 1 worker {options.articles / alone:.1f} articles/s")
    begun = time.monotonic()
    samples = watched(command(source, folder / "several", options.workers, options), folder / "several.progress")
    several = time.monotonic() - begun - start
    print(f"{options.workers} workers {options.articles / several:.1f} articles/s: {alone / several:.2f} times as fast")
    report_memory(samples)
    reached = killed(
        command(source, folder / "killed", options.workers, options), folder / "killed.progress", options.articles, options.kills
    )
    print(f"{len(reached)} kills, after {', '.join(f'{done:,}' for done in reached)} documents")
    for name in ("several", "killed"):
        for suffix in ("", ".failed.jsonl"):
            same = (folder / f"one{suffix}").read_bytes() == (folder / f"{name}{suffix}").read_bytes()
            print(f"one worker = {name}{suffix}: {'the same bytes' if same else 'DIFFERENT'}")


def article(number: int, sentences: list[str]) -> dict[str, Any]:
    """An invented article, always the same for the same number."""
    dice = random.Random(number)

    def name() -> str:
        return "".join(dice.choices(LETTERS, k=7))

    parts = []
    for _ in range(6):
        values = {"n": dice.randint(3, 10), "m": dice.randint(11, 99), "name": name(), "other": name(), "place": name()}
        parts += [dice.choice(TEMPLATES).format(**values), dice.choice(sentences)]
    day = f"20{dice.randint(10, 29)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return {"id": f"article-{number}", "title": parts[0], "text": "\n".join(parts), "date": day, "source": f"صحيفة {number % 50}"}


def lines(count: int) -> Iterator[bytes]:
    """The lines of a file of `count` articles; one in 100 is none."""
    with (ROOT / "assets" / "tiny" / "train.jsonl").open(encoding="utf8") as file:
        sentences = [json.loads(line)["text"] for line in file]
    for number in range(1, count + 1):
        record = article(number, sentences) if number % 100 else {"id": f"article-{number}", "text": None}
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def write_articles(path: Path, count: int) -> None:
    with path.open("wb") as file:
        file.writelines(lines(count))


def command(source: Path, out: Path, workers: int, options: argparse.Namespace) -> list[str]:
    what = ["-m", options.model, "-f", options.format, "-o", str(out), "--failed", f"{out}.failed.jsonl", "--workers", str(workers)]
    return [sys.executable, "-m", "conflict_nlp.cli", "extract", str(source), *what]


def started(arguments: list[str]) -> subprocess.Popen[bytes]:
    # Each process of the pool is one of the cores; threads of the matrix library would be in each other's way.
    return subprocess.Popen(arguments, stderr=subprocess.DEVNULL, start_new_session=True, env={**os.environ, "OMP_NUM_THREADS": "1"})


def seconds(arguments: list[str]) -> float:
    begun = time.monotonic()
    finished(started(arguments))
    return time.monotonic() - begun


def finished(process: subprocess.Popen[bytes]) -> None:
    if process.wait() not in (0, 1):  # 1: articles failed, as one in 100 must
        raise SystemExit(f"{process.args} ended with {process.returncode}")


def watched(arguments: list[str], record: Path) -> list[tuple[int, float]]:
    """Documents done and megabytes used, second by second."""
    process, samples = started(arguments), []
    while process.poll() is None:
        with suppress(OSError, ValueError):  # a process has just ended
            samples.append((on_record(record), sum(map(megabytes, family(process.pid)))))
        time.sleep(1)
    finished(process)
    return samples


def family(pid: int) -> list[int]:
    """A process and its children."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def megabytes(pid: int) -> float:
    """The memory of a process: its own pages, and its part of those that it shares (Linux)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1e3
    return 0.0


def report_memory(samples: list[tuple[int, float]]) -> None:
    """Ten lines of the run, and how much memory its second half has added for each million documents."""
    for done, used in samples[:: max(1, len(samples) // 10)]:
        print(f"{done:>10,} documents {used:8,.0f} MB")
    half = samples[len(samples) // 2 :]
    if len({done for done, _ in half}) > 1:
        xs, ys = [done for done, _ in half], [used for _, used in half]
        middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
        slope = sum((x - middle_x) * (y - middle_y) for x, y in half) / sum((x - middle_x) ** 2 for x in xs)
        print(f"second half: {1e6 * slope:+.0f} MB for a million documents")


def killed(arguments: list[str], record: Path, articles: int, kills: int) -> list[int]:
    """Run to the end in spite of `kills`, each soon after the run has put a random number of documents on record; those numbers."""
    dice, reached = random.Random(), []
    for point in sorted(dice.sample(range(1, articles * 9 // 10), kills)):
        process = started([*arguments, "--resume"])
        while (done := on_record(record)) < point and process.poll() is None:
            time.sleep(0.05)
        time.sleep(dice.uniform(0, 1.5))
        if process.poll() is not None:
            finished(process)
            raise SystemExit(f"the run ended before it was killed after {point:,} documents")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reached.append(done)
    finished(started([*arguments, "--resume"]))
    return reached


def on_record(record: Path) -> int:
    """The documents that a run has put on record."""
    try:
        return int(json.loads(record.read_bytes())["items"])
    except OSError:
        return 0


if __name__ == "__main__":
    main()
