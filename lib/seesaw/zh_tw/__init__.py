"""`import seesaw.zh_tw`, the first line of a notebook: from here on everything is said in Traditional Chinese.

A JSON file for each room and each lecture stands beside this one, {module: {English: 中文}}; `tests/translate.py` keeps
them in step with the English.  What is not in them is said in English.
"""

import json
from pathlib import Path

from seesaw.words import Language, speak

HERE = Path(__file__).parent


def catalogue():
    """{English: 中文} of all files; what is not yet translated is left out."""
    rooms = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.json"))]
    texts = [pair for room in rooms for module in room.values() for pair in module.items()]
    return {english: chinese for english, chinese in texts if chinese}


SAID = catalogue()
CHINESE = Language(
    name="zh-TW",
    said=lambda text: SAID.get(text, text),
    comma="、",
    quotes="「{word}」",
    joined="",
    powers=((1e12, "{number} 兆"), (1e8, "{number} 億"), (1e4, "{number} 萬")),
    family="Noto Sans TC",
    fonts=tuple(sorted((HERE.parent / "fonts").glob("NotoSansTC-*.ttf"))),
)

speak(CHINESE)
