"""Notebook 00, the map: which part of the whole Transformer each notebook is about.

map_view     choose a notebook, and its boxes are lit
LECTURES     {number of a notebook: (its name, the question it answers)}
"""

from ipywidgets import SelectionSlider

from seesaw.draw.parts import column, stage
from seesaw.draw.transformer import BOXES, boxes_of, draw_transformer, full_names, update_transformer
from seesaw.film import film, playing
from seesaw.theme import figure, lecture_style
from seesaw.words import filled, listed, say, wrapped

LECTURES = say(
    {
        "00": ("start here", "How do I use a film, and what do the letters mean?"),
        "01": ("attention scores", "How does a word know which other words to listen to?"),
        "02": ("I saw the saw", "Does a real BERT tell the two saws apart, and where does it learn to?"),
        "03": ("multi-head", "Why several attentions side by side, and what is W_o for?"),
        "04": ("positional encoding", "How does attention know which word came first?"),
        "05": ("the BERT block", "What else is in a block, and what does each part do?"),
        "06": ("precision, recall, F1", "How good is a classifier, and good at what?"),
    }
)
NOTEBOOK, LINE = say(("notebook", "{number}  {name}"))
SAYS = say("Notebook {number}, {name}. {question} In the picture: {boxes}.")
TICK = 1200  # ms a notebook, when it plays
WIDEST = 29  # letters in a line beside the picture


@lecture_style()
def map_view():
    """Choose a notebook: what it is about is lit in the picture of the whole Transformer.  -> Film"""
    fig, (left, right) = figure(9.6, 5.0, ncols=2, width_ratios=(1.6, 1))
    picture = draw_transformer(ax=left)
    stage(right, (0, 1), (10, 0))
    rows = column(right, 0, [0.7 + nth for nth in range(len(LECTURES))], ha="left", size=14)
    question = right.text(0, 7.6, "", size=14, va="top", linespacing=1.3)

    def update(notebook):
        name, asks = LECTURES[notebook]
        lit = boxes_of(notebook)
        update_transformer(picture, lit)
        for row, (number, (title, _)) in zip(rows, LECTURES.items(), strict=True):
            chosen = number == notebook
            row.set(text=filled(LINE, number=number, name=title), weight="bold" if chosen else "normal")
        question.set_text(wrapped(asks, WIDEST))
        boxes = listed(dict.fromkeys(BOXES[key].name for key in lit))
        return {"caption": SAYS, "number": notebook, "name": name, "question": asks, "boxes": boxes}

    chosen = playing(SelectionSlider(options=list(LECTURES), value="00", description=NOTEBOOK), TICK)
    return film(fig, update, handles={"notebook": rows}, names=full_names(picture), notebook=chosen)
