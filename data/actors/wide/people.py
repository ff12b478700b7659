"""Office holders with their offices and years.

Own work. License: MIT OR Apache-2.0.
"""

import re
from collections import defaultdict

from names import is_latin, key, tidy

# Offices of members of an assembly: they alone make nobody an office holder.
MEMBER = re.compile(
    r"\b(member|senator|representative|mp|deput(y|ies) (of|for|to)|federal deputy|state deputy|(people's|regional) deputy"
    r"|substitute|councill?or (of|for|in)|city councill?or|delegate|parliamentarian|legislator|knesset|alderm[ae]n"
    r"|teachta|resident commissioner|candidate|lord temporal|first lady|spouse)\b|^(deputy|councill?or)$", re.I)
KEPT_MEMBER = re.compile(r"politburo|standing committee of the|cabinet|council of ministers|state council|board|governing"
                         r"|special representative|permanent representative|trade representative|high representative"
                         r"|state affairs|military commission|government council|security council|supreme court", re.I)
# The best known first: an actor's role is the first of its offices that the date allows.
RANKS = [re.compile(pattern, re.I) for pattern in (
    r"^(president|prime minister|king|queen|emir|sultan|chancellor|supreme leader|taoiseach|premier|head of state"
    r"|head of government|monarch|emperor|president of .*republic|prime minister of .*)$",
    r"national leader|general secretary|secretary-general|secretary general|vice president|deputy prime minister",
    r"minister (of|for) (foreign|defen|the interior|interior|finance|national defen)|foreign (minister|secretary)"
    r"|secretary of (state|defense|the treasury)",
    r"minister|secretary|chief of|attorney|speaker|governor|treasurer|director|commissioner",
    r"ambassador|justice|judge|president|chair|general|representative",
)]
# What the CAMEO code behind the state says of an official.
CODED = (("GOVMIL", "Defense official"), ("GOVJUD", "Justice official"), ("GOVSPY", "Intelligence official"),
         ("GOVCOP", "Police official"), ("GOVLEG", "Legislative official"), ("GOVMED", "Information official"),
         ("GOVBUS", "Economic official"), ("GOVAGR", "Agriculture official"), ("GOVEDU", "Education official"),
         ("GOVHLH", "Health official"), ("GOVLAB", "Labor official"), ("GOVENV", "Environment official"),
         ("GOV", "Government official"), ("SPY", "Intelligence official"), ("MIL", "Military official"))
# The coded sources were last kept up in this year: what goes on there was held until then at least.
LAST_CODED = 2014
# Offices and pseudo-states of international bodies, whose holders come from elsewhere.
FOREIGN = {"High Representative"}
INTERNATIONAL = {"ESH"}
# Codes that the Phoenix dictionaries give to two states: Guinea and Guinea-Bissau, Mauritius and Mauritania.
SHARED_CODES = {"GIN", "MUS"}
# Archigos codes states as the Correlates of War do; where such a code is another state's in ISO 3166, it is meant so.
WAR_CODES = {"AUS": "AUT", "SLV": "SVN", "MAC": "MKD"}
TITLE = re.compile(
    r"^(president|prime minister|premier|vice president|foreign minister|defen[cs]e minister|interior minister|minister|king"
    r"|queen|prince(ss)?|emir|sultan|sheikh|general|gen|lt|lieutenant|maj|major|col|colonel|brig|brigadier|adm|admiral"
    r"|capt|captain|field marshal|marshal|air|dr|prof|professor|mr|mrs|ms|sir|lord|dame|baroness|baron|viscount|earl"
    r"|senator|sen|rep|ambassador|chancellor|pope|crown prince|his|her|the|former|engineer|eng|ing|hon|comrade|justice)\b\.? ",
    re.I)
NOT_A_NAME = re.compile(r"[\d\ufffd,;:()\[\]/\"“”?!_+=*]|\b(and|then|of the|official|spokes\w+|office|ministry|government"
                        r"|committee|council|party|commission|islands?|republic)\b", re.I)
PARTICLES = {"al", "el", "ud", "ad", "an", "ar", "as", "ash", "at", "az", "bin", "bint", "ibn", "da", "de", "del", "della",
             "der", "den", "di", "do", "dos", "das", "du", "e", "la", "le", "los", "van", "von", "y", "zu", "ul", "ol", "i"}
# Letters with marks that the news of some states writes with two letters.
SPELLED = {"DEU": "de", "AUT": "de", "CHE": "de", "LIE": "de", "DNK": "da", "NOR": "da"}
SPELLINGS = {"de": str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}),
             "da": str.maketrans({"ø": "oe", "å": "aa", "Ø": "Oe", "Å": "Aa"})}
MOST_OFFICES = 4
MOST_ALIASES = 4


def clean(name, recase):
    """A full name without a title before it; none for what is no name of a person."""
    name = tidy(name)
    name = re.sub(r",? (Jr|Sr)\.?$|, (Baron|Baroness|Lord|Viscount|Earl|Marquis|Duke)\b.*$|\s*\([^()]*\)$", "", name)
    while TITLE.match(name) and len(name.split()) > 2:
        name = TITLE.sub("", name, count=1)
    if recase:
        name = re.sub(r"\b(Al|El|Ul|Ud|Ad)-(?=\w)", lambda found: found[0].lower(), name)
        name = re.sub(r"(?<=-)([a-z])", lambda found: found[0].upper(), name)
    words = name.split()
    if len(words) < 2 or len(words) > 8 or NOT_A_NAME.search(name) or not is_latin(name):
        return None
    capital = all(word[0].isupper() or word.strip("'’").lower().split("-")[0] in PARTICLES or "'" in word[:3] or "’" in word[:3]
                  for word in words)
    spelled = any(c.islower() for c in name) and len(key(words[0]).replace(" ", "")) + len(key(words[-1])) > 3
    return name if capital and spelled and words[0][0].isupper() else None


def year(date):
    found = re.match(r"(\d{4})", date or "")
    return int(found[1]) if found and 1850 <= int(found[1]) <= 2026 else None


def role_of(office):
    """What the office is called; none for a member of an assembly and for time without an office."""
    title = office.get("title")
    if title:
        title = re.sub(r"\s+[–—-]\s+.*$", "", tidy(title))
        if title == "effective national leader":
            return "National leader"
        if MEMBER.search(title) and not KEPT_MEMBER.search(title) or len(title) > 70 or not is_latin(title):
            return None
        return title[0].upper() + title[1:]
    code = (office.get("role") or "")[3:]
    return next((role for start, role in CODED if code.startswith(start)), None)


def offices_of(row, forbidden):
    """Dated offices, one span of years for each role, the best known first; general ones only where there is no other."""
    spans = defaultdict(list)
    for office in row.get("offices", []):
        role = None if office.get("src") in forbidden else role_of(office)
        first, last = year(office.get("from_")), year(office.get("to"))
        if role and (first or last):
            goes_on = 9999 if "title" in office else max(first or last, LAST_CODED)
            spans[role].append((first or last, last if office.get("to") else goes_on))
    if any("official" not in role for role in spans):
        spans = {role: years for role, years in spans.items() if not role.endswith("official")}
    named = len(spans) > 1 and {role: years for role, years in spans.items() if role != "National leader"}
    found = []
    for role, years in (named or spans).items():
        merged = []
        for first, last in sorted((a, b or a) for a, b in years):
            if merged and first <= merged[-1][1] + 1:
                merged[-1][1] = max(merged[-1][1], last)
            elif last >= first:
                merged.append([first, last])
        found += [(role, first, last) for first, last in merged]
    return sorted(found, key=lambda office: (rank(office[0]), -office[2], office))


def rank(role):
    return next((at for at, pattern in enumerate(RANKS) if pattern.search(role)), len(RANKS))


def read(rows, hand, forbidden, count):
    """The people that go into the table, merged."""
    people = []
    for row in rows:
        if row["kind"] != "person":
            continue
        count["people read"] += 1
        if set(row["sources"]) <= forbidden["sources"]:
            count["people: only a source that is left out"] += 1
            continue
        row = with_iso_code(row)
        offices = offices_of(row, forbidden["offices"])
        phoenix = row["sources"] == ["oeda-countries"]
        name = clean(row["name"], phoenix)
        country = row.get("country") or ""
        foreign = country not in hand.codes - INTERNATIONAL or any(office[0] in FOREIGN for office in offices)
        reason = ("coded as one of two states" if phoenix and country in SHARED_CODES
                  else "no state, or an international body" if foreign else "no full Latin name" if not name
                  else "name of a place, people or title" if key(name) in hand.taken
                  else "no dated office of more than a member of an assembly" if not offices else None)
        if reason:
            count[f"people: {reason}"] += 1
            continue
        aliases = {clean(alias, phoenix) for alias in row.get("aliases", [])} - {None, name}
        aliases |= {name.translate(SPELLINGS[SPELLED[country]])} - {name} if country in SPELLED else set()
        person = {"name": name, "aliases": {a for a in aliases if is_alias(a, name, hand)}, "country": country,
                  "offices": offices, "wikidata": row.get("wikidata") or ""}
        names = [name, *person["aliases"]]
        if any(hand.has(hand.people, known, country) for known in names) or key(name) in hand.bodies:
            count["people: hand-written already"] += 1
            continue
        people.append(person)
    return merge(people, hand.parents, count)


def with_iso_code(row):
    """The row with the state of Archigos under its ISO code; offices of two codings are not mixed."""
    if "archigos" not in row["sources"] or row.get("country") not in WAR_CODES:
        return row
    if row["sources"] == ["archigos"]:
        return {**row, "country": WAR_CODES[row["country"]]}
    return {**row, "offices": [office for office in row["offices"] if office.get("src") != "archigos"]}


def is_alias(alias, name, hand):
    """Whether it is another spelling of the name: it shares a word with it and stands for nobody else."""
    words = set(key(name).split()) - PARTICLES
    near = any(a[:4] == b[:4] for a in key(alias).split() for b in words)
    return key(alias) != key(name) and key(alias) not in hand.taken and near


def merge(people, parents, count):
    """Joins rows of one name and country (or of a territory and its state) whose years overlap, never two that have Wikidata
    ids of their own."""
    groups = defaultdict(list)
    for person in people:
        groups[key(person["name"])].append(person)
    merged = []
    for same in groups.values():
        kept = []
        for person in sorted(same, key=lambda p: (not p["wikidata"], p["name"], p["country"], p["offices"])):
            twin = next((other for other in kept if related(other, person, parents) and overlap(other, person)), None)
            if twin is None:
                kept.append(person)
                continue
            count["people: merged"] += 1
            if parents.get(person["country"]) == twin["country"]:
                twin["country"] = person["country"]
            twin["wikidata"] = twin["wikidata"] or person["wikidata"]
            twin["aliases"] |= person["aliases"]
            roles = sorted({*twin["offices"], *person["offices"]}, key=lambda o: (rank(o[0]), -o[2], o))
            plain = [office for office in roles if not office[0].endswith(("official", "National leader"))]
            twin["offices"] = plain or roles
        merged += kept
    for person in merged:
        person["aliases"] = sorted(person["aliases"], key=lambda alias: (len(alias), alias))[:MOST_ALIASES]
        person["offices"] = person["offices"][:MOST_OFFICES]
        person["sector"] = sector(person["offices"][0][0])
    return merged


def related(one, other, parents):
    """Whether two rows are of one state, or one of a territory of the other's."""
    a, b = one["country"], other["country"]
    return a == b or parents.get(a) == b or parents.get(b) == a


def overlap(one, other):
    if one["wikidata"] and other["wikidata"]:
        return one["wikidata"] == other["wikidata"]
    return any(a[1] <= b[2] + 1 and b[1] <= a[2] + 1 for a in one["offices"] for b in other["offices"])


def sector(role):
    for pattern, code in ((r"chief of (the )?(general|defen|naval|army|air)|commander|military|\barmy\b|\bnavy\b", "MIL"),
                          (r"justice of|judge|chief justice|\bcourt\b|magistrate|^justice$", "JUD"),
                          (r"intelligence", "SPY"), (r"police", "COP"),
                          (r"speaker|^president of the (senate|national assembly|chamber|house|parliament)", "LEG")):
        if re.search(pattern, role, re.I):
            return code
    return "GOV"


def line(person):
    offices = "|".join(f"{role} {first}-{'' if last == 9999 else last}" for role, first, last in person["offices"])
    return [person["id"], person["name"], "|".join(person["aliases"]), person["country"], person["sector"], offices,
            person["wikidata"]]
