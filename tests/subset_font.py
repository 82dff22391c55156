"""Makes the two fonts of the Traditional Chinese edition, lib/seesaw/fonts/: run when a text has a character they lack.

    pip install fonttools justmytype-intl-cjk==0.1.0        in an environment of its own; no student needs them
    python tests/subset_font.py

Noto Sans TC, which comes variable and with 12 MB, in two weights, with the characters of all Chinese texts and the most
frequent ones (common_characters.txt), so that a new sentence seldom needs a new font.
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
TOP = HERE.parent
FONTS = TOP / "lib" / "seesaw" / "fonts"
WRITTEN = "lib/seesaw/zh_tw/*.json", "lib/seesaw/lessons/*/deck.zh-TW.md", "notebooks/zh-TW/*.ipynb"
WEIGHTS = {"Regular": 400, "Bold": 700}
COMMON = "common_characters.txt"
MARKS = "，。：；？！、「」『』（）《》〈〉—…～·／％＋－＝"
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # of the name table: whose it is, what it is called, its licence
LEFT_OUT = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "VORG", "VVAR", "vhea", "vmtx", "DSIG"]  # Matplotlib reads none


def characters():
    """All that the font must have: the characters of the Chinese texts that are not ASCII, and the common ones."""
    pages = [HERE / COMMON, *(path for pattern in WRITTEN for path in TOP.glob(pattern))]
    texts = "".join(path.read_text(encoding="utf-8") for path in pages)
    return sorted({letter for letter in texts + MARKS if letter > "\x7f"})


def subset(source, name, weight, letters):
    """The font `source` in one weight, with these letters alone."""
    font = TTFont(source, recalcTimestamp=False)  # so that the same letters give the same bytes
    options = Options(layout_features=[], hinting=False, name_IDs=NAMES, notdef_outline=True)
    options.drop_tables += LEFT_OUT
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(letters))
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": weight})
    names = {1: "Noto Sans TC", 2: name, 4: f"Noto Sans TC {name}", 6: f"NotoSansTC-{name}"}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 1 << 5 if name == "Bold" else 1 << 6
    font["head"].macStyle = int(name == "Bold")
    return font


def main():
    """Write both weights and their licence."""
    import justmytype_intl_cjk

    given = Path(justmytype_intl_cjk.__file__).parent / "fonts" / "ofl" / "notosanstc"
    letters = characters()
    for name, weight in WEIGHTS.items():
        path = FONTS / f"NotoSansTC-{name}.ttf"
        subset(given / "NotoSansTC[wght].ttf", name, weight, letters).save(path)
        print(f"{path.name}: {len(letters)} characters, {path.stat().st_size / 1e3:.0f} kB")
    shutil.copy(given / "OFL.txt", FONTS / "OFL.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
