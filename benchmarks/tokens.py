#!/usr/bin/env python3
"""Measures token-service with many bindings: memory, refreshes per second, time to the first and to the last token.

Usage: benchmarks/tokens.py [BINDINGS …] [--life SECONDS] [--calls 32] [--heap 512m]     (1,000 and 100,000 by default)

Needs a built checkout (mvn package). Broker, platform and service run on this machine. Prints a Markdown table.
"""
import argparse
import subprocess
import tempfile

from peers import BENCH, HOME

parser = argparse.ArgumentParser()
parser.add_argument("bindings", nargs="*", type=int, default=[1_000, 100_000])
parser.add_argument("--life", type=int, default=7_200, help="of a token, in seconds")
parser.add_argument("--calls", type=int, default=32, help="platforms asked at once")
parser.add_argument("--heap", default="512m", help="of the service")
given = parser.parse_args()

jars = [str(BENCH / jar) for jar in (BENCH / "class-path").read_text().strip().split(":")]
own = str(next(BENCH.glob("benchmarks-*.jar")))
print("| bindings | life | first token | all tokens | refreshes/s after that | cores | peak resident MiB | threads |")
print("|---|---|---|---|---|---|---|---|", flush=True)
for bindings in given.bindings:
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(
            ["java", "-Xmx256m", "-XX:+UseSerialGC", "-cp", ":".join([own, *jars]), "io.breakwater.benchmarks.TokenBench",
             str(HOME), work, str(bindings), str(given.life), str(given.calls), given.heap],
            check=True, timeout=900)
