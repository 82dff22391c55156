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
from tokenizers import AddedToken, Encoding, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from seesaw.model.config import read_json, refuse_dangling
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
TOO_FEW_WORDS = (
    "{path} holds {words} words, and the table of the weights has {n} rows: it may be cut short or lack a line, and "
    "then its words are not those of their rows; compare it with the file that came with the weights."
)
NOT_TRUE_OR_FALSE = "{path} says {key} = {value!r:.40}, where {known} is expected; mend that line."
BAD_ADDED = "{path} says {said!r:.60} of an added word, and a word and its row were expected; mend that line."
TAKEN = "{path} puts {word!r} at row {row}, which is not free; use the file that came with the weights."
TOO_MANY_WORDS = "{path} has ids up to {top}, while the weights know only {n} words (0 to {last}); the files disagree."

GAP = "\ufdd0"  # a code point that no text has: it names a row between two added words
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
        added = self._tokenizer.get_added_tokens_decoder()  # each by its own letters, where a text is lower-cased too
        self._added = {row: word.content for row, word in added.items()}
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
            return self._as_arrays(found)
        return self._cut(text, pair, whole=len(found))

    def vocabulary(self) -> list[str]:
        """Every piece at the number of its row in the word table; "" where the table has a row and no piece."""
        pieces = [""] * self._n_words
        for piece, row in self._tokenizer.get_vocab().items():
            pieces[row] = "" if piece.startswith(GAP) else piece
        return pieces

    def _as_arrays(self, found: Encoding) -> Tokens:
        return Tokens(
            pieces=[self._added.get(row, piece) for row, piece in zip(found.ids, found.tokens, strict=True)],
            ids=np.array(found.ids, dtype=np.int64),
            offsets=np.array(found.offsets, dtype=np.int64).reshape(-1, 2),
            segments=np.array(found.type_ids, dtype=np.int64),
        )

    def _cut(self, text, pair, whole):
        tokens = self._as_arrays(self._cutter().encode(text, pair))
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
        refuse_dangling(made)
        refuse_dangling(plain)
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
    said = _read_beside(path, "tokenizer_config.json")
    tokenizer = Tokenizer(WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer(
        lowercase=_setting(path, said, "do_lower_case", True),
        strip_accents=_setting(path, said, "strip_accents", None),
        handle_chinese_chars=_setting(path, said, "tokenize_chinese_chars", True),
    )
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"]))
    special = _special_words(path, said)
    added = _added_words(path, said, special)
    known = {word.content for word in added.values()}
    tokenizer.add_special_tokens([word for name, word in special.items() if name in ids and name not in known])
    _add(tokenizer, path, added)
    tokenizer.add_special_tokens([word for name, word in special.items() if name not in {*ids, *known, *SPECIAL}])
    return tokenizer


def _read_beside(path, name):
    beside = path.with_name(name)
    return read_json(beside) if beside.is_file() else {}


def _setting(path, said, key, default):
    """A setting that is true or false, or left out."""
    value = said.get(key, default)
    if not isinstance(value, bool) and value is not default:
        path = path.with_name("tokenizer_config.json")
        known = "true, false or null" if default is None else "true or false"
        raise ModelError(NOT_TRUE_OR_FALSE.format(path=path, key=key, value=value, known=known))
    return value


def _added_words(path, said, special):
    """{row: AddedToken} of the words that were added to the vocabulary, as transformers finds them: with all their
    settings in tokenizer_config.json, or else by name in added_tokens.json.
    """
    if "added_tokens_decoder" in said:
        path, rows = path.with_name("tokenizer_config.json"), said["added_tokens_decoder"]
        pairs = rows.items() if isinstance(rows, dict) else [(rows, rows)]
        return {_row(path, row): _added_word(path, word) for row, word in pairs}
    path = path.with_name("added_tokens.json")
    pairs = _read_beside(path, path.name).items()
    return {_row(path, row): special.get(word) or _added_word(path, {"content": word}) for word, row in pairs}


def _row(path, row):
    try:
        if isinstance(row, bool) or not 0 <= (number := int(row)) == float(row) < 1e6:
            raise ValueError
    except (ValueError, TypeError, OverflowError):
        raise ModelError(BAD_ADDED.format(path=path, said=row)) from None
    return number


def _added_word(path, word):
    """An AddedToken of tokenizer_config.json: its text, and how it is looked for."""
    flags = ("single_word", "lstrip", "rstrip", "normalized", "special")
    try:
        given = {flag: word[flag] for flag in flags if flag in word}
        given.setdefault("normalized", not given.get("special", False))
        if not word["content"] or any(not isinstance(value, bool) for value in given.values()):
            raise TypeError
        return AddedToken(word["content"], **given)
    except (TypeError, KeyError):
        raise ModelError(BAD_ADDED.format(path=path, said=word)) from None


def _special_words(path, config):
    """{word: AddedToken} of all that is called special: BERT's own five, mask_token and its like, and those listed."""
    found = {word: AddedToken(word, special=True) for word in SPECIAL}
    for said in (config, _read_beside(path, "special_tokens_map.json")):
        listed = said.get("additional_special_tokens")
        values = [value for key, value in said.items() if key.endswith("_token")]
        for value in [*values, *(listed if isinstance(listed, list) else [])]:
            if isinstance(value, str) and value:
                found.setdefault(value, AddedToken(value, special=True))
            elif isinstance(value, dict):
                word = _added_word(path.with_name("special_tokens_map.json"), {**value, "special": True})
                found[word.content] = word
    return found


def _add(tokenizer, path, added):
    """Add each word at its own row: `tokenizers` gives the next free one, so rows between two words are filled."""
    for row, word in sorted(added.items()):
        known = tokenizer.token_to_id(word.content)
        gap = range(tokenizer.get_vocab_size(), row) if known is None else ()
        tokenizer.add_special_tokens([f"{GAP}{between}" for between in gap])
        (tokenizer.add_special_tokens if word.special else tokenizer.add_tokens)([word])
        if tokenizer.token_to_id(word.content) != row:
            raise ModelError(TAKEN.format(path=path.parent, word=word.content, row=row))


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
    words = sum(not word.startswith(GAP) for word in ids)
    if words < n_words:
        warnings.warn(TOO_FEW_WORDS.format(path=path, words=words, n=n_words), UserWarning, stacklevel=2)


def _must_be_text(what, text):
    if isinstance(text, bytes | bytearray):
        raise TypeError(BYTES.format(what=what))
    if not isinstance(text, str):
        raise TypeError(NOT_TEXT.format(what=what, got=text, kind=type(text).__name__))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(NOT_UNICODE.format(what=what, at=error.start, char=text[error.start])) from None
