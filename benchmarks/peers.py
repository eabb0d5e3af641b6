#!/usr/bin/env python3
"""Measures what a request costs, Breakwater's generator beside other tools: nginx on one core, one tool at a time on another.

Usage: benchmarks/peers.py [SCENARIO...] [--repeat 3] [--only NAME,NAME] [--peer NAME[@SCENARIO,SCENARIO]=COMMAND]... [--work FOLDER]

SCENARIO: closed (64 connections), open-2000, open-10000 (requests per second), two-step (JSON extraction, CSV data and
checks, closed); all without any. Needs nginx and a built checkout (mvn package); wrk is used where it is on PATH and the
scenario is closed. A peer takes part in the scenarios behind its @, otherwise in closed and both open ones; its COMMAND may hold
{url}, {port}, {scenario}, {connections}, {rate} and {seconds}. Everything runs on loopback and is bounded in time: one
repetition of all scenarios with three peers takes about 9 minutes.

Requests are counted at nginx and CPU at the tool's processes, both between the same two instants in the steady part of the
run, so that starts and warm-ups stay out: 14 s after the first requests, or 35 s where few requests come and just-in-time
compilers take longer. Prints a Markdown table for each scenario; medians, then lowest and highest.
"""
import argparse
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request

HOME = pathlib.Path(__file__).resolve().parent.parent
BENCH = HOME / "benchmarks" / "target"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PORT = 18095
URL = f"http://127.0.0.1:{PORT}"
CONNECTIONS = 64
TARGET_CORE, TOOL_CORE = "0", "1"

NGINX = """
worker_processes 1;
daemon off;
pid {work}/nginx.pid;
error_log {work}/nginx.log;
events {{ worker_connections 20000; }}
http {{
  access_log off;
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location / {{ return 200 "hello, mini program\\n"; }}
    location /log-in {{ default_type application/json; return 200 '{{"errcode":0,"data":{{"token":"abcdef0123456789"}}}}'; }}
    location /order {{ default_type application/json; return 200 '{{"errcode":0,"order":{{"id":4711}}}}'; }}
    location /count {{ stub_status; }}
  }}
}}
"""

SMALL_GET = """
    steps:
      - step: hello
        get: /
"""

TWO_STEPS = """
    steps:
      - step: log-in
        get: /log-in?user=${user.id}
        extract: { logOn: $.data.token }
        expect: [ { status: 200 }, { json: $.errcode, equals: 0 } ]
      - step: order
        get: /order
        headers: { Authorization: "Bearer ${logOn}" }
        expect: [ { status: 200 }, { json: $.errcode, equals: 0 }, { json: $.order.id, equals: 4711 } ]
"""

CLOSED = f"closed:\n    - hold: {CONNECTIONS} users\n      for: {{seconds}}s"
OPEN = "open:\n    - hold: {rate}/s\n      for: {{seconds}}s"

SCENARIOS = {
    "closed": (SMALL_GET, CLOSED, None),
    "open-2000": (SMALL_GET, OPEN.format(rate=2000), 2_000),
    "open-10000": (SMALL_GET, OPEN.format(rate=10000), 10_000),
    "two-step": (TWO_STEPS, CLOSED, None),
}


def scenario_file(work, name, seconds):
    steps, load, _ = SCENARIOS[name]
    (work / "users.csv").write_text("id\n" + "".join(f"user-{i:05d}\n" for i in range(10_000)))
    data = "data:\n  user: { file: users.csv }\n" if name == "two-step" else ""
    file = work / f"{name}.yaml"
    file.write_text(
        f"scenario: {name}\ntarget: {URL}\n{data}http: {{ connections: {CONNECTIONS} }}\nsessions:\n"
        f"  - session: one{steps}load:\n  {load.format(seconds=seconds)}\n")
    return file


def timing(name):
    """Seconds that a tool runs, that do not count, and that count."""
    return (54, 35, 12) if SCENARIOS[name][2] else (30, 14, 10)


def breakwater(work, name, events):
    seconds, warm, _ = timing(name)
    jars = [str(BENCH / jar) for jar in (BENCH / "class-path").read_text().strip().split(":")]
    own = next(BENCH.glob("benchmarks-*.jar"))
    return ["java", "-cp", ":".join([str(own), *jars]), "io.breakwater.benchmarks.EngineBench",
            str(scenario_file(work, name, seconds)), "--prefix", f"taskset -c {TOOL_CORE}", "--events", events, "--work", str(work),
            "--warm", str(warm)]


def requests_served():
    with urllib.request.urlopen(f"{URL}/count", timeout=5) as answer:
        return int(answer.read().split(b"\n")[2].split()[2])


def descendants(pid):
    found, look = [], [pid]
    while look:
        process = look.pop()
        found.append(process)
        for task in pathlib.Path(f"/proc/{process}/task").glob("*/children"):
            look += [int(child) for child in task.read_text().split()]
    return found


def senders(pid):
    """The processes that send: of Breakwater's the generator alone, not the broker beside it."""
    processes = descendants(pid)
    generators = [p for p in processes if b"LoadGeneratorMain" in pathlib.Path(f"/proc/{p}/cmdline").read_bytes()]
    return generators or processes


def used(pid):
    """User and kernel CPU seconds, and peak resident MiB."""
    user = kernel = resident = 0
    for process in senders(pid):
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        user, kernel = user + int(fields[11]), kernel + int(fields[12])
        status = pathlib.Path(f"/proc/{process}/status").read_text()
        resident += int(status.partition("VmHWM:")[2].split()[0])
    return user / TICKS_PER_SECOND, kernel / TICKS_PER_SECOND, resident / 1024


def run(command, warm, measured, log):
    """One run's figures: requests per second, CPU and user seconds per million requests, MiB, and what the tool says itself."""
    own_core = TARGET_CORE if "EngineBench" in " ".join(command) else TOOL_CORE
    with open(log, "w") as out:
        process = subprocess.Popen(["taskset", "-c", own_core, *command], stdout=out, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 60
        before = requests_served()
        while requests_served() - before < 100:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{command[0]}: no load; see {log}")
            time.sleep(0.2)
        time.sleep(warm)
        served, (user, kernel, _), at = requests_served(), used(process.pid), time.monotonic()
        time.sleep(measured)
        millions = (requests_served() - served) / 1e6
        took = time.monotonic() - at
        user_after, kernel_after, resident = used(process.pid)
        process.wait(timeout=90)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=30)
    user, kernel = user_after - user, kernel_after - kernel
    return millions * 1e6 / took, (user + kernel) / millions, user / millions, resident, own_words(log)


def own_words(log):
    """Schedule lag and allocation as EngineBench tells them; nothing for other tools."""
    lines = log.read_text(errors="replace").strip().splitlines()
    if not lines or not lines[-1].startswith('{"completed"'):
        return {}
    said = json.loads(lines[-1])
    return {"schedule lag p99, ms": said["scheduleLagMicros"]["p99"] / 1e3, "its max, ms": said["scheduleLagMicros"]["max"] / 1e3,
            "heap bytes per request": said["allocatedBytesPerRequest"]}


def middle(values, digits):
    low, median, high = min(values), statistics.median(values), max(values)
    return f"{median:,.{digits}f} ({low:,.{digits}f} – {high:,.{digits}f})"


def tools_of(name, peers, only, work):
    """The tools of a scenario: name to command, seconds that do not count, seconds that count."""
    seconds, warm, measured = timing(name)
    rate = SCENARIOS[name][2]
    tools = {"breakwater": (breakwater(work, name, "kafka"), warm, measured)}
    if name == "closed":
        tools["breakwater, events discarded"] = (breakwater(work, name, "none"), warm, measured)
    if shutil.which("wrk") and rate is None:
        path = "/log-in?user=user-00001" if name == "two-step" else "/"
        tools["wrk"] = (["wrk", "-t1", f"-c{CONNECTIONS}", "-d16s", URL + path], 3, 10)
    for peer in peers:
        who, _, command = peer.partition("=")
        who, _, where = who.partition("@")
        if name in (where.split(",") if where else ["closed", "open-2000", "open-10000"]):
            words = command.format(url=URL + "/", port=PORT, scenario=name, connections=CONNECTIONS, rate=rate, seconds=seconds)
            tools[who] = (shlex.split(words), warm, measured)
    return {who: tool for who, tool in tools.items() if not only or who in only.split(",")}


def table(name, repeat, figures):
    print(f"\n{name}, medians of {repeat}\n")
    print("| generator | requests/s | CPU s per million | of it user | peak resident MiB | schedule lag p99, ms | its max, ms | heap bytes per request |")
    print("|---|---|---|---|---|---|---|---|")
    for who, rows in figures.items():
        per_second, cpu, user, resident, words = zip(*rows)
        own = [middle([word[key] for word in words], digits) if all(words) else ""
               for key, digits in (("schedule lag p99, ms", 2), ("its max, ms", 1), ("heap bytes per request", 0))]
        print(f"| {who} | {middle(per_second, 0)} | {middle(cpu, 1)} | {middle(user, 1)} | {middle(resident, 0)} | {' | '.join(own)} |")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("scenario", nargs="*", choices=[*SCENARIOS, []], default=[])
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--only", default="")
    options.add_argument("--peer", action="append", default=[])
    options.add_argument("--work", type=pathlib.Path)
    given = options.parse_args()
    work = given.work or pathlib.Path(tempfile.mkdtemp(prefix="breakwater-peers-"))
    work.mkdir(parents=True, exist_ok=True)

    (work / "nginx.conf").write_text(NGINX.format(work=work, port=PORT))
    nginx = subprocess.Popen(["taskset", "-c", TARGET_CORE, "nginx", "-e", work / "nginx.log", "-p", work, "-c", work / "nginx.conf"])
    try:
        time.sleep(1)
        for name in given.scenario or SCENARIOS:
            tools = tools_of(name, given.peer, given.only, work)
            figures = {who: [] for who in tools}
            for repetition in range(given.repeat):
                for who, tool in tools.items():
                    log = work / f"{name}-{who.replace(', ', '-').replace(' ', '-')}-{repetition}.log"
                    figures[who].append(run(*tool, log))
                    print(f"  {name}, {who}: {figures[who][-1][0]:,.0f}/s, {figures[who][-1][1]:.1f} CPU s per million", flush=True)
            table(name, given.repeat, figures)
    finally:
        nginx.terminate()
        nginx.wait(timeout=10)


if __name__ == "__main__":
    main()
