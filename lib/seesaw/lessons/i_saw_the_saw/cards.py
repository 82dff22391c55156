"""Notebook 02: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("one row")     a card to answer before the film below it
    hints("cosine")         graded help        answer("cosine")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise.cards import old_deck as deck

QUESTIONS = {
    "one row": (
        "The table gives each word one row of 384 numbers. Which six words have the rows most like that of `saw`?",
        {
            "Some words of seeing, some tools": (
                "Further down the list there are some. Look at the bars, and at the ranks."
            ),
            "Words of seeing only": (
                "Yes: one row is a compromise for all uses of its word, and in most of what the model read, saw must "
                "have been the past of see."
            ),
            "Tools only": "The other way round. The model read far more sentences in which somebody saw something.",
        },
    ),
    "no positions": (
        "At strength 0 the two saws are one vector after all six layers. Which of these can part them?",
        {
            "Twelve layers instead of six": (
                "A small difference would grow. But there is none: equal vectors ask equal questions, twelve times too."
            ),
            "Position vectors drawn at random": (
                "Yes: any difference at the door will do to part them. But look at what the layers make of it."
            ),
            "Neither: positions must have been learned": (
                "Two places with two vectors are enough, learned or not. What the layers make of it is another matter."
            ),
        },
    ),
    "layers": (
        "`I saw a bird and you saw a fish.` says saw twice in one sense. At what angle do its two saws end?",
        {
            "Near 56° as well: two places are enough": (
                "Then the 56° would say nothing of meaning. Look at the grey curve."
            ),
            "Near 0°: one word in one sense is one vector": (
                "Two places count, and so do two neighbourhoods: at the door even these two stand at more than 15°."
            ),
            "Near 20°: hardly more than at the door": (
                "Yes: 19° on average over four such sentences. So it is not being said twice that parts our two."
            ),
        },
    ),
    "map": (
        "Sixty sentences, half seeing, half tool. The map is drawn without being told which. Do the two halves part?",
        {
            "Not on a map that was not told": (
                "It shows the directions in which the saws differ most, and one of them is this."
            ),
            "Yes, but only near the last layer": "Earlier. Drag from 0 to 1 and watch.",
            "Yes, from the first layer or two": "Yes: after layer 1 nearly all, after layer 2 all but one.",
        },
    ),
    "twins": (
        "Positions down to 0 again: two saws of one sentence stay one vector. And saws of different sentences?",
        {
            "They stay together as well": "They stand among other words, and attention mixes those in. Look.",
            "Most still part, though fewer": (
                "Yes: 49 of 60 instead of all 60. Which words stand around a saw tells a lot, even when nobody "
                "knows where they stand."
            ),
            "They part even better": "Order helps. Compare the green curve at both ends.",
        },
    ),
    "means": (
        (
            "Deal the labels seeing and tool by chance. A line is drawn from the mean of one label to that of the "
            "other. Are the three sentences of each label that made the line on their own side of it?"
        ),
        {
            "About half of them: the labels mean nothing": "So one would think. Count the upper strip.",
            "Nearly all of them": (
                "Yes, and that is the warning: each sentence has pulled its own mean towards itself, and in 384 "
                "directions a pull is not drowned by the rest."
            ),
        },
    ),
    "random": (
        "An encoder of the same shape, every number in it drawn at random. Where does the dashed curve run?",
        {
            "Near 1.00: the shape alone does it": "Then learning would be for nothing. Look.",
            "Near 0.50: guessing": "Yes. The shape lets words mix; what to mix is learned.",
            "Near 0.00": "That would be a feat: to be wrong each time one has to know the answer.",
        },
    ),
    "hard": (
        (
            "`We will saw the wood.` Here saw is a verb that cuts, and none of the sixty sentences has it. "
            "Which of its two heaps will the model put it on?"
        ),
        {
            "Tool: it is about wood and cutting": (
                "That is what it is about. But the model also sees what saw does here."
            ),
            "Seeing: a verb after we": "Yes, 8 votes of 9. The heaps are as much verb and noun as seeing and tool.",
        },
    ),
}

HINTS = {
    "cosine": (
        "Three pieces: the dot product of x and y, the length of x, the length of y.",
        "The length of x is `np.linalg.norm(x)`; the dot product is `x @ y`.",
        "Divide the dot product by both lengths: `x @ y / (length_x * length_y)`.",
    ),
    "strength": (
        "At strength 1 it must be what BERT is given, a + e; at strength 0 only the words are left.",
        "Which of the two is turned down, the word or the position?",
    ),
    "plane": (
        "A direction of largest spread is a direction from the middle: first take the mean saw away.",
        (
            "`np.linalg.svd(x, full_matrices=False)` gives three things; the rows of the third are directions of "
            "length 1, largest spread first."
        ),
        "`centred = saws - saws.mean(axis=0)`, then the first two rows.",
    ),
    "read right": (
        "Make every row of saws length 1; then `unit @ unit.T` holds all cosines at once, (N, N).",
        "Each saw's cosine with itself is 1, the largest of its row. Nobody may vote for itself.",
        "`np.fill_diagonal(cos, -np.inf)`, then `cos.argmax(axis=1)` says who is nearest to whom.",
    ),
    "fooled": (
        (
            "Look ahead to the second film of point 6: in `The old man saw the rusty saw.` it is wrong about the first "
            "saw for one moment. When?"
        ),
        "After `The old man saw`: a noun, then saw, then nothing. What if the sentence ends there?",
        "Or hide the tool: no `the` or `a` before it, no full sentence around it.",
    ),
}

ANSWERS = {
    "cosine": """
def my_cosine(x, y):
    return x @ y / (np.linalg.norm(x) * np.linalg.norm(y))
""",
    "strength": """
def my_input(a, e, strength):
    return a + strength * e
""",
    "plane": """
def my_plane(saws):
    centred = saws - saws.mean(axis=0)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    return directions[:2]
""",
    "read right": """
def my_read_right(saws, is_tool):
    unit = saws / np.linalg.norm(saws, axis=1, keepdims=True)
    cos = unit @ unit.T
    np.fill_diagonal(cos, -np.inf)
    nearest = cos.argmax(axis=1)
    return np.mean(is_tool[nearest] == is_tool)
""",
    "fooled": """
sentence, sense = "The carpenter saw.", "seeing"
# or: sentence, sense = "Tom, saw in hand, smiled.", "tool"
""",
}


question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
