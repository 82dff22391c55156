"""Notebook 02: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("one row")     a card to answer before the film below it
    hints("cosine")         graded help        answer("cosine")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise import deck

QUESTIONS = {
    "one row": (
        "The table gives each word one row of 384 numbers. Which words have the rows most like that of `saw`?",
        {
            "Some words of seeing, some tools": "So it would be if one row could be in two places. Look at the bars.",
            "Words of seeing only": (
                "Yes: in most of what the model read, saw must have been the past of see, and the row lies there."
            ),
            "Tools only": "The other way round. The model read far more sentences in which somebody saw something.",
        },
    ),
    "no positions": (
        "Six layers of attention, nothing masked, but no word knows its place. Do the two saws come apart?",
        {
            "Yes, at once: one has I beside it, the other the": (
                "Beside is a place. Without places both saws have the same words around them: I, the, a full stop, "
                "and each other."
            ),
            "Yes, slowly, layer by layer": "A small difference would grow. But what is the first difference?",
            "No, never": (
                "Yes. Two equal questions to the same sentence get the same shares, the same mix, the same vector."
            ),
        },
    ),
    "layers": (
        "Now the real model, positions and all. After six layers, what is the angle between the two saws?",
        {
            "Nearly 0°: it is the same word": "At the door it is 17°, and only the place tells them apart. Then look.",
            "More than 45°": "Yes, 56°. But wait for the second curve before you say that meaning did it.",
            "180°: the meanings are opposite": (
                "Seeing and tool are not opposites, and vectors of 384 numbers have room: two drawn at random stand at "
                "about 90°."
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
            "Seeing and tool part nearly as well as before": (
                "Nearly: 49 of 60 instead of all 60. Which words stand around a saw tells a lot, even when nobody "
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
                "Yes, and that is the warning: 384 directions are so many that some line fits any labels."
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
        "Three pieces: the dot product of u and v, the length of u, the length of v.",
        "The length of u is `np.linalg.norm(u)`; the dot product is `u @ v`.",
        "Divide the dot product by both lengths: `u @ v / (length_u * length_v)`.",
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
def my_cosine(u, v):
    return u @ v / (np.linalg.norm(u) * np.linalg.norm(v))
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
