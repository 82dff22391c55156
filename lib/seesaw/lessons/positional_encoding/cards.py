"""Notebook 04: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("order")     a card to answer before the film below it
    hints("turn")         graded help        answer("turn")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise.cards import old_deck as deck

QUESTIONS = {
    "order": (
        "`dog bites man again`, then `man bites dog again`. No positions, no mask. What does `dog` take home?",
        {
            "Something else: now it is the one bitten": "That is what you read. Look at the rows on the right.",
            "The very same four numbers": (
                "Yes. It asks the same question of the same words, and a sum does not care in which order it is added."
            ),
            "Nothing: attention fails without positions": "It works well. It works too well: watch what it cannot see.",
        },
    ),
    "mask": (
        "Still no positions, but each word may look only at itself and the words before it. Is order still lost?",
        {
            "Yes: a mask holds no numbers that could say where a word is": (
                
                    "It holds none, and yet it does: whom a word may see depends on where it stands. Press "
                    "the third button."
                
            ),
            "No: the first word sees one word, the last sees all": (
                "Yes. A causal mask alone tells a word how many came before it."
            ),
        },
    ),
    "clock": (
        "Why two features for each hand, a sine and a cosine? Would the sine alone not do?",
        {
            "The sine alone would do": (
                "A sine of 0.5 is a hand at 30° or at 150°. The cosine says which: watch both bars."
            ),
            "The sine alone is the same at two places of each turn": "Yes, and the cosine tells the two apart.",
            "Two are needed since d is even": "d is even because two are needed, not the other way round.",
        },
    ),
    "counting": (
        "In binary the ones flip at each step, the twos at every second. What are the slow hands of e good for?",
        {
            "They only repeat what the fast hands say": (
                "The fast hand is back after 6.3 positions. Who counts its turns?"
            ),
            "They tell apart positions at which the fast hands agree": (
                "Yes, as the eights do for two numbers that end in the same bits. But a hand turns where a bit jumps."
            ),
        },
    ),
    "base 1": (
        "With base 1 all hands turn alike, one radian a position. Which two positions get nearly the same vector?",
        {
            "None: every position has an angle of its own": (
                "So it has. Nearly was asked: look for a whole number of turns."
            ),
            "Those 44 apart": "Yes: seven turns are 43.98 radians.",
            "Those 64 apart": "64 positions are 64 radians, 10.19 turns: that hand points elsewhere.",
        },
    ),
    "flat": (
        "With base 1,000,000 many columns look flat over 512 positions. Are they wasted?",
        {
            "Yes: a column that does not move says nothing": (
                
                    "About the place it says little. But a + e has to carry the word as well, and there it "
                    "lies undisturbed."
                
            ),
            "No: the word has them to itself, and they move in longer texts": (
                "Yes. And 12 of the 27 are not quite flat, only slow: they rise at every step."
            ),
        },
    ),
    "layout": (
        "One library writes sin cos sin cos, another all sines first. Does a model built on the other layout differ?",
        {
            "Yes: feature 1 is a cosine here and a sine there": (
                "The columns trade places, and W's columns can trade places with them. Look at the dot products."
            ),
            "No, if it is trained with it: every dot product is the same": (
                "Yes. Mixing the two up between training and use is another matter, and does break a model."
            ),
        },
    ),
    "shift": (
        "One matrix R takes e at place 1 to e at place 3. What takes place 5 to place 7?",
        {
            "Another matrix: those vectors differ": (
                "They differ, and the step between them does not. Move the position."
            ),
            "The same matrix": "Yes: each hand turns by two steps, wherever it stood.",
            "No matrix can: sine is not linear": (
                "Sine is not linear in i, but sin(i + 2) is linear in sin(i) and cos(i): that is the addition theorem."
            ),
        },
    ),
    "table": (
        "BERT was given no sines: its 512 position vectors were learned. What do they look like?",
        {
            "Like sinusoids: that must be the best answer": "Nobody told it so. Compare the two curves.",
            "Near ones alike, with waves of its own": (
                "Yes: neighbours are alike in both, and after that each goes its own way."
            ),
            "At random: any distinct vectors would do": (
                "Distinct would do to tell places apart. But look at neighbours."
            ),
        },
    ),
    "ruler": (
        "The whole sentence moves on by three places. For which of the four does no share change?",
        {
            "Sinusoid: e · e knows only the distance": (
                "e · e does. But in a score W^q and W^k stand between e and e, and the place meets the word as well."
            ),
            "RoPE and ALiBi": "Yes: both put the distance itself into the score, and nothing else.",
            "All four": "Then a learned table would have to know that its rows may be moved. Look.",
        },
    ),
    "longer": (
        (
            "Trained on 8 words, given 16. The sinusoid is a formula, so it has vectors for all 16. Does the "
            "head still work?"
        ),
        {
            "Yes: the formula goes on": "The vectors go on. What the head learned about them need not.",
            "No: defined is not the same as learned": "Yes. Watch word 9, the first at a place that it never saw.",
        },
    ),
    "alibi": (
        "ALiBi punishes |i - j|, with no mask. Can such a head tell the word before from the word after?",
        {
            "Yes: it knows the distance": "The distance to both is 1.",
            "No: left and right are punished alike": (
                "Yes. Read backwards, a sentence gives the same rows backwards. Its authors used it with a causal mask."
            ),
        },
    ),
    "previous": (
        "In the first block head 2 looks at the token before. Now all positions get one vector. What is left?",
        {
            "Nearly all: it has learned its job": (
                "It has learned to read the place, and there is no place left to read."
            ),
            "About what chance would give": "Yes: 0.12 over sixty sentences, where equal shares would give 0.09.",
            "Nothing, 0.00": "Shares sum to 1, so they go somewhere, and some of them to the token before.",
        },
    ),
    "bugs": (
        "Four programs, each with one mistake. Which of the four leaves the numbers of e itself as they should be?",
        {
            "None: a bug in positions shows in e": "e may be right and be used wrongly. Look at versions A and C.",
            "A and C": "Yes: A adds e too late, and C has no e at all.",
        },
    ),
}

HINTS = {
    "order noticed": (
        "Two things to compare: reorder what comes out, or reorder what goes in.",
        "`attention(x)[order]` is the first; `attention(x[order])` the second.",
        "The largest difference, whatever its sign: `np.abs(one - other).max()`.",
    ),
    "sinusoid": (
        "There are d/2 hands: `p = np.arange(d // 2)`.",
        "Hand p turns by `10000.0 ** (-2 * p / d)` radians a position, so at position i its angle is i times that.",
        "Make `e = np.empty(d)`; the sines go to `e[0::2]`, the cosines to `e[1::2]`.",
    ),
    "turn": (
        "At angle 0 the pair stays as it is; at a quarter turn (1, 0) becomes (0, 1).",
        "The new first number is x cos - y sin; the second has both of them too, with a plus.",
    ),
    "by distance": (
        "The entries alike[i, i + distance] stand on one diagonal.",
        "`np.diagonal(alike, distance)` is one such diagonal; there are n of them, from distance 0.",
        "`np.array([np.diagonal(alike, distance).mean() for distance in range(len(alike))])`",
    ),
    "alibi": (
        "Start from the distance: `i = np.arange(n)`, and `i[:, None] - i` holds all differences at once.",
        "A distance has no sign: `np.abs`. A penalty is negative.",
    ),
    "bugs": (
        "One version at a time: which of the four tests does it fail that the right one passes?",
        "A: where does e enter? B: does angle depend on n? C: how many turns? D: where is the cosine?",
        "Two of the names on the list fit no version.",
    ),
}

ANSWERS = {
    "order noticed": """
def my_order_noticed(attention, x, order):
    return np.abs(attention(x)[order] - attention(x[order])).max()
""",
    "sinusoid": """
def my_sinusoid(i, d):
    p = np.arange(d // 2)
    angle = i * 10000.0 ** (-2 * p / d)
    e = np.empty(d)
    e[0::2] = np.sin(angle)
    e[1::2] = np.cos(angle)
    return e
""",
    "turn": """
def my_turn(pair, angle):
    x, y = pair
    return np.array([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)])
""",
    "by distance": """
def my_by_distance(alike):
    return np.array([np.diagonal(alike, distance).mean() for distance in range(len(alike))])
""",
    "alibi": """
def my_alibi(slope, n):
    i = np.arange(n)
    return -slope * np.abs(i[:, None] - i)
""",
    "bugs": """
named = {
    "A": "e is added after attention",
    "B": "sin and cos run over the features only",
    "C": "k is not turned",
    "D": "a pair has two sines",
}
""",
}


question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
