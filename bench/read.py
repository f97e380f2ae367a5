"""Speed and memory of `foedus read`: `python -m bench.read [DOCUMENTS]`.

Documents are made from sentences with changing names, figures and dates, in
Vietnamese and English, so that neither the codebook nor the clustering sees
one text ten thousand times. Printed: sentences a second on one core, then a
parallel batch, stopped half way and resumed, with the greatest resident memory.
"""

from __future__ import annotations

import calendar
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from foedus.claims.outcome import outcome_of
from foedus.documents.sentences import sentences

ENGLISH = [
    "{a} will send {n} soldiers to {b}, the defence ministry announced on {day}.",
    "{a} criticised {b} for cutting its contribution by {n} million dollars.",
    "In {month}, {a} and {b} signed an agreement on air defence worth {n} million euros.",
    "Officials in {a} said that no decision had been taken on the {n} vehicles.",
    "If {a} withdrew its forces, {b} would have to raise spending to {p} percent of GDP.",
    "Analysts doubt that the plan, which was drafted in {month}, can be carried out in time.",
    "The harbour was quiet that morning, and the rain kept most visitors at home.",
]
VIETNAMESE = [
    "{a} sẽ đưa {n} binh sĩ tới {b}, Bộ Quốc phòng nước này công bố hôm {day}.",
    "{a} chỉ trích {b} vì cắt giảm {n} triệu USD đóng góp.",
    "Trong {month}, {a} và {b} đã ký thỏa thuận phòng không trị giá {n} triệu euro.",
    "Giới chức {a} cho biết chưa có quyết định nào về {n} xe bọc thép.",
    "Nếu {a} rút quân, {b} sẽ phải tăng chi tiêu lên {p}% GDP.",
    "Giới phân tích cho rằng kế hoạch được soạn từ {month} khó hoàn tất đúng hạn.",
    "Buổi sáng hôm ấy bến cảng vắng lặng, và mưa giữ phần lớn du khách ở trong nhà.",
]
NAMES = {
    "en": ["Germany", "Japan", "Poland", "France", "Italy", "Canada", "Norway", "Spain"],
    "vi": ["Đức", "Nhật Bản", "Ba Lan", "Pháp", "Ý", "Canada", "Na Uy", "Tây Ban Nha"],
}


MONTHS = list(calendar.month_name)[1:]


def make(folder: Path, count: int) -> None:
    """Write `count` documents of about twenty sentences."""
    draw = random.Random(1)
    for number in range(count):
        language = "vi" if number % 2 else "en"
        pool = VIETNAMESE if language == "vi" else ENGLISH
        year, month, day = draw.randint(2015, 2025), draw.randint(1, 12), draw.randint(1, 28)
        lines = [f"{day:02}/{month:02}/{year}"]
        lines += [
            " ".join(_sentence(draw, pool, language, year) for _ in range(4)) for _ in range(5)
        ]
        (folder / f"d{number:05}.txt").write_text("\n\n".join(lines) + "\n", "utf-8")


def _sentence(draw: random.Random, pool: list[str], language: str, year: int) -> str:
    one, two = draw.sample(NAMES[language], 2)
    month = draw.randint(1, 12)
    named = f"tháng {month}/{year}" if language == "vi" else f"{MONTHS[month - 1]} {year}"
    return draw.choice(pool).format(
        a=one,
        b=two,
        n=draw.randint(100, 9999),
        p=draw.randint(15, 50) / 10,
        day=f"{draw.randint(1, 28)}/{month}" if language == "vi" else named,
        month=named,
    )


def one_core(folder: Path) -> float:
    """Sentences a second of processor time, file to claims, on one core."""
    paths = sorted(folder.glob("*.txt"))[:400]
    outcome_of(paths[0], "warm")
    began, count = time.process_time(), 0
    for path in paths:
        outcome = outcome_of(path, path.stem)
        count += len(sentences(outcome.document.text)) if outcome.document else 0
    return count / (time.process_time() - began)


def batch(folder: Path, out: Path, *, stop_after: float = 0.0, resume: bool = False) -> float:
    """Seconds of a run of the command; stopped by an interrupt after `stop_after` seconds."""
    command = [sys.executable, "-m", "foedus.cli.main", "read", str(folder), "--out", str(out)]
    began = time.perf_counter()
    run = subprocess.Popen([*command, "--resume"] if resume else command, stdout=subprocess.DEVNULL)
    if stop_after:
        time.sleep(stop_after)
        run.send_signal(signal.SIGINT)
    run.wait()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "docs"
        folder.mkdir()
        make(folder, count)
        print(f"one core: {one_core(folder):,.0f} sentences a second")
        whole, parts = Path(made) / "whole.jsonl", Path(made) / "parts.jsonl"
        spent = batch(folder, whole)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = f"{peak:,.0f} MB in the largest"
        print(f"{count:,} documents, {os.cpu_count()} processes: {spent:.0f} s, {size}")
        batch(folder, parts, stop_after=max(3.0, spent / 3))
        left = parts.with_name(parts.name + ".journal")
        done = left.read_text("utf-8").count("\n") if left.exists() else 0
        batch(folder, parts, resume=True)
        same = "the same bytes" if parts.read_bytes() == whole.read_bytes() else "DIFFERENT"
        print(f"stopped after {done:,} documents and resumed: {same}")


if __name__ == "__main__":
    main()
