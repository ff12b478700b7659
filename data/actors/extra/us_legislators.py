#!/usr/bin/env python3
"""Makes a file of the members of the United States Congress, for `demarche extract --actors us-legislators.csv`.

    python3 data/actors/extra/us_legislators.py legislators-current.json legislators-historical.json > us-legislators.csv
    python3 data/actors/extra/us_legislators.py actors.jsonl.xz > data/actors/extra/us-legislators.csv

Reads: the JSON files of unitedstates/congress-legislators (public domain, CC0: `terms` with chamber, state, party, dates), or the
merged table of open sources that the wide tables are made of (`data/actors/wide/build.py` describes it), of which it takes
offices from Wikidata (CC0) and state and party from congress-legislators (CC0), nothing else. Also the hand-written tables of
`data/actors/` and its wide tables.
Gives: CSV on standard output, a member a row, sorted by id: whoever sat in Congress since `SINCE`, with name, state, party, chambers, years
and Bioguide id.

Names are marked weak (`?`): many Americans share them, so that a text must also speak of the United States, or call the person a
senator. Left out: whoever the hand-written tables have, and names that they, or people of other states in the wide tables,
bear. Members of one name are told apart by their states in their ids.

Own work. License: MIT OR Apache-2.0.
"""

import csv
import json
import lzma
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "wide"))
from names import Hand, key, rows, tidy  # noqa: E402

SINCE = 1990
CHAMBERS = {"sen": "Senator", "rep": "Representative", "U.S. Senator": "Senator", "U.S. Representative": "Representative",
            "United States senator": "Senator", "United States representative": "Representative"}
PARTIES = {"Republican": "R", "Democrat": "D", "Democratic": "D", "Independent": "I"}


def read(path):
    opened = lzma.open if path.endswith(".xz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        if path.removesuffix(".xz").endswith(".jsonl"):
            return [json.loads(line) for line in file if line.strip()]
        return json.load(file)


def year(day):
    return int(day[:4]) if day else None


def of_congress(entry):
    """A member as congress-legislators has it; none who left before `SINCE`."""
    terms = [(CHAMBERS[term["type"]], term["state"], year(term["start"]), year(term["end"])) for term in entry["terms"]]
    name = entry["name"]
    full = name.get("official_full") or f"{name['first']} {name['last']}"
    others = [f"{first} {name['last']}" for first in (name.get("first"), name.get("nickname")) if first]
    ids = entry["id"]
    return dict(name=full, others=others, terms=terms, party=entry["terms"][-1].get("party"), bioguide=ids["bioguide"],
                wikidata=ids.get("wikidata"), state=entry["terms"][-1]["state"])


def of_merged(entry):
    """A member as the merged table has it; years from Wikidata, state and party from congress-legislators."""
    seats = [office for office in entry.get("offices", []) if office.get("src") == "congress-legislators"]
    if not seats or not entry["codes"].get("bioguide"):
        return None
    states = {CHAMBERS.get(seat["title"]): seat.get("state") for seat in seats}
    last = seats[-1]
    terms = []
    for office in entry["offices"]:
        chamber = CHAMBERS.get(office.get("title")) if office.get("src") == "wikidata" else None
        if chamber and office.get("from_"):
            terms.append((chamber, states.get(chamber) or last.get("state"), year(office["from_"]), year(office.get("to"))))
    others = [alias for alias in entry.get("aliases", []) if len(alias.split()) in (2, 3)]
    return dict(name=entry["name"], others=others, terms=terms, party=last.get("party"), state=last.get("state"),
                bioguide=entry["codes"].get("bioguide"), wikidata=entry.get("wikidata"))


def joined(terms):
    """Terms of one seat that follow each other become one; the latest first."""
    found = []
    for chamber, state, start, end in sorted(terms, key=lambda term: (term[0], term[1] or "", term[2])):
        last = found[-1] if found else None
        if last and last[:2] == [chamber, state] and (last[3] is None or start <= last[3] + 1):
            last[3] = None if end is None or last[3] is None else max(end, last[3])
        else:
            found.append([chamber, state, start, end])
    return sorted(found, key=lambda term: (term[2], term[0]), reverse=True)


def main(paths):
    hand = Hand()
    names_of_states = {row["postal"]: row["name"].lstrip("?=~") for row in rows("us-states.tsv")}
    wide, ids = defaultdict(set), set()
    for row in rows("wide/office-holders.tsv"):
        for name in [row["name"], *row["aliases"].split("|")]:
            wide[key(name)].add(row["country"])
        ids.add(row["id"])
    members, left_out = defaultdict(list), defaultdict(int)
    for path in paths:
        for entry in read(path):
            member = of_congress(entry) if "terms" in entry else of_merged(entry)
            if not member:
                continue
            member["terms"] = [term for term in joined(member["terms"]) if term[3] is None or term[3] >= SINCE]
            folded = key(member["name"])
            if not member["terms"] or not member["bioguide"]:
                left_out[f"without years since {SINCE}"] += 1
            elif folded in hand.people or folded in hand.taken or folded in hand.bodies:
                left_out["in the hand-written tables"] += 1
            elif wide.get(folded, set()) - {"USA"}:
                left_out["namesakes of other states"] += 1
            else:
                members[folded].append(member)
    written = []
    for folded, same in members.items():
        for member in same:
            member["id"] = "person:" + folded.replace(" ", "-")
            if len(same) > 1:
                member["id"] += "-" + (member["state"] or "us").lower()
            written.append(member)
    owners = defaultdict(set)
    for member in written:
        for name in [member["name"], *member["others"]]:
            owners[key(name)].add(member["id"])
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "name", "aliases", "country", "sector", "offices", "wikidata", "note"])
    seen = set()
    for member in sorted(written, key=lambda member: member["id"]):
        if member["id"] in seen:
            left_out["namesakes of one state"] += 1
            continue
        seen.add(member["id"])
        surname = key(member["name"]).split(" ")[-1]
        aliases = []
        for other in map(tidy, member["others"]):
            folded = key(other)
            is_fine = (folded != key(member["name"]) and folded.split(" ")[-1] == surname and owners[folded] == {member["id"]}
                       and len(folded.split(" ")[0]) > 1 and folded not in hand.people and folded not in hand.taken and not wide.get(folded)
                       and not {"senator", "congressman", "representative", "mr", "us", "president", "governor"} & set(folded.split(" ")))
            if is_fine and "?" + other not in aliases:
                aliases.append("?" + other)
        offices = []
        for chamber, state, start, end in member["terms"]:
            place = names_of_states.get(state)
            role = f"{chamber} for {place}" if place else chamber
            offices.append(f"{role} {start}-{end or ''}")
        party = PARTIES.get(member["party"], member["party"])
        seat = "-".join(part for part in (party, member["state"]) if part)
        note = f"{seat}, " if seat else ""
        writer.writerow([member["id"], "?" + tidy(member["name"]), "|".join(aliases), "USA", "LEG", "|".join(offices),
                         member["wikidata"] or "", f"{note}Bioguide {member['bioguide']}"])
    told = ", ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
    print(f"{len(seen)} members; left out: {told}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
