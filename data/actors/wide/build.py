#!/usr/bin/env python3
"""Makes the wide tables of actors out of a merged table of open sources.

    python3 data/actors/wide/build.py actors.jsonl.xz

Reads: JSON Lines, one actor a line (`name`, `kind`, `aliases`, `country`, `codes`, `offices` with dates, `wikidata`,
`sources`), plain or compressed with xz, and the hand-written tables of `data/actors/`.
Gives: office-holders.tsv, parties.tsv, armed-groups.tsv, organizations.tsv beside this script, sorted; facts only. How many
rows were left out, and why, goes to standard error.

Left out on purpose:
- rows that only sources of unclear or share-alike license have (`FORBIDDEN`), and offices that only those have;
- people without a dated office above that of a member of an assembly, without a full name in Latin letters, without a state;
- officials whose only source gives one code to two states, and holders of offices of international bodies;
- firms; bodies of people ("supporters of"); single words without a state; names in other scripts;
- aliases that are titles, towns, states or peoples, or share no word with the name of their person;
- whoever the hand-written tables hold, by name and country.
Rows of one organization are joined by name and country, rows of one person only where their years overlap too and at most
one has a Wikidata id.

An `id` is written only where a name alone does not make a good one: several bear it, or a hand-written row has it.

Own work. License: MIT OR Apache-2.0.
"""

import json
import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path

import organizations
import people
from names import Hand, key

HERE = Path(__file__).resolve().parent
FORBIDDEN = {
    "sources": {"everypolitician-2015", "supraverden", "cow-igo-v3", "cia-world-leaders-2019"},
    "offices": {"everypolitician-2015", "cia-world-leaders"},
}
MADE = "# Made by build.py from open sources, then kept in the repository; see data/SOURCES.md for each source and its license."
ID = ("# Columns: id (empty: the kind and the name make it, `person:ann-lee`), name, aliases (by `|`), country (ISO alpha-3), "
      "sector (PLOVER),")
HEADS = {
    "office-holders": ("person", [
        "# People who held an office of a state, with years. Facts: Wikidata (CC0) by way of every-politician-scrapers; Archigos 4.1",
        "# (CC BY 4.0; Goemans, Gleditsch and Chiozza 2009); Phoenix dictionaries of PETRARCH2 (MIT); congress-legislators (CC0).",
        MADE, ID, "# offices (by `|`, the best known first: \"ROLE FROM-TO\" in years, no TO where it goes on), wikidata.",
    ], "id name aliases country sector offices wikidata"),
    "parties": ("org", ["# Political parties. Facts: Party Facts (MIT).", MADE, ID, "# wikidata."],
                "id name aliases country sector wikidata"),
    "armed-groups": ("group", [
        "# Armed groups. Facts: UCDP Actor Dataset 22.1 (CC BY 4.0); Phoenix dictionaries of PETRARCH2 (MIT).", MADE, ID,
        "# wikidata."], "id name aliases country sector wikidata"),
    "organizations": ("org", [
        "# International and other organizations. Facts: Phoenix dictionaries of PETRARCH2 (MIT).", MADE, ID, "# wikidata."],
        "id name aliases country sector wikidata"),
}


def read(path):
    opened = lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(path, encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines]


def number(tables, hand):
    """Gives an id to those whose name is not enough of one: country, first year and a number tell them apart."""
    taken = set(hand.ids)
    named = defaultdict(list)
    for table, rows in tables.items():
        for row in sorted(rows, key=lambda row: (key(row["name"]), row["country"], row["wikidata"])):
            named[f"{HEADS[table][0]}:{slug(row['name'])}"].append(row)
    taken |= set(named)
    for plain, rows in sorted(named.items()):
        for row in rows:
            row["id"] = ""
            if len(rows) == 1 and plain not in hand.ids:
                continue
            years = [str(office[1]) for office in row.get("offices", [])][:1]
            wished = "-".join(filter(None, [plain, row["country"].lower(), *years]))
            row["id"] = next(name for name in (wished, *(f"{wished}-{k}" for k in range(2, 1000))) if name not in taken)
            taken.add(row["id"])


def slug(name):
    return "-".join("".join(c for c in unit if c.isascii() and c.isalnum()) for unit in key(name).split() if unit != "s")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows, hand, count = read(sys.argv[1]), Hand(), Counter()
    tables = {"office-holders": people.read(rows, hand, FORBIDDEN, count)}
    tables |= organizations.read(rows, hand, FORBIDDEN, count)
    number(tables, hand)
    for table, (_, head, columns) in HEADS.items():
        line = people.line if table == "office-holders" else organizations.line
        lines = sorted("\t".join(line(row)) for row in tables[table])
        lines.sort(key=lambda text: (key(text.split("\t")[1]), text))
        text = "\n".join([*head, columns.replace(" ", "\t"), *lines]) + "\n"
        (HERE / f"{table}.tsv").write_text(text, encoding="utf-8")
        print(f"{table}: {len(lines)} rows, {len(text.encode())} bytes", file=sys.stderr)
    for what, times in sorted(count.items()):
        print(f"  {what}: {times}", file=sys.stderr)


if __name__ == "__main__":
    main()
