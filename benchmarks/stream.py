#!/usr/bin/env python3
"""Measures the stream job beside a naive one: events a second, many runs, checkpoints, growth, and time to the index.

Usage: benchmarks/stream.py [one] [wide] [scale] [many] [growth] [live] [--repeat 1] [--work FOLDER] [--plot FOLDER] [--quick]

  one     one run of 20 steps, ours and the naive job in turn
  wide    four runs of 50 steps, ours and the naive job in turn
  scale   one run of 20 steps at parallelism 1 and 2
  many    2,000 runs of 100/s each beside one run of 200,000/s: cost per event, checkpoints aligned and unaligned
  growth  1, 10 and 100 million events of one run: time and memory, with a plot
  live    200,000/s into a local stack that is up: time until windows can be searched, and until the verdict

All of them by default, except live, which starts the whole local stack. --quick takes a tenth of the events and one repetition, to
see that all works. A job counts as warm after three eighths of the events; growth counts from its start. Needs a built checkout (mvn package). Topics are filled before a job starts; broker and job share the machine,
which --cores bounds (taskset). Everything runs on loopback. Prints Markdown tables: medians, then lowest and highest.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

HOME = pathlib.Path(__file__).resolve().parent.parent
BENCH = HOME / "benchmarks/target"


def class_path():
    jars = [str(BENCH / jar) for jar in (BENCH / "class-path").read_text().strip().split(":")]
    return ":".join([str(next(BENCH.glob("benchmarks-*.jar"))), *jars])


def java(chosen, main, arguments):
    command = ["taskset", "-c", chosen.cores] if shutil.which("taskset") else []
    command += ["java", "-Xmx512m", "-XX:+UseSerialGC", f"-Dbreakwater.home={HOME}", "-cp", class_path(),
                f"io.breakwater.benchmarks.stream.{main}", *map(str, arguments)]
    said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=900)
    if said.returncode:
        raise SystemExit(f"{main} {arguments}: failed\n{said.stdout[-2000:]}\n{said.stderr[-4000:]}")
    return json.loads(said.stdout.strip().splitlines()[-1])


def bench(chosen, name, **options):
    arguments = [word for key, value in options.items() for word in (f"--{key}", value)]
    figures = java(chosen, "StreamBench", [*arguments, "--work", chosen.work])
    print(f"  {name}: {figures}", flush=True)
    return figures


def middle(values, digits=0):
    return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f} – {max(values):,.{digits}f})"


def column(rows, figure, digits=0, scale=1):
    return middle([row[figure] / scale for row in rows], digits)


def fastest(by_parallelism):
    return max(by_parallelism.values(), key=lambda rows: statistics.median(r["eventsPerSecond"] for r in rows))


def beside_naive(chosen, title, seconds, naive_seconds, **load):
    """Ours and the naive job in turn, each over its own topic, and each at the parallelism that suits it."""
    ours, naive = {}, {}
    for _ in range(chosen.repeat):
        for parallelism in (1, 2):
            ours.setdefault(parallelism, []).append(bench(
                chosen, f"ours, parallelism {parallelism}", job="ours", parallelism=parallelism, seconds=seconds,
                warm=seconds * 3 // 8, **load))
            naive.setdefault(parallelism, []).append(bench(
                chosen, f"naive, parallelism {parallelism}", job="naive", parallelism=parallelism, seconds=naive_seconds,
                warm=naive_seconds * 3 // 8, **load))
    ours, naive = fastest(ours), fastest(naive)
    times = statistics.median(r["eventsPerSecond"] for r in ours) / statistics.median(r["eventsPerSecond"] for r in naive)
    print(f"\n| {title} | ours | naive |\n|---|---|---|")
    print(f"| million events/s | {column(ours, 'eventsPerSecond', 2, 1e6)} | {column(naive, 'eventsPerSecond', 2, 1e6)} |")
    print(f"| CPU ns per event | {column(ours, 'cpuNanosPerEvent')} | {column(naive, 'cpuNanosPerEvent')} |")
    print(f"| bytes per event in Kafka | {column(ours, 'bytesPerEvent', 1)} | {column(naive, 'bytesPerEvent', 1)} |")
    print(f"| peak resident MiB | {column(ours, 'peakResidentMiB')} | {column(naive, 'peakResidentMiB')} |")
    print("\nToo short to compare: neither was warm.\n" if chosen.quick else f"\nOurs: {times:.1f} times the naive job.\n", flush=True)


def one(chosen):
    beside_naive(chosen, "one run, 20 steps", chosen.size(80), chosen.size(20), runs=1, steps=20, rate=1_000_000)


def wide(chosen):
    beside_naive(chosen, "4 runs, 50 steps each", chosen.size(80), chosen.size(20), runs=4, steps=50, rate=250_000, parts=4)


def scale(chosen):
    rows = {p: [] for p in (1, 2)}
    for _ in range(chosen.repeat):
        for parallelism in rows:
            rows[parallelism].append(bench(chosen, f"parallelism {parallelism}", runs=1, steps=20, rate=1_000_000,
                                           seconds=chosen.size(80), warm=chosen.size(30), parallelism=parallelism))
    print("\n| one run, 20 steps | million events/s | CPU ns per event |\n|---|---|---|")
    for parallelism, figures in rows.items():
        print(f"| parallelism {parallelism} | {column(figures, 'eventsPerSecond', 2, 1e6)} | {column(figures, 'cpuNanosPerEvent')} |")
    print(flush=True)


def many(chosen):
    seconds = chosen.size(40)
    rows = {"one run of 200,000/s": [], "2,000 runs of 100/s": [], "2,000 runs, unaligned checkpoints": []}
    for _ in range(chosen.repeat):
        for name, figures in rows.items():
            load = dict(runs=1, rate=200_000, parts=8) if name.startswith("one") else dict(runs=2_000, rate=100, parts=1)
            figures.append(bench(chosen, name, steps=1, seconds=seconds, warm=seconds // 4, unaligned=str("unaligned" in name).lower(), **load))
    print("\n| one step each | million events/s | CPU ns per event | bytes per event | largest checkpoint, MiB | longest checkpoint, ms |"
          " peak resident MiB |\n|---|---|---|---|---|---|---|")
    for name, figures in rows.items():
        print(f"| {name} | {column(figures, 'eventsPerSecond', 2, 1e6)} | {column(figures, 'cpuNanosPerEvent')} |"
              f" {column(figures, 'bytesPerEvent', 1)} | {column(figures, 'checkpointMostKiB', 2, 1024)} |"
              f" {column(figures, 'checkpointMostMillis')} | {column(figures, 'peakResidentMiB')} |")
    print(flush=True)


def growth(chosen):
    points = []
    for millions in (1, 10, 100):
        if chosen.quick and millions > 10:
            break
        repeat = 1 if millions == 100 else chosen.repeat
        rows = [bench(chosen, f"{millions} million", runs=1, steps=20, rate=1_000_000, seconds=millions) for _ in range(repeat)]
        points.append((millions, rows))
    print("\n| million events | seconds | peak resident MiB | largest checkpoint, KiB |\n|---|---|---|---|")
    for millions, rows in points:
        print(f"| {millions} | {column(rows, 'seconds', 2)} | {column(rows, 'peakResidentMiB')} | {column(rows, 'checkpointMostKiB')} |")
    file = pathlib.Path(chosen.plot) / "stream-growth.svg"
    file.write_text(plot([(m, statistics.median(r["seconds"] for r in rows), statistics.median(r["peakResidentMiB"] for r in rows))
                          for m, rows in points]))
    print(f"\nPlot: {file}\n", flush=True)


def plot(points):
    """Time and memory over the number of events, both axes of time logarithmic."""
    import math
    width, height, left, bottom = 640, 360, 70, 310
    x = lambda millions: left + (width - 2 * left) * math.log10(millions) / 2
    most = max(2, max(p[2] for p in points))
    times = [p[1] for p in points]
    low, high = math.log10(min(times)) - 0.2, math.log10(max(times)) + 0.2
    y_time = lambda seconds: bottom - (bottom - 30) * (math.log10(seconds) - low) / (high - low)
    y_memory = lambda mebibytes: bottom - (bottom - 30) * mebibytes / (most * 1.2)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="white"/>',
           f'<path d="M{left} 30V{bottom}H{width - left}V30" fill="none" stroke="#888"/>']
    for colour, y, at, unit in (("#1565c0", y_time, 1, "s"), ("#c62828", y_memory, 2, "MiB")):
        line = " ".join(f"{x(p[0]):.0f},{y(p[at]):.0f}" for p in points)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for p in points:
            out.append(f'<circle cx="{x(p[0]):.0f}" cy="{y(p[at]):.0f}" r="4" fill="{colour}"/>'
                       f'<text x="{x(p[0]) + 6:.0f}" y="{y(p[at]) - 6:.0f}" fill="{colour}">{p[at]:,.2f} {unit}</text>')
    for p in points:
        out.append(f'<text x="{x(p[0]):.0f}" y="{bottom + 18}" text-anchor="middle">{p[0]}</text>')
    out.append(f'<text x="{width / 2}" y="{bottom + 38}" text-anchor="middle">million events of one run (logarithmic)</text>'
               f'<text x="{left}" y="20" fill="#1565c0">seconds (logarithmic)</text>'
               f'<text x="{width - left}" y="20" text-anchor="end" fill="#c62828">peak resident memory (linear)</text></svg>')
    return "\n".join(out)


def live(chosen):
    data = tempfile.mkdtemp(dir=chosen.work)
    breakwater = str(HOME / "breakwater")
    rows = []
    try:
        subprocess.run([breakwater, "up", "--data", data], check=True, stdout=subprocess.DEVNULL)
        for _ in range(chosen.repeat + 1):
            rows.append(java(chosen, "LiveBench", [chosen.kafka, chosen.elasticsearch, 200_000, 20, 4, chosen.size(30)]))
            print(f"  live: {rows[-1]}", flush=True)
    finally:
        subprocess.run([breakwater, "down", "--data", data], stdout=subprocess.DEVNULL)
        shutil.rmtree(data, ignore_errors=True)
    # The first one warms the stack up.
    rows = rows[1:]
    print("\n| 200,000/s, 20 steps, whole stack on the same cores | s |\n|---|---|")
    for name in ("p50", "p99", "max"):
        print(f"| batch written → its events counted in what Elasticsearch finds, {name} | {middle([r['searchableSeconds'][name] for r in rows], 2)} |")
    print(f"| last batch → final verdict | {column(rows, 'verdictSeconds', 2)} |")
    print(f"| writer behind its schedule at most | {column(rows, 'writerBehindMillis', 2, 1e3)} |\n", flush=True)


PARTS = {"one": one, "wide": wide, "scale": scale, "many": many, "growth": growth, "live": live}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("parts", nargs="*", metavar="part")
    options.add_argument("--repeat", type=int, default=1)
    options.add_argument("--work", default=tempfile.gettempdir())
    options.add_argument("--plot", default=tempfile.gettempdir())
    options.add_argument("--cores", default="0,1")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--kafka", default="127.0.0.1:18092")
    options.add_argument("--elasticsearch", default="http://127.0.0.1:18200")
    chosen = options.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        options.error(f"{', '.join(unknown)}: unknown (expected: {', '.join(PARTS)})")
    chosen.size = lambda seconds: max(1, seconds // 10) if chosen.quick else seconds
    chosen.repeat = 1 if chosen.quick else chosen.repeat
    print(f"{os.cpu_count()} cores, of which {chosen.cores} are used", flush=True)
    for name in chosen.parts or [part for part in PARTS if part != "live"]:
        PARTS[name](chosen)


if __name__ == "__main__":
    main()
