"""Makes tokens.json beside this file, with transformers.  The tests only read it.

    pip install -r requirements.txt
    python make_tokens.py FOLDER      FOLDER holds the real model's tokenizer

real    what the real model's tokenizer makes of each text or pair: pieces, ids, offsets, segments
long    texts too long for 512 positions, as [word, times, word of the pair, times]: the tokens in all, and how many of
        each segment are kept when the longer side is cut first
small   the same as real with a vocabulary of a few words, once lower-cased and once not
"""

import json
import sys
import tempfile
from pathlib import Path

from transformers import AutoTokenizer, BertTokenizer

TEXTS = [
    ["I saw the saw"],
    ["I saw the saw.", "Who saw it?"],
    ["seesaw"],
    [""],
    ["   "],
    ["saw", ""],
    ["Café naïve, déjà vu: ÅNGSTRÖM"],
    ["a\u0301 combining, ﬁ ligature, İstanbul"],
    ["I 🙂 the saw 🪚!"],
    ["<script>alert('saw')</script>"],
    ["a" * 100 + " " + "b" * 101],
    ["我看見鋸子"],
    ["I saw [SEP] and [MASK] and [cls]"],
    ["tab\tnewline\nnul\x00bell\x07 no-break\u00a0zero\u200bwidth"],
    ["don't re-sawn co-operating 3.14159 $5 #saw"],
]
LONG = [["saw", 638, "", 0], ["saw", 510, "", 0], ["saw", 700, "seen", 300], ["saw", 100, "seen", 600]]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS += ["I", "i", "saw", "Saw", "the", "see", "##saw", "##s", "é", "e", "鋸", "."]
SMALL = [["I saw the Saw."], ["I SAW é"], ["seesaws", "鋸子saw"], ["[MASK] i\u0301"]]


def answer(tokenizer, texts):
    found = tokenizer(*texts, return_offsets_mapping=True, return_token_type_ids=True)
    ids = found["input_ids"]
    return {
        "texts": texts,
        "pieces": tokenizer.convert_ids_to_tokens(ids),
        "ids": ids,
        "offsets": [list(pair) for pair in found["offset_mapping"]],
        "segments": found["token_type_ids"],
    }


def cut(tokenizer, word, times, other, others):
    texts = [f"{word} " * times] + [f"{other} " * others] * bool(others)
    whole = tokenizer(*texts, truncation=False, return_token_type_ids=True)["input_ids"]
    kept = tokenizer(*texts, truncation="longest_first", max_length=512, return_token_type_ids=True)["token_type_ids"]
    return {"made_of": [word, times, other, others], "whole": len(whole), "kept": [kept.count(0), kept.count(1)]}


def small(lower):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "vocab.txt")
        path.write_text("\n".join(WORDS) + "\n", encoding="utf-8")
        tokenizer = BertTokenizer.from_pretrained(folder, do_lower_case=lower)
        return {"do_lower_case": lower, "answers": [answer(tokenizer, texts) for texts in SMALL]}


def main(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    made = {
        "real": [answer(tokenizer, texts) for texts in TEXTS],
        "long": [cut(tokenizer, *rule) for rule in LONG],
        "words": WORDS,
        "small": [small(lower) for lower in (True, False)],
    }
    rows = json.dumps(made, ensure_ascii=True, separators=(",", ":")).replace('{"', '\n{"').lstrip()
    Path(__file__).with_name("tokens.json").write_text(rows + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
