#!/usr/bin/env python3
"""Measures what the local stack costs: start-up, memory, time to the verdict, bytes per event, generator CPU beside wrk's.

Usage: benchmarks/pipeline.py [--repeat 3] [--work FOLDER]     (from a built checkout; wrk on PATH for the comparison)

Everything runs on loopback and is bounded in time. Prints one Markdown table; medians over the repetitions.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from datetime import datetime

HOME = pathlib.Path(__file__).resolve().parent.parent
BREAKWATER = str(HOME / "breakwater")
TARGET = "http://127.0.0.1:18090"
CONTROL = "http://127.0.0.1:18091/control"
SCENARIOS = "http://127.0.0.1:18080"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

HELLO = """
scenario: hello-{rate}
target: http://127.0.0.1:18090
sessions:
  - session: hello
    steps:
      - step: hello
        get: /hello
load:
  open:
    - hold: {rate}/s
      for: {seconds}s
objectives:
  also:
    - errors: "<= 1%"
"""


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def put(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="PUT")
    urllib.request.urlopen(request, timeout=5).close()


def seconds(instant):
    return datetime.fromisoformat(instant.rstrip("Z")[:26] + "+00:00").timestamp()


def first_request_of_demo(data):
    """Seconds from Enter to the first request at the target."""
    entered = time.monotonic()
    first = []

    def watch():
        while not first and time.monotonic() - entered < 120:
            try:
                if get(CONTROL)["backend"]["received"] > 0:
                    first.append(time.monotonic() - entered)
            except OSError:
                pass
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    subprocess.run([BREAKWATER, "demo", "--for", "5s", "--data", data], stdout=subprocess.DEVNULL)
    watcher.join()
    return first[0]


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def topic_bytes(data):
    return sum(f.stat().st_size for f in pathlib.Path(data).glob("kafka/data/request-events-*/*.log"))


def parts(data):
    return {part["name"]: part for part in json.loads((pathlib.Path(data) / "stack.json").read_text())["parts"]}


def run(data, rate, lasts_seconds, figures):
    """One open-model run; adds its figures."""
    scenario = pathlib.Path(data) / "hello.yaml"
    scenario.write_text(HELLO.format(rate=rate, seconds=lasts_seconds))
    report_file = pathlib.Path(data) / "report.json"
    put(CONTROL, {"service-time": "0ms", "stall": "none"})
    generator = parts(data)["load-generator"]["pid"]
    cpu_before, bytes_before = cpu_seconds(generator), topic_bytes(data)
    subprocess.run([BREAKWATER, "run", str(scenario), "--permitted", "--data", data, "--json", str(report_file)],
                   stdout=subprocess.DEVNULL)
    cpu = cpu_seconds(generator) - cpu_before
    verdict = json.loads(report_file.read_text())["verdict"]
    completed = verdict["run"]["completed"]
    changes = {change["status"]: change["at"] for change in get(f"{SCENARIOS}/api/runs/{verdict['runId']}")["history"]}
    last = seconds(get(CONTROL)["backend"]["lastArrival"])
    figures.setdefault(f"open model {rate:,}/s: throughput reached, requests/s", []).append(completed / lasts_seconds)
    figures.setdefault(f"open model {rate:,}/s: generator CPU s per million requests", []).append(cpu * 1e6 / completed)
    figures.setdefault(f"open model {rate:,}/s: bytes per event on the wire", []).append(
        (topic_bytes(data) - bytes_before) / completed)
    figures.setdefault(f"open model {rate:,}/s: last response to verdict, s", []).append(seconds(changes["FINISHED"]) - last)
    figures.setdefault(f"open model {rate:,}/s: dispatch lag p99, ms", []).append(
        verdict["evidence"]["dispatchLagP99Micros"] / 1e3)


def wrk(figures):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(["wrk", "-t1", "-c64", "-d10s", f"{TARGET}/hello"], capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    requests = int(next(line for line in out.splitlines() if "requests in" in line).split()[0])
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    figures.setdefault("wrk closed loop, 64 connections: CPU s per million requests", []).append(cpu * 1e6 / requests)
    figures.setdefault("wrk closed loop, 64 connections: requests/s", []).append(requests / 10)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--work", default=None)
    chosen = options.parse_args()
    data = tempfile.mkdtemp(dir=chosen.work)
    figures = {}
    try:
        for _ in range(chosen.repeat):
            figures.setdefault("demo: first request after Enter, s", []).append(first_request_of_demo(data))
        for _ in range(chosen.repeat):
            entered = time.monotonic()
            subprocess.run([BREAKWATER, "up", "--data", data], check=True, stdout=subprocess.DEVNULL)
            figures.setdefault("up: all parts answer after, s", []).append(time.monotonic() - entered)
            for rate in (200, 2_000, 10_000):
                run(data, rate, 15, figures)
            if shutil.which("wrk"):
                wrk(figures)
            time.sleep(2)
            total = 0
            for name, part in parts(data).items():
                figures.setdefault(f"resident after the runs, MiB: {name}", []).append(part["residentBytes"] / 2**20)
                total += part["residentBytes"] / 2**20
            figures.setdefault("resident after the runs, MiB: all parts", []).append(total)
            subprocess.run([BREAKWATER, "down", "--data", data], check=True, stdout=subprocess.DEVNULL)
    finally:
        subprocess.run([BREAKWATER, "down", "--data", data], stdout=subprocess.DEVNULL)
        shutil.rmtree(data, ignore_errors=True)
    print(f"| figure | median of {chosen.repeat} | lowest | highest |\n|---|---|---|---|")
    for name, values in figures.items():
        print(f"| {name} | {statistics.median(values):,.2f} | {min(values):,.2f} | {max(values):,.2f} |")


if __name__ == "__main__":
    main()
