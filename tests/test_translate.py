"""Both editions say the same, and each rule of the checker is seen to fail on a planted fault."""

import base64
import json
import zlib

import pytest
import taiwan
import translate
from translate import LABELS, Edition, main, mark

from seesaw.exercise.deck import read

SAW = "A *saw* has 4 teeth, `alpha` and $b^1$; see [02](02_i_saw_the_saw.ipynb)."
SAW_SAID = "一把 *saw* 有 4 個齒，還有 `alpha` 和 $b^1$；見 [02](02_i_saw_the_saw.ipynb)。"
MODULE = """from seesaw.words import say
MOST = say("{word} gets most ({high:.2f})")
SIDES = say({"left": "rows", "right": ("Yes: {n} rows.", "Not yet: {n} rows.")})
ONE, OTHER = BOTH = "alone", "together"
NAMES = say(dict(zip(BOTH, BOTH, strict=True)))
"""
DECK = """# 01 · What its cards say

## question loud

Which **one** wins?

- [x] the louder
  Yes: *I* asks `8` times louder.
- neither
  It does, at 0.5.

## hints sum

- Try `np.sum`.

## answer sum

```python
return 1
```

## verdicts sum

- yes: Yes: {want:.2f} it is.
- no sum: Not yet: {got} is not {want:.2f}.
"""
DECK_SAID = """# 01 · What its cards say

## question loud

哪**一個**會贏？

- [x] 比較大聲的
  對：*I* 問得大聲 `8` 倍。
- 都不會
  會，在 0.5 的時候。

## hints sum

- 試試 `np.sum`。

## answer sum

```python
return 1
```

## verdicts sum

- yes: 對：就是 {want:.2f}。
- no sum: 還差一點：{got} 不是 {want:.2f}。
"""
TEXTS = {
    "loud": {
        "{word} gets most ({high:.2f})": "{word} 分到最多（{high:.2f}）",
        "rows": "橫列",
        "Yes: {n} rows.": "對：{n} 橫列。",
        "Not yet: {n} rows.": "還差一點：{n} 橫列。",
        "alone": "單獨",
        "together": "一起",
    },
    LABELS: {"who asks": "誰在問"},
}


def cells(*sources):
    """A notebook: (id, source) of prose, or (id, source, what the cell gave) of code."""
    made = []
    for name, source, *output in sources:
        cell = {"id": name, "metadata": {}, "source": translate.lines_of(source)}
        code = {"cell_type": "code", "execution_count": 1, "outputs": output}
        made.append(cell | (code if output else {"cell_type": "markdown"}))
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def film(label, caption):
    data = {"controls": [{"label": label}], "captions": [caption], "frames": {"0": [0, 0]}, "orders": []}
    return {"packed": base64.b64encode(zlib.compress(json.dumps(data).encode())).decode()}


@pytest.fixture
def series(tmp_path):
    """A series of one lecture, said in both languages without a fault."""
    edition = Edition(tmp_path)
    lecture = tmp_path / "lib" / "seesaw" / "lessons" / "loud"
    translate.write(lecture / "loud.py", MODULE)
    translate.write(lecture / "deck.md", DECK)
    translate.write(lecture / "deck.zh-TW.md", DECK_SAID)
    english = tmp_path / "notebooks" / "01_loud.ipynb"
    translate.write_json(
        english, cells(("saw", SAW), ("view", "lesson.view()", {"name": "stdout"}), ("end", "The end."))
    )
    translate.write_json(tmp_path / "notebooks" / "films" / "01_loud.json", {"view": [film("who asks", "It has 0.25")]})
    edition = Edition(tmp_path)
    assert main(["01"], edition) == 0
    chinese = edition.chinese(english)
    change(chinese, saw=SAW_SAID, end="結束。", view="import seesaw.zh_tw\nlesson.view()")
    translate.write_json(chinese.parent / "films" / "01_loud.json", {"view": [film("誰在問", "有 0.25")]})
    translate.write_json(edition.texts("loud"), TEXTS)
    assert main(["01"], edition) == 0
    return edition


def change(path, **sources):
    """Write other sources into cells of a notebook: `cell id="source"`."""
    notebook = translate.read_json(path)
    for cell in notebook["cells"]:
        cell["source"] = translate.lines_of(sources.get(cell["id"], translate.source_of(cell)))
    translate.write_json(path, notebook, sort_keys=True)


def told(edition):
    """The faults of the series."""
    return list(translate.faults(edition, edition.translated(), [*translate.ROOMS, "loud"]))


def files(edition):
    return [*(edition.notebooks / "zh-TW").rglob("*.*"), *edition.catalogue.glob("*"), *edition.library.rglob("deck.*")]


# ---- the series itself


def test_both_editions_say_the_same(capsys):
    main(["--check"])
    assert capsys.readouterr().out == "Both editions say the same.\n"


AS_THEY_COME = "exercise/deck.py", "film/controls.py"  # a deck has pages of its own, a name of a control is its label


@pytest.mark.parametrize("room", [*translate.ROOMS, "lessons"])
def test_each_text_that_is_said_can_be_read_in_the_source(room):
    edition = Edition()
    for path in sorted((edition.library / room).rglob("*.py")):
        if not path.as_posix().endswith(AS_THEY_COME):
            found = translate.sayings(path.read_text(encoding="utf-8"))
            assert [f"{path.name}:{line}" for line, texts in found if not texts] == []


@pytest.mark.parametrize("page", sorted(Edition().library.glob("lessons/*/deck.md")), ids=lambda page: page.parent.name)
def test_a_deck_is_taken_apart_as_its_reader_does(page):
    text, found = page.read_text(encoding="utf-8"), read(page)
    assert translate.twin_of_deck(text) == text
    for heading, (_, body) in translate.sections(text).items():
        kind, _, name = heading.partition(" ")
        parts = translate.pieces(heading, body)
        if kind == "question":
            question = found.questions[name]
            said = {text for option in question.options for text in (option.text, option.reply)}
            assert set(parts.values()) == said | {question.text}
            assert parts["question"] == question.text
        elif kind == "verdicts":
            assert parts == found.verdicts[name]
        elif kind in ("hints", "names"):
            assert tuple(parts.values()) == getattr(found, kind)[name]


# ---- what a rewriting keeps


def test_a_series_without_a_fault_has_none_and_writing_it_anew_changes_nothing(series, capsys):
    assert told(series) == []
    before = {path: path.read_bytes() for path in files(series)}
    assert main([], series) == main(["--check", "--all"], series) == 0
    assert {path: path.read_bytes() for path in files(series)} == before
    assert capsys.readouterr().out.splitlines()[-1] == "Both editions say the same."


def test_code_is_the_english_after_one_line_and_outputs_stay(series):
    path = series.chinese(series.paths[0])
    notebook = translate.read_json(path)
    notebook["cells"][1]["outputs"] = [{"name": "stdout"}]
    translate.write_json(path, notebook, sort_keys=True)
    main(["01"], series)
    ours = {cell["id"]: cell for cell in translate.read_json(path)["cells"]}
    assert translate.source_of(ours["view"]) == "import seesaw.zh_tw\nlesson.view()"
    assert ours["view"]["outputs"] == [{"name": "stdout"}]
    assert ours["saw"]["metadata"]["says"] == mark(SAW)


def test_a_page_goes_out_and_comes_back(series, tmp_path):
    page, path = tmp_path / "page.md", series.chinese(series.paths[0])
    assert main(["01", "--page", str(page)], series) == 0
    text = page.read_text(encoding="utf-8")
    assert SAW in text and SAW_SAID in text
    before = path.read_bytes()
    main(["01", "--take", str(page)], series)
    assert path.read_bytes() == before
    page.write_text(text.replace("結束。", "完。"), encoding="utf-8")
    main(["01", "--take", str(page)], series)
    assert "完。" in path.read_text(encoding="utf-8")
    page.write_text("<!-- cell other -->\n完。", encoding="utf-8")
    with pytest.raises(SystemExit, match="a cell 'other', and the notebook has none"):
        main(["01", "--take", str(page)], series)


def test_what_no_room_says_already_is_asked_of_the_lecture_with_the_labels_of_its_controls(series):
    assert series.wanted() == {"loud": {module: list(texts) for module, texts in TEXTS.items()}}
    translate.write(series.library / "draw" / "tables.py", 'ROWS = say("rows")')
    assert series.wanted()["draw"] == {"tables": ["rows"]}
    assert "rows" not in series.wanted()["loud"]["loud"]


def test_a_notebook_without_an_edition_is_a_fault_only_where_all_are_asked(series, capsys):
    translate.write_json(series.notebooks / "02_more.ipynb", cells(("one", "One.")))
    later = Edition(series.notebooks.parent)
    assert main(["--check"], later) == 0
    assert main(["--check", "--all"], later) == 1
    assert "02_more.ipynb: there is no Chinese edition" in capsys.readouterr().out


# ---- what drifts


def test_a_change_of_the_english_is_told_until_the_chinese_is_said_to_say_it(series):
    change(series.paths[0], end="The very end.")
    assert ["end: the English has changed" in fault for fault in told(series)] == [True]
    main(["01"], series)
    assert len(told(series)) == 1
    main(["01", "--said", "end"], series)
    assert told(series) == []


def test_a_change_of_a_card_is_told_until_its_section_is_said_to_say_it(series):
    deck = series.library / "lessons" / "loud" / "deck.md"
    deck.write_text(DECK.replace("Try `np.sum`", "Use `np.sum`"), encoding="utf-8")
    assert ["hints sum: the English has changed" in fault for fault in told(series)] == [True]
    main(["01", "--said", "hints sum"], series)
    assert told(series) == []
    with pytest.raises(SystemExit, match="no cell and no section of that name: hints other"):
        main(["01", "--said", "hints other"], series)


@pytest.mark.parametrize(
    ("cell", "text", "fault"),
    [
        ("view", "import seesaw.zh_tw\nlesson.view(1)", "not in step"),
        ("view", "lesson.view()", "not in step"),
        ("saw", SAW_SAID.replace("4", "5"), "numbers: 4 in English alone, 5 here alone"),
        ("saw", SAW_SAID.replace("`alpha`", "`beta`"), "code: `alpha` in English alone"),
        ("saw", SAW_SAID.replace("b^1", "b^2"), "mathematics: $b^1$ in English alone"),
        ("saw", SAW_SAID.replace("(02_i", "(03_i"), "links: 02_i_saw_the_saw.ipynb in English alone"),
        ("end", "這裡是**結束。**就這樣", "Markdown leaves these stars standing"),
        ("end", "到此為止，數據沒有了。", "數據: write 資料"),
    ],
)
def test_a_fault_of_a_cell_is_found(cell, text, fault, series):
    change(series.chinese(series.paths[0]), **{cell: text})
    assert {fault in one for one in told(series)} == {True}, told(series)


def test_a_cell_that_came_and_one_that_went_are_told(series):
    english = translate.read_json(series.paths[0])
    english["cells"][2] = cells(("new", "New."))["cells"][0]
    translate.write_json(series.paths[0], english)
    assert "end: no longer said in English" in " ".join(told(series))
    main(["01"], series)
    assert [fault.endswith("new: not translated") for fault in told(series)] == [True]


@pytest.mark.parametrize(
    ("here", "there", "fault"),
    [
        ("試試 `np.sum`。", "Try `np.sum`.", "hints sum: not translated"),
        ("- [x] 比較", "- 比較", "its parts are"),
        ("- 都不會\n  會，在 0.5 的時候。\n", "", "its parts are"),
        ("對：就是", "沒錯：就是", "a verdict that begins with 'Yes' begins here with 對"),
        ("還差一點：{got}", "還差一點 {got}", "a verdict that begins with 'Not yet'"),
        ("{want:.2f}。\n", "{want:.1f}。\n", "other fields"),
        ("0.5", "0.6", "numbers: 0.5 in English alone, 0.6 here alone"),
        ("哪**一個**會", "哪**一個會", "stars are left standing on its card"),
        ("return 1", "return 2", "not in step"),
        ("## hints sum", "## hints other", "hints other: no longer said in English"),
    ],
)
def test_a_fault_of_a_deck_is_found(here, there, fault, series):
    deck = series.library / "lessons" / "loud" / "deck.zh-TW.md"
    page = deck.read_text(encoding="utf-8")
    assert here in page
    page = page.replace(here, there, 1)
    if there.startswith("Try"):
        page = translate.MARK.sub("", page)
    deck.write_text(page, encoding="utf-8")
    assert fault in " ".join(told(series)), told(series)


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("rows", "", "'rows': not translated"),
        ("rows", "一列", "a row is 橫列"),
        ("Yes: {n} rows.", "是：{n} 橫列。", "begins here with 對"),
        ("{word} gets most ({high:.2f})", "{word} 分到最多（{high}）", "other fields"),
        ("columns", "直行", "no longer said in English"),
    ],
)
def test_a_fault_of_the_catalogue_is_found(english, chinese, fault, series):
    table = translate.read_json(series.texts("loud"))
    table["loud"][english] = chinese
    translate.write_json(series.texts("loud"), table)
    assert [fault in one for one in told(series)] == [True], told(series)


def test_one_text_is_said_in_one_way_in_all_lectures(series):
    translate.write_json(series.texts("other"), {"other": {"rows": "幾橫列"}})
    assert [one.endswith("said in two ways: 橫列 and 幾橫列") for one in told(series)] == [True]


@pytest.mark.parametrize(
    ("films", "fault"),
    [
        ([film("誰在問", "有 0.52")], "other numbers in 'It has 0.25' and in '有 0.52'"),
        ([film("who asks", "有 0.25")], "the control 'who asks' has no Chinese name"),
        ([], "not that of the English"),
    ],
)
def test_a_fault_of_a_film_as_it_is_stored_is_found(films, fault, series):
    translate.write_json(series.notebooks / "zh-TW" / "films" / "01_loud.json", {"view": films})
    assert [fault in one for one in told(series)] == [True], told(series)


def test_a_control_whose_name_is_on_the_slide_stays_english():
    films = {"view": [{"frames": {}, "captions": [], "controls": [{"label": "precision"}]}]}
    assert list(translate.film_faults("here", films, films)) == []


@pytest.mark.parametrize("sign", ["NT$", r"NT<span>\$</span>"])
def test_money_opens_no_mathematics(sign):
    english, chinese = f"A miss is {sign} 5, an alarm {sign} 7.", f"漏掉是 {sign} 5，誤報是 {sign} 7。"
    assert list(taiwan.faults(english, chinese)) == []


# ---- a text alone


@pytest.mark.parametrize(
    "text",
    [
        "**問題。** 一個單字問「*saw* (4)」，分到 0.25；其他的（三個）呢？",
        "看得懂一行 Python，執行每行程式，盛行率是第 3 橫列、排列整齊。",
        "「{most}」(3) 分到最多……{share:.0%}",
        "| 單字，*i* | 分數。 |\n|---|---|\n- 一個**單字**\n- 兩個 **head** 和 *W*",
        "> **投影片說：** 一個二分類model的結果(下列)。",
    ],
)
def test_good_chinese_has_no_fault(text):
    assert list(taiwan.faults(text, text, template=True)) == list(taiwan.open_stars(text)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("神經網絡", "網絡: write 網路"),
        ("改變量尺，不改變數；過去分詞和目標量", ""),
        ("你您", "您: write 你"),
        ("矩陣的行", "…矩陣的行…: a row is 橫列"),
        ("每一列加起來", "a row is 橫列"),
        ("学习", "not in the font, or not written so in Taiwan: 习 学"),
        ("*重要*的單字", "*重要*: no italics on Chinese"),
        ("單字,分數", "full-width marks"),
        ("單字(三個)", "full-width marks"),
        ("單字, 分數", "、 between them"),
        ("有4 個", "a space stands between"),
        ("讀**BERT** 的", "a space stands between"),
        ("單字 ，分數", "no space stands"),
        ("單字， 分數", "no space stands"),
        ("單字 分數", "no space stands between two characters"),
        ("他說“好”", "write 「"),
    ],
)
def test_a_fault_of_style_is_found(text, fault):
    found = list(taiwan.faults(text, text))
    assert any(fault in one for one in found) if fault else found == [], found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("**問題。** 一個", 0),
        ("**問題。**一個", 2),
        ("**一**個*字*", 0),
        ("聽**「最多」**的", 2),
        ("2 * 3", 1),
        ("* 一\n* 二", 0),
    ],
)
def test_stars_that_markdown_leaves_standing_are_found(text, left):
    assert len(list(taiwan.open_stars(text))) == left


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("22.7 million weights", "2,270 萬個權重"),
        ("1 to 8, -3 and 0.5", "1 到 8、-3 和 0.5"),
        ("row 3, W^2 and q1", "第 3 橫列，W^2 和 q1"),
        ("{x:.2f} of 4", "4 個裡的 {x:.2f}"),
    ],
)
def test_amounts_are_the_same_however_a_language_counts(english, chinese):
    assert sorted(taiwan.numbers(english)) == sorted(taiwan.numbers(chinese)) != []
    assert taiwan.numbers(english) != taiwan.numbers(
        chinese.replace("3", "4").replace("2,270", "2,271").replace("0.5", "0.6") + " 7"
    )
