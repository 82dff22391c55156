"""What is wrong with a Chinese text: alone, and beside the English that it says.

    faults("A word has 4 numbers.", "一個單字有 4 个數字")  ->  one sentence for each fault

The rules are those of the series: the same numbers, code, mathematics and links in both languages, Taiwan's words and
punctuation, no character that the font lacks, and no stars that Markdown leaves standing.
"""

import re
import string
import unicodedata
from functools import cache
from pathlib import Path

from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font

FONTS = Path(__file__).parents[1] / "lib" / "seesaw" / "fonts"
BEGINNINGS = {"Yes": "對", "Not yet": "還差一點", "Your turn": "換你了"}  # of what is said of an answer
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
FULL = "，。：；？！、「」『』（）"
NARROW = r"A-Za-z0-9`$%°α-ωΑ-Ω²³¹⁰-⁹₀-₉′"  # what keeps a space between itself and a character
MAINLAND = {  # said on the mainland -> said in Taiwan
    "網絡": "網路",
    "數據": "資料",
    "代碼": "程式碼",
    "默認": "預設",
    "信息": "訊息、資訊",
    "視頻": "影片",
    "文檔": "文件",
    "數組": "陣列",
    "變量(?!尺)": "變數",
    "打印": "印出",
    "運行": "執行",
    "鼠標": "滑鼠",
    "屏幕": "螢幕",
    "緩存": "快取",
    "內存": "記憶體",
    "線程": "執行緒",
    "服務器": "伺服器",
    "鏈接": "連結",
    "加載": "載入",
    "質量": "品質",
    "支持": "支援",
    "循環": "迴圈",
    "點積": "內積",
    "掩碼": "遮罩",
    "掩蔽": "遮罩",
    "歸一化": "正規化",
    "規範化": "正規化",
    "方差": "變異數",
    "(?<!目)標量": "純量",
    "拼接": "串接",
    "維數": "維度",
    "幻燈片": "投影片",
    "函數庫": "函式庫",
    "控件": "控制項",
    "滑塊": "滑桿",
    "單元格": "格",
    "窗口": "視窗",
    "哈希": "雜湊",
    "批量": "批次",
    "分詞器": "tokenizer",
    "詞元": "token",
    "查全率": "recall",
    "殘差連線": "殘差連接",
    "(?<!「)注意力權重": "占比",  # quoted as the textbook's word it may stand
}
NEVER = {"您": "你", "各位": "你", "同學們": "你", "！": "。", "“": "「", "”": "」", "‘": "『", "’": "』"}
WORDS_WITH_IT = re.compile(  # in which 行 and 列 are neither row nor column
    "橫列|直行|[陣數序排並羅系下行]列|列[出表印車]|[執進平並可自不同飛流旅步銀換空]行|行[為動走人]|行得通|盛行|另起一行"
)
A_LINE_OF_CODE = re.compile(r"行(?= ?(?:程式|Python|`))")
UNITS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
UNITS |= {"萬": 1e4, "百萬": 1e6, "千萬": 1e7, "億": 1e8, "十億": 1e9, "兆": 1e12}
NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_.^])([-−]?)(\d+(?:,\d\d\d)*(?:\.\d+)?)(?:\s?({'|'.join(sorted(UNITS, key=len, reverse=True))}))?"
)
CODE, MATHS, LINK = re.compile(r"`[^`\n]+`"), re.compile(r"(?<!NT)(?<!\\)\$[^$\n]+\$"), re.compile(r"\]\(([^)\s]+)\)")
OTHER_EDITION = re.compile(r"(?:\.\./|zh-TW/)\w+\.ipynb")  # one links to the other, so these links differ
FIELD = re.compile(r"\{\{|\}\}|\{[^{}]*\}")


def faults(english, chinese, template=False):
    """One sentence for each thing that is wrong.  template : whether {fields} are filled in later"""
    yield from _differences(english, chinese, template)
    yield from _style(FIELD.sub("◦", chinese) if template else chinese)
    if missing := sorted({letter for letter in chinese if letter > "~" and ord(letter) not in glyphs()}):
        yield f"not in the font, or not written so in Taiwan: {' '.join(missing)}; else run tests/subset_font.py"


def has_han(text):
    return re.search(f"[{HAN}]", text) is not None


# ---- beside the English


def _differences(english, chinese, template):
    if template and fields(english) != fields(chinese):
        yield f"other fields: {fields(english)} in English, {fields(chinese)} here"
    one, other = ({name: read(text) for name, read in FACTS.items()} for text in (english, chinese))
    for name in FACTS:
        lost, more = _less(one[name], other[name]), _less(other[name], one[name])
        if lost or more:
            yield f"{name}: {lost or 'none'} in English alone, {more or 'none'} here alone"


def verdict_faults(english, chinese):
    """A sentence on an answer says first of all what it is: right, not yet, or not begun."""
    for begins, must in BEGINNINGS.items():
        if re.match(rf"{begins}\b", english) and not re.match(rf"{must}[：，。]", chinese):
            yield f"a verdict that begins with {begins!r} begins here with {must}, and then ：or ，or 。"


def fields(template):
    """The fields of a template with their formats, in the order of the alphabet."""
    try:
        return sorted(
            f"{{{name}:{spec}}}" for _, name, spec, _ in string.Formatter().parse(template) if name is not None
        )
    except ValueError as error:
        return [str(error)]


def numbers(text):
    """The amounts that a text states in digits, {word: million, 百萬} included: 22.7 million is 2,270 萬."""
    rest = FIELD.sub(" ", LINK.sub("] ", MATHS.sub(" ", CODE.sub(" ", text))))
    found = [(sign, float(digits.replace(",", "")) * UNITS.get(unit, 1)) for sign, digits, unit in NUMBER.findall(rest)]
    return [f"{-value if sign else value:.12g}" for sign, value in found]


FACTS = {
    "numbers": numbers,
    "code": CODE.findall,
    "mathematics": MATHS.findall,
    "links": lambda text: [link for link in LINK.findall(text) if not OTHER_EDITION.fullmatch(link)],
}


def _less(one, other):
    """What `one` has more often than `other`, as text."""
    left = list(one)
    for each in other:
        if each in left:
            left.remove(each)
    return ", ".join(left)


# ---- alone


def _style(text):
    for word, ours in (MAINLAND | NEVER).items():
        if found := re.search(word, text):
            yield f"{found[0]}: write {ours}"
    text = LINK.sub("]", MATHS.sub("$0$", CODE.sub("`0`", _slides_left_out(text))))
    rest = A_LINE_OF_CODE.sub("", WORDS_WITH_IT.sub("", text))
    if bare := re.search(r".{0,4}[行列].{0,4}", rest):
        yield f"…{bare[0]}…: a row is 橫列, a column 直行"
    for stars, inside in _emphases(text):
        if stars == "*" and inside and has_han(inside):
            yield f"*{inside}*: no italics on Chinese; bold, or 「」"
    text = re.sub(rf"(?<=[{FULL}])\*\* ", "**", text)  # the space that closes the bold
    bare = re.sub(r"\*+", "", text)
    for what, pattern in MARKS.items():
        if found := re.search(pattern, bare):
            yield f"…{_around(bare, found)}…: {what}"


MARKS = {
    "full-width marks stand beside a character": rf"[{HAN}][,.:;?!()\"']|[,:;?!()\"'][{HAN}]",
    "a space stands between a character and a letter, digit or code": rf"[{HAN}][{NARROW}]|[{NARROW}][{HAN}]",
    "no space stands between two characters": rf"[{HAN}] +[{HAN}]",
    "no space stands behind a full-width mark": rf"[{FULL}] +[^|\s*>-]",
    "no space stands before a full-width mark": r"[^|\s>-] +[，。：；？！、」』）]",
    "a list of words has 、 between them, a sentence 。 at its end": rf"[{HAN}] *[,;](?: |$)",
}


def _slides_left_out(text):
    """Slides are quoted to the letter, with their own punctuation: a line that begins with > and names the slide."""
    return re.sub(r"^>.*投影片說.*$", "", text, flags=re.MULTILINE)


def _around(text, found):
    return text[max(0, found.start() - 5) : found.end() + 5].strip()


def open_stars(text):
    """The stars of a Markdown text that open no emphasis, or close none, by CommonMark's rule of their neighbours.

    **問題。**一 is such a case: ** after a mark and before a character closes nothing, and the student sees stars.
    """
    yield from (stars for stars, inside in _emphases(text) if inside is None)


def _emphases(text):
    """(* or **, what stands between) of each emphasis of a Markdown text; (what stands around, None) of stray stars."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*>|#]|\d+\.) ?)", text):
        line = MATHS.sub("x", CODE.sub("x", re.sub(r"^\s*\* ", "", block)))
        opened = {}
        for stars in re.finditer(r"(?<!\\)\*+", line):
            before, after = line[stars.start() - 1 : stars.start()] or " ", line[stars.end() : stars.end() + 1] or " "
            if stars[0] in opened and _may_open(after, before):
                yield stars[0], line[opened.pop(stars[0]).end() : stars.start()]
            elif stars[0] not in opened and _may_open(before, after):
                opened[stars[0]] = stars
            else:
                yield _around(line, stars), None
        yield from ((_around(line, stars), None) for stars in opened.values())


def _may_open(outside, inside):
    """Left-flanking: nothing blank follows, and a mark may follow only where a blank or another mark stands before."""
    return not inside.isspace() and (not _mark(inside) or outside.isspace() or _mark(outside))


def _mark(letter):
    return unicodedata.category(letter)[0] in "PS"


@cache
def glyphs():
    """The code points that pictures can write: those of the shipped font, and of Matplotlib's own."""
    ours = [set(FT2Font(str(path)).get_charmap()) for path in sorted(FONTS.glob("NotoSansTC-*.ttf"))]
    return set.intersection(*ours) | set(FT2Font(findfont("DejaVu Sans")).get_charmap())
