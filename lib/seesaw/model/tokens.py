"""Text -> the pieces BERT knows, each with its place in the text.

    "I saw" --split, look up--> [CLS] i saw [SEP] --> ids 101 1045 2387 102

The `tokenizers` library does the splitting (WordPiece); this module opens it from a checkpoint folder, takes its
answer apart into arrays, and cuts a text that is too long for BERT, saying so.
"""

import threading
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from tokenizers import Encoding, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from seesaw.model.config import read_json
from seesaw.model.errors import ModelError

CUT = "{kept} of {whole} read: the text is longer than this BERT's {kept} positions, so its end was left out."
NOT_TEXT = "{what} must be a text (str), and is {got!r:.40} ({kind}); write it in quotes."
BYTES = "{what} must be a text (str), and is bytes; turn it into text first: {what}.decode('utf-8')."
NOT_UNICODE = "{what} holds half a character at position {at} (a lone surrogate, {char!r}), so leave that one out."
NO_TOKENIZER = "{folder} has neither tokenizer.json nor vocab.txt, so no text can be split; copy one of them there."
BAD_TOKENIZER = "{path} cannot be read as a tokenizer ({why}); download it again."
NO_SPECIAL = "{path} lacks {missing}, which BERT puts around every text; use the file that came with the weights."
NOT_BERTS = (
    "{path} puts {got} around a text, and BERT expects [CLS] and [SEP]; use the file that came with the weights."
)
TOO_MANY_WORDS = "{path} has ids up to {top}, while the weights know only {n} words (0 to {last}); the files disagree."

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class _Tokens(NamedTuple):
    pieces: list[str]
    ids: np.ndarray
    offsets: np.ndarray
    segments: np.ndarray


class Tokens(_Tokens):
    """What BERT reads of a text, [CLS] and [SEP] included.

    pieces    n strings                  "##" begins a piece that goes on a word
    ids       (n,)    their rows in the word table
    offsets   (n, 2)  text[start:end] is what the piece was made of; (0, 0) for [CLS] and [SEP].
                      The pieces of segment 1 count in `pair`
    segments  (n,)    0: from `text`, 1: from `pair`

    `.note` is "" or the sentence that says how much was read ("512 of 640 read: ...").
    """

    note: str = ""
    _whole: int = 0

    @property
    def whole(self):
        """How many pieces the whole text has: more than were read, where it was cut."""
        return self._whole or len(self.pieces)


class Pieces:
    """The tokenizer of one checkpoint; `split` may be called from several threads at once."""

    def __init__(self, folder: Path, n_words: int, n_positions: int):
        """folder: a checkpoint · n_words: rows of its word table · n_positions: the longest text, in pieces."""
        self.n_positions, self._n_words = n_positions, n_words
        self._tokenizer, path = open_tokenizer(folder)
        _must_fit(self._tokenizer, path, n_words)
        self._cutting: Tokenizer | None = None
        self._lock = threading.Lock()

    def split(self, text: str, pair: str | None = None) -> Tokens:
        """The Tokens of `text`, or of `text` and `pair` together; TypeError for anything that is no text."""
        _must_be_text("text", text)
        if pair is not None:
            _must_be_text("pair", pair)
        pair = pair or None  # an empty second text is none, as in transformers
        found = self._tokenizer.encode(text, pair)
        if len(found) <= self.n_positions:
            return _as_arrays(found)
        return self._cut(text, pair, whole=len(found))

    def vocabulary(self) -> list[str]:
        """Every piece at the number of its row in the word table; "" where the table has a row and no piece."""
        pieces = [""] * self._n_words
        for piece, row in self._tokenizer.get_vocab().items():
            pieces[row] = piece
        return pieces

    def _cut(self, text, pair, whole):
        tokens = _as_arrays(self._cutter().encode(text, pair))
        tokens.note, tokens._whole = CUT.format(kept=len(tokens.pieces), whole=whole), whole
        warnings.warn(tokens.note, UserWarning, stacklevel=4)  # 4: the line that called reader.tokens or .read
        return tokens

    def _cutter(self):
        """A second tokenizer that cuts, made when first needed: the first one stays as it is for other threads."""
        with self._lock:
            if self._cutting is None:
                self._cutting = Tokenizer.from_str(self._tokenizer.to_str())
                self._cutting.enable_truncation(self.n_positions)
            return self._cutting


def open_tokenizer(folder: Path) -> tuple[Tokenizer, Path]:
    """The tokenizer of a checkpoint and the file it came from: tokenizer.json, or else vocab.txt.

    The length that tokenizer.json may ask for (this one pads and cuts every text to 128) is switched off: a student
    sees the pieces of the sentence and nothing else.
    """
    made, plain = folder / "tokenizer.json", folder / "vocab.txt"
    if made.is_file():
        tokenizer, path = _opened(Tokenizer.from_file, made), made
    elif plain.is_file():
        tokenizer, path = _from_vocabulary(plain), plain
    else:
        raise ModelError(NO_TOKENIZER.format(folder=folder))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, path


def _opened(opener, path):
    try:
        return opener(str(path))
    except Exception as error:  # the library raises no narrower one for a bad file
        raise ModelError(BAD_TOKENIZER.format(path=path, why=error)) from error


def _from_vocabulary(path):
    """The tokenizer that vocab.txt stands for: BERT's own, with what tokenizer_config.json says about case."""
    ids = _opened(WordPiece.read_file, path)
    _must_know(path, ids)
    said = path.with_name("tokenizer_config.json")
    said = read_json(said) if said.is_file() else {}
    tokenizer = Tokenizer(WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer(
        lowercase=said.get("do_lower_case", True),
        strip_accents=said.get("strip_accents"),
        handle_chinese_chars=said.get("tokenize_chinese_chars", True),
    )
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"]))
    tokenizer.add_special_tokens([word for word in SPECIAL if word in ids])
    return tokenizer


def _must_know(path, ids):
    missing = [word for word in ("[UNK]", "[CLS]", "[SEP]") if word not in ids]
    if missing:
        raise ModelError(NO_SPECIAL.format(path=path, missing=" and ".join(missing)))


def _must_fit(tokenizer, path, n_words):
    """It must speak BERT's way, [CLS] ... [SEP], and know no more words than the weights do."""
    ids = tokenizer.get_vocab()
    _must_know(path, ids)
    if tokenizer.encode("").tokens != ["[CLS]", "[SEP]"]:
        raise ModelError(NOT_BERTS.format(path=path, got=tokenizer.encode("").tokens))
    top = max(ids.values())
    if top >= n_words:
        raise ModelError(TOO_MANY_WORDS.format(path=path, top=top, n=n_words, last=n_words - 1))


def _must_be_text(what, text):
    if isinstance(text, bytes | bytearray):
        raise TypeError(BYTES.format(what=what))
    if not isinstance(text, str):
        raise TypeError(NOT_TEXT.format(what=what, got=text, kind=type(text).__name__))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(NOT_UNICODE.format(what=what, at=error.start, char=text[error.start])) from None


def _as_arrays(found: Encoding) -> Tokens:
    return Tokens(
        pieces=found.tokens,
        ids=np.array(found.ids, dtype=np.int64),
        offsets=np.array(found.offsets, dtype=np.int64).reshape(-1, 2),
        segments=np.array(found.type_ids, dtype=np.int64),
    )
