"""Names as the catalog compares them, and what the hand-written tables hold already.

Own work. License: MIT OR Apache-2.0.
"""

import re
import unicodedata
from pathlib import Path

HAND = Path(__file__).resolve().parent.parent

# Latin letters that do not fall apart into a plain letter and a mark.
PLAIN = str.maketrans({
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h", "Ħ": "H",
    "ŧ": "t", "ə": "e", "Ə": "E", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th",
})
APOSTROPHES = "'’‘ʼʻʿʾ´`"


def key(name):
    """The form in which names are compared; the Rust code has the exact one."""
    text = re.sub(r"['’]s\b", " s", name.translate(PLAIN))
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c) and c not in "." + APOSTROPHES)
    units = re.sub(r"[^\w]+", " ", text.replace("&", " and ")).lower().split()
    if units[:1] == ["the"]:
        units = units[1:]
    return " ".join("al" if unit == "el" else unit for unit in units)


def is_latin(name):
    """Whether all letters are Latin ones and there are at least two."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) > 1 and all(unicodedata.name(c, "").startswith(("LATIN", "MODIFIER")) for c in letters)


def tidy(text):
    """One blank between words, no tabs or bars."""
    return " ".join(text.replace("|", " ").replace("\u200e", "").split())


def rows(table):
    """Rows of a hand-written table as dictionaries."""
    lines = [line for line in (HAND / table).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    header = lines[0].split("\t")
    return [dict(zip(header, (cell.strip() for cell in line.split("\t")))) for line in lines[1:]]


def cells(cell):
    """The parts of a `|` list without the marks of the tables."""
    return [part.strip().lstrip("?=~") for part in re.split(r"[|/]", cell or "") if part.strip()]


class Hand:
    """What the hand-written tables know: by key, the countries of those who bear the name."""

    def __init__(self):
        self.ids = set()
        self.people = self.load("people.tsv")
        self.bodies = self.load("organizations.tsv")
        for name, countries in self.load("groups.tsv").items():
            self.bodies.setdefault(name, set()).update(countries)
        # Names that are no alias of a person or an organization: states, peoples, towns, titles, nicknames of power.
        self.taken = set()
        self.states = {}
        self.parents = {row["code"]: row["parent"] for row in rows("states.tsv") if row["kind"] == "territory"}
        for row in rows("states.tsv"):
            for column in ("name", "aliases", "adjectives", "people", "capitals"):
                for name in cells(row[column]):
                    self.taken.add(key(name))
                    if column in ("name", "aliases", "adjectives"):
                        self.states.setdefault(key(name), row["code"])
        for table, columns in (("regions.tsv", ("name", "aliases")), ("us-states.tsv", ("name",)),
                               ("metonyms.tsv", ("text",)), ("titles.tsv", ("text",)), ("bodies.tsv", ("lemma",)),
                               ("blocked.tsv", ("name",))):
            for row in rows(table):
                for column in columns:
                    self.taken.update(key(name) for name in cells(row[column]))
        self.titles = {key(name) for row in rows("titles.tsv") for name in cells(row["text"])}
        self.codes = {row["code"] for row in rows("states.tsv")}

    def load(self, table):
        found = {}
        for row in rows(table):
            self.ids.add(row["id"])
            for name in cells(row["name"].replace("/", " ")) + cells(row["aliases"].replace("/", " ")):
                found.setdefault(key(name), set()).add(row["country"])
        return found

    def has(self, table, name, country):
        """Whether a hand-written row bears this name, in this country or in none that is known."""
        countries = table.get(key(name))
        return countries is not None and (not country or country in countries or "" in countries)
