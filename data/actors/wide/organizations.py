"""Parties, armed groups and other organizations.

Own work. License: MIT OR Apache-2.0.
"""

import re
from collections import defaultdict

from names import is_latin, key, tidy

# Nouns that say that a name is one of an organization, not of a person or a firm.
BODY = re.compile(
    r"\b(organi[sz]ation|union|council|committee|agency|commission|association|federation|confederation|community|assembly"
    r"|fund|bank|alliance|network|forum|institute|international|watch|programme|program|society|league|foundation|movement"
    r"|center|centre|secretariat|tribunal|court|parliament|mission|office|conference|initiative|observatory|group|coalition"
    r"|front|army|relief|rights|aid|action|church|congress|authority|bureau|campaign|corps|united nations|club)\b", re.I)
# The same for armed groups, whose sources list their leaders and peoples among them.
ARMED = re.compile(
    r"\b(brigades?|battalions?|militias?|forces?|liberation|party|guerrill\w+|mujah\w+|cartel|jihad|islami\w*|ansar|jaish|jaysh"
    r"|lashkar|harakat|harakah|hizb\w*|liwa|jund|jabhat|kata'?ib|hezb\w*|jama+[ht]\w*|faction|guards?|state|taliban|commandos?|tigers"
    r"|fighters|resistance|revolution\w*|command|tanzim|legion|cell|cells|defen[cs]e|struggle|volunteers|freedom|rebels|regiment"
    r"|squads?|unity|unit|units|nation|nationalist|national|people'?s|self-defen[cs]e|separatists?|frente|fuerzas|ejército|partido"
    r"|armed|armée|mouvement|comando|soldiers?|wing|warriors|brotherhood|independence|patriotic|democratic|republican|military)\b",
    re.I)
FIRM = re.compile(r"\b(inc|ltd|llc|plc|corp|co|company|holdings?|partners|capital|pharma\w*|energy|insurance|trust"
                  r"|motors?|airlines?|bancorp|financial|technolog\w+|systems|reit|resources|oil|gas|sa|ag|nv)\b", re.I)
ROLE = re.compile(r"\b(official|spokes\w+|president of|head of|chief|director|secretary general|secretary-general|leader"
                  r"|ambassador|delegate|envoy|commissioner|minister|chairman|supporters?|inmates|civilians|clan|subclan"
                  r"|tribe|students|prisoners|families|voters|government of|unknown|unidentified|other)\b", re.I)
SMALL = {"Of", "The", "And", "For", "In", "On", "To", "De", "Des", "Du", "La", "Le", "Les", "Y", "A", "Al", "Et"}
MOST_ALIASES = 5


def recase(name):
    """Undoes the capital at each word of the sources that have no other case."""
    words = name.split()
    for at, word in enumerate(words):
        if at and word in SMALL:
            word = word.lower()
        word = re.sub(r"^Al-(?=\w)", lambda found: "al-" if at else "Al-", word)
        words[at] = re.sub(r"-([a-z])", lambda found: "-" + found[1].upper(), word)
    return " ".join(words)


def clean(name, phoenix):
    name = re.sub(r"\s*\([^()]*\)", "", tidy(name)).strip(" -–,;")
    if phoenix:
        name = recase(name)
    wrong = not is_latin(name) or len(name) > 80 or "/" in name and " " not in name.strip() and len(name) > 12
    return None if wrong or re.search(r"[\ufffd\d]{3,}|\ufffd|[\"“”?;:=]", name) or not name[0].isupper() else name


def read(rows, hand, forbidden, count):
    """The three tables: parties, armed groups, other organizations."""
    found = {"parties": [], "armed-groups": [], "organizations": []}
    for row in rows:
        if row["kind"] not in ("organization", "group"):
            continue
        count["organizations read"] += 1
        sources = set(row["sources"]) - forbidden["sources"]
        table = table_of(row, sources)
        phoenix = any(source.startswith("oeda") for source in sources)
        name = clean(row["name"], phoenix) if table else None
        country = row.get("country") or ""
        single = name and " " not in key(name)
        reason = ("only a source that is left out" if not sources else "firm, person or part of another actor" if not table
                  else "name not Latin, or none" if not name else "people, not a body" if ROLE.search(name)
                  else "name of a place, people or title" if key(name) in hand.taken
                  else "unknown state" if country not in hand.codes | {""}
                  else "single word without a state" if single and not country
                  else "hand-written already" if known(hand, row, name, country, phoenix) else None)
        if reason:
            count[f"organizations: {reason}"] += 1
            continue
        aliases = {clean(alias, phoenix) for alias in row.get("aliases", [])} - {None, name}
        aliases = {alias for alias in aliases if is_alias(alias, name, country, hand, table)}
        sector = "PTY" if table == "parties" else "REB" if table == "armed-groups" else sector_of(row)
        found[table].append({"name": name, "aliases": aliases, "country": country, "sector": sector,
                             "wikidata": row.get("wikidata") or ""})
    merged = {table: merge(rows, count) for table, rows in found.items()}
    named = {}
    for table, rows in merged.items():
        # The same body under two headings: the row that has a state stays, a party before an armed group.
        kept = [row for row in rows if row["country"] or key(row["name"]) not in named]
        count["organizations: in another table already"] += len(rows) - len(kept)
        merged[table] = kept
        named |= {key(name): row for row in kept for name in (row["name"], *row["aliases"]) if row["country"]}
    return merged


def table_of(row, sources):
    """Which table a row goes to; none for firms, persons and parts of other actors."""
    name = row["name"]
    if "partyfacts" in sources:
        return "parties"
    if row["kind"] == "group" and "oeda-milnonstate" in sources or "ucdp-actor-22.1" in sources:
        return "armed-groups" if BODY.search(name) or ARMED.search(name) else None
    prefix = row["id"].split(":")[1]
    if prefix == "mnc" or not sources or FIRM.search(name) or not BODY.search(name) or len(name.split()) < 2:
        return None
    return "organizations" if row["id"].startswith(("o:igo:", "o:ngo:")) else None


def sector_of(row):
    code = row.get("codes", {}).get("cameo", "")
    return "IGO" if code.startswith("IGO") else "NGO" if code.startswith("NGO") else "CVL"


def known(hand, row, name, country, phoenix):
    names = [name, *(alias for alias in row.get("aliases", []) if " " in alias and not phoenix)]
    return any(hand.has(hand.bodies, other, country) for other in names)


def is_alias(alias, name, country, hand, table):
    """Whether an alias stands for this actor alone: no title, town, people or state, and no word of its own without a state."""
    folded = key(alias)
    if folded == key(name) or folded in hand.taken or folded in hand.bodies or folded in hand.people or ROLE.search(alias):
        return False
    if " " in folded:
        return table != "organizations" or bool(BODY.search(alias))
    acronym = alias.isupper() and 2 < len(alias) <= 8
    return bool(country) and len(folded) > 2 and (acronym or table == "parties")


def merge(rows, count):
    """Joins rows of one name and country (or none)."""
    by_name = defaultdict(list)
    for row in sorted(rows, key=lambda row: (not row["country"], not row["wikidata"], row["name"], row["wikidata"])):
        same = by_name[key(row["name"])]
        twin = next((other for other in same if other["country"] == row["country"] or not row["country"]), None)
        if twin is None:
            same.append(row)
            continue
        count["organizations: merged"] += 1
        twin["aliases"] |= row["aliases"]
        twin["wikidata"] = twin["wikidata"] or row["wikidata"]
    merged = [row for same in by_name.values() for row in same]
    for row in merged:
        row["aliases"] = sorted(row["aliases"], key=lambda alias: (" " in alias, alias))[:MOST_ALIASES]
    return merged


def line(row):
    return [row["id"], row["name"], "|".join(row["aliases"]), row["country"], row["sector"], row["wikidata"]]
