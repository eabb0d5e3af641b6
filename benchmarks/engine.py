#!/usr/bin/env python3
"""Measures the generator alone: a stalled target, ten thousand connections, and cost as the rate grows.

Usage: benchmarks/engine.py [stall] [users] [growth] [--repeat 3] [--work FOLDER]     (all three by default)

  stall   500/s against a backend that answers nothing for 2 s in every 20 s: response times beside what arithmetic says
  users   10,000 virtual users, each waiting 5 s for its answer on a connection of its own: resident memory, and how many
          connections the kernel counts
  growth  open model from 1,000/s to beyond what one core can send: CPU per request, lateness, and the resource
          that a verdict would name

Needs nginx and a built checkout (mvn package). The generator has one core, target and broker the other. Everything runs on
loopback and is bounded in time. Prints Markdown tables; medians, then lowest and highest.
"""
import argparse
import contextlib
import json
import pathlib
import subprocess
import tempfile
import threading
import time

from peers import BENCH, HOME, NGINX, PORT, TARGET_CORE, TOOL_CORE, middle

BACKEND_PORT = 18096
RATES_PER_SECOND = [1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000, 120_000, 160_000]

SCENARIO = """
scenario: {name}
target: http://127.0.0.1:{port}
http: {{ connections: {connections}, virtual-users: {connections}, request-timeout: 10s }}
sessions:
  - session: one
    steps:
      - step: hello
        get: {path}
load:
  {load}
"""


def run(work, name, load, port=PORT, path="/", connections=2_000, warm=8, flags="-Xms128m -Xmx256m -XX:+UseSerialGC"):
    """What EngineBench says of one run."""
    file = work / f"{name}.yaml"
    file.write_text(SCENARIO.format(name=name, port=port, path=path, connections=connections, load=load))
    jars = [str(BENCH / jar) for jar in (BENCH / "class-path").read_text().strip().split(":")]
    command = ["taskset", "-c", TARGET_CORE, "java", "-cp", ":".join([str(next(BENCH.glob("benchmarks-*.jar"))), *jars]),
               "io.breakwater.benchmarks.EngineBench", str(file), "--prefix", f"taskset -c {TOOL_CORE}", "--flags", flags,
               "--warm", str(warm), "--work", str(work)]
    said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=300, check=True)
    figures = json.loads(said.stdout.strip().splitlines()[-1])
    print(f"  {name}: {figures}", flush=True)
    return figures


@contextlib.contextmanager
def backend(*options):
    """The sample backend, with stalls or slow answers. Another for each run, for its stalls count from its first request."""
    jars = (HOME / "infra/target/target/class-path").read_text().strip().split(":")
    target = HOME / "infra/target/target"
    class_path = ":".join(str(jar) for jar in [next(target.glob("target-*.jar")), *(target / jar for jar in jars)])
    process = subprocess.Popen(["taskset", "-c", TARGET_CORE, "java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", class_path,
                                "io.breakwater.target.TargetMain", "--port", str(BACKEND_PORT), "--control-port",
                                str(BACKEND_PORT + 1), *options], stdout=subprocess.PIPE, text=True)
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def stall(work, repeat):
    rows = []
    for _ in range(repeat):
        with backend("--stall", "2s/20s"):
            rows.append(run(work, "stall", "open:\n    - hold: 500/s\n      for: 60s", port=BACKEND_PORT, path="/hello", warm=0))
    print("\n| 500/s, target stalls 2 s in every 20 s | measured | arithmetic |\n|---|---|---|")
    # Three stalls in 60 s, with 1,000 of the 30,000 arrivals each, 2 ms apart; each waits until the end of its stall. The 300
    # that wait longest are the first 100 of each: they wait 2,000 ms down to 1,802 ms, and the next one, which is the p99,
    # 1,800 ms. The 30 longest wait down to 1,982 ms. Writing a thousand answers takes some milliseconds more.
    for name, milliseconds in (("p99", 1_800), ("p999", 1_980)):
        print(f"| response time {name} | {middle([r['responseTimeMicros'][name] / 1e3 for r in rows], 0)} ms | {milliseconds:,} ms |")


def established(counts, stop):
    """Notes every few seconds how many connections to the backend the kernel has open, as seen from the generator's end."""
    while not stop.wait(3):
        lines = subprocess.run(["ss", "-Htn", "state", "established", f"( dport = :{BACKEND_PORT} )"], capture_output=True, check=True)
        counts.append(len(lines.stdout.splitlines()))


def users(work, repeat):
    rows = []
    for _ in range(repeat):
        counts, stop = [], threading.Event()
        counting = threading.Thread(target=established, args=(counts, stop))
        with backend("--service-time", "5s"):
            counting.start()
            try:
                rows.append(run(work, "users", "closed:\n    - ramp: 0 to 10000 users\n      for: 10s\n    - hold: 10000 users\n"
                                "      for: 40s", port=BACKEND_PORT, path="/hello", connections=10_000, warm=20))
            finally:
                stop.set()
                counting.join()
        rows[-1]["connections"] = counts
        print(f"  connections open, each 3 s: {counts}", flush=True)
    print("\n| 10,000 virtual users, 5 s to each answer | |\n|---|---|")
    print(f"| connections open at once, counted by the kernel | {middle([max(r['connections']) for r in rows], 0)} |")
    print(f"| peak resident | {middle([r['peakResidentMiB'] for r in rows], 0)} MiB |")
    print(f"| requests/s | {middle([r['windowRequests'] / r['windowSeconds'] for r in rows], 0)} |")
    print(f"| failed | {middle([r['failed'] for r in rows], 0)} |")


def resource(row):
    """What a verdict would name by docs/measurement.md, rule 5; empty while the figures can be trusted."""
    core = (row["userSeconds"] + row["kernelSeconds"]) / row["windowSeconds"]
    late = row["dispatchLagMicros"]["p99"] / 1e3
    reasons = [f"dispatch lag p99 {late:,.0f} ms > 10 ms, its core {core:.0%} busy"] if late > 10 else []
    reasons += [f"{row['notSent']:,} not sent"] if row["notSent"] else []
    reasons += [f"{row['eventsLost']:,} events lost"] if row["eventsLost"] else []
    return "INCONCLUSIVE: " + "; ".join(reasons) if reasons else ""


def growth(work, repeat):
    print_later = []
    for rate in RATES_PER_SECOND:
        rows = [run(work, f"growth-{rate}", f"open:\n    - hold: {rate}/s\n      for: 22s", warm=11) for _ in range(repeat)]
        cpu = [(r["userSeconds"] + r["kernelSeconds"]) * 1e6 / r["windowRequests"] for r in rows]
        cores = [(r["userSeconds"] + r["kernelSeconds"]) / r["windowSeconds"] for r in rows]
        print_later.append(
            f"| {rate:,} | {middle([r['windowRequests'] / r['windowSeconds'] for r in rows], 0)} | {middle(cores, 2)} | {middle(cpu, 1)} | "
            f"{middle([r['dispatchLagMicros']['p99'] / 1e3 for r in rows], 2)} | {middle([r['dispatchLagMicros']['max'] / 1e3 for r in rows], 1)} | "
            f"{resource(rows[-1])} |")
    print("\n| asked/s | completed/s | cores | CPU s per million | dispatch lag p99, ms | its max, ms | verdict (last run) |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join(print_later))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    measures = {"stall": stall, "users": users, "growth": growth}
    options.add_argument("measure", nargs="*", choices=[*measures, []], default=[])
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--work", type=pathlib.Path)
    given = options.parse_args()
    work = given.work or pathlib.Path(tempfile.mkdtemp(prefix="breakwater-engine-"))
    work.mkdir(parents=True, exist_ok=True)
    (work / "nginx.conf").write_text(NGINX.format(work=work, port=PORT))
    nginx = subprocess.Popen(["taskset", "-c", TARGET_CORE, "nginx", "-e", work / "nginx.log", "-p", work, "-c", work / "nginx.conf"])
    try:
        time.sleep(1)
        for name in given.measure or measures:
            measures[name](work, given.repeat)
    finally:
        nginx.terminate()
        nginx.wait(timeout=10)


if __name__ == "__main__":
    main()
