"""A real BERT from a folder of this disk: `load()` gives a reader, `reader.read("I saw the saw")` what it saw.

Read on in reader.py (text -> what BERT saw), then tokens.py, weights.py, config.py and fetch.py.
"""

from seesaw.model.errors import ModelError
from seesaw.model.reader import Reader, Reading, load
from seesaw.model.tokens import Tokens

__all__ = ["ModelError", "Reader", "Reading", "Tokens", "load"]
