#!/usr/bin/env python3
"""Measures the generator alone: a stalled target, ten thousand virtual users, and cost as the rate grows.

Usage: benchmarks/engine.py [stall] [users] [growth] [--repeat 3] [--work FOLDER]     (all three by default)

  stall   500/s against a backend that answers nothing for 2 s in every 20 s: response times beside what arithmetic says
  users   10,000 virtual users on 10,000 connections with 5 s of think time: resident memory
  growth  open model from 1,000/s to beyond what one core can send: CPU per request, lateness, and what was not sent

Needs nginx and a built checkout (mvn package). The generator has one core, target and broker the other. Everything runs on
loopback and is bounded in time. Prints Markdown tables; medians, then lowest and highest.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import time

from peers import BENCH, HOME, NGINX, PORT, TARGET_CORE, TOOL_CORE, middle

STALL_PORT = 18096
RATES_PER_SECOND = [1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 80_000, 120_000]

SCENARIO = """
scenario: {name}
target: http://127.0.0.1:{port}
http: {{ connections: {connections}, virtual-users: {connections}, request-timeout: 10s }}
sessions:
  - session: one
    steps:
      - step: hello
        get: {path}
{think}load:
  {load}
"""


def run(work, name, load, port=PORT, path="/", connections=2_000, think="", warm=8, flags="-Xms128m -Xmx256m -XX:+UseSerialGC"):
    """What EngineBench says of one run."""
    file = work / f"{name}.yaml"
    file.write_text(SCENARIO.format(name=name, port=port, path=path, connections=connections, think=think, load=load))
    jars = [str(BENCH / jar) for jar in (BENCH / "class-path").read_text().strip().split(":")]
    command = ["taskset", "-c", TARGET_CORE, "java", "-cp", ":".join([str(next(BENCH.glob("benchmarks-*.jar"))), *jars]),
               "io.breakwater.benchmarks.EngineBench", str(file), "--prefix", f"taskset -c {TOOL_CORE}", "--flags", flags,
               "--warm", str(warm), "--work", str(work)]
    said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=300, check=True)
    figures = json.loads(said.stdout.strip().splitlines()[-1])
    print(f"  {name}: {figures}", flush=True)
    return figures


def stall(work, repeat):
    jars = (HOME / "infra/target/target/class-path").read_text().strip().split(":")
    target = HOME / "infra/target/target"
    class_path = ":".join(str(jar) for jar in [next(target.glob("target-*.jar")), *(target / jar for jar in jars)])
    rows = []
    for _ in range(repeat):
        # A backend of its own for each run, for its stalls count from its first request.
        backend = subprocess.Popen(["taskset", "-c", TARGET_CORE, "java", "-XX:+UseSerialGC", "-cp", class_path,
                                    "io.breakwater.target.TargetMain", "--port", str(STALL_PORT), "--control-port", str(STALL_PORT + 1),
                                    "--stall", "2s/20s"], stdout=subprocess.PIPE, text=True)
        try:
            backend.stdout.readline()
            rows.append(run(work, "stall", "open:\n    - hold: 500/s\n      for: 60s", port=STALL_PORT, path="/hello", warm=0))
        finally:
            backend.terminate()
            backend.wait(timeout=20)
    print("\n| 500/s, target stalls 2 s in every 20 s | measured | arithmetic |\n|---|---|---|")
    # A tenth of all arrivals falls into a stall, evenly; each of them waits until its end.
    for name, milliseconds in (("p99", 1_800), ("p999", 1_980)):
        print(f"| response time {name} | {middle([r['responseTimeMicros'][name] / 1e3 for r in rows], 0)} ms | {milliseconds:,} ms |")


def users(work, repeat):
    rows = [run(work, "users", "closed:\n    - ramp: 0 to 10000 users\n      for: 10s\n    - hold: 10000 users\n      for: 30s",
                connections=10_000, think="      - pause: 5s\n", warm=15) for _ in range(repeat)]
    print("\n| 10,000 virtual users, 10,000 connections | |\n|---|---|")
    print(f"| peak resident | {middle([r['peakResidentMiB'] for r in rows], 0)} MiB |")
    print(f"| requests/s | {middle([r['windowRequests'] / r['windowSeconds'] for r in rows], 0)} |")


def growth(work, repeat):
    print_later = []
    for rate in RATES_PER_SECOND:
        rows = [run(work, f"growth-{rate}", f"open:\n    - hold: {rate}/s\n      for: 25s", warm=12) for _ in range(repeat)]
        cpu = [(r["userSeconds"] + r["kernelSeconds"]) * 1e6 / r["windowRequests"] for r in rows]
        print_later.append(
            f"| {rate:,} | {middle([r['windowRequests'] / r['windowSeconds'] for r in rows], 0)} | {middle(cpu, 1)} | "
            f"{middle([r['dispatchLagMicros']['p99'] / 1e3 for r in rows], 2)} | {middle([r['dispatchLagMicros']['max'] / 1e3 for r in rows], 1)} | "
            f"{middle([r['notSent'] for r in rows], 0)} |")
    print("\n| asked/s | completed/s | CPU s per million | dispatch lag p99, ms | its max, ms | not sent |\n|---|---|---|---|---|---|")
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
