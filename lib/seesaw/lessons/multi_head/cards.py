"""Notebook 03: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("heads")       a card to answer before the film below it
    hints("split")          graded help        answer("split")   one way to write it
"""

from seesaw.exercise import deck

QUESTIONS = {
    "heads": (
        "Seventy-two heads read one sentence. Nobody told any of them what to look for. What will the sheet show?",
        {
            "Seventy-two times nearly the same map": "Look for diagonals: one is a step below, another a step above.",
            "A different kind of relevance in each": (
                "In some of them. But count the maps that are one bright column at the left."
            ),
            "Some clear habits, and very often a bright first column": (
                "Yes. The first column is [CLS]: in 43 of the 72 maps it gets more than half of all shares."
            ),
        },
    ),
    "cls": (
        "Over all 72 heads [CLS] has more than half of the shares. How much of the substance has it?",
        {
            "Also more than half": (
                "It would, if its vectors were as long as the others. Choose substance and look at column [CLS]."
            ),
            "About a third": "Less still: its vectors are very short. The number stands below the film.",
            "Less than a fifth": "Yes. Where the vector W^O v is short, a bright column carries little.",
        },
    ),
    "yours": (
        "Head (2, 9) joins *saw* with *saw*. Will it join *car* with *automobile*?",
        {
            "No: these are two words": "Type *The car hit another automobile.* and look at the row of *car*.",
            "Yes: they mean nearly the same": (
                "Yes: *car* gives it 0.28 and gets 0.37 back. \"The same word\" is too narrow a name for this head."
            ),
        },
    ),
    "split": (
        "A word has d numbers and there are H heads. Which part of the word does head 0 get to read?",
        {
            "The first d / H numbers": "That is the third bar. Is it the same?",
            "All d numbers": "Yes. What is shared out are the d numbers that come *out* of the projection.",
        },
    ),
    "output": (
        "In BERT the heads side by side are d numbers wide already. What would be lost if W^O were left out?",
        {
            "Nothing: the shape fits": "The shape does. Look at which columns of b are empty.",
            "Head h would write into its own columns only": "Yes: W^O lets each head write into all of them.",
        },
    ),
    "mute": (
        "Mute one of the 72 heads. What happens to the cosine between the two saws?",
        {
            "It goes up to 1: each head is needed": "Walk over the sheet: most move it by 0.00 or 0.01.",
            "Hardly anything, whichever it is": "For most of them. One moves it by 0.08: which?",
            "Hardly anything for most, more for one": "Yes, and the one is (0, 2).",
        },
    ),
    "together": (
        "Now mute all heads of the first layers together. How many layers does it take to bring the cosine above 0.9?",
        {
            "One": "It rises, but not so far. Try the next.",
            "Two": "Yes: two of six are enough for 0.93.",
            "All six": "Fewer will do: go back, step by step.",
        },
    ),
}

HINTS = {
    "previous": (
        "Row i asks. The token before i stands in column i - 1: one step below the diagonal.",
        "`np.diagonal(alpha_prime, -1)` gives these n - 1 numbers.",
    ),
    "hidden": (
        "Copy, set column 0 to 0, and then each row sums to less than 1.",
        "Divide by `sum(axis=1, keepdims=True)`.",
    ),
    "split": (
        "Cut the last axis in two: (n, d) is (n, H, d // H) with the same numbers in the same order.",
        "Then the heads should come first: `.swapaxes(0, 1)`.",
    ),
    "merge": (
        "Go back the way you came: first the swap of axes, then the reshape.",
        "`x.swapaxes(0, 1)` is (n, H, d_v).",
    ),
    "contribution": (
        "W_o is (d, H d_v). Head h stands at places h * d_v to (h + 1) * d_v of what comes in.",
        "What comes in meets the columns: `W_o[:, h * d_v : (h + 1) * d_v]`.",
    ),
    "bugs": (
        "First the numbers: which of the four tables is not as in the right version?",
        "Then the code: each version differs from the others in one place.",
    ),
}

ANSWERS = {
    "previous": """
def my_previous(alpha_prime):
    return np.diagonal(alpha_prime, -1).mean()
""",
    "hidden": """
def my_hidden(alpha_prime):
    rest = alpha_prime.copy()
    rest[:, 0] = 0
    return rest / rest.sum(axis=1, keepdims=True)
""",
    "split": """
def my_split(x, H):
    n, d = x.shape
    return x.reshape(n, H, d // H).swapaxes(0, 1)
""",
    "merge": """
def my_merge(x):
    H, n, d_v = x.shape
    return x.swapaxes(0, 1).reshape(n, H * d_v)
""",
    "contribution": """
def my_contribution(b_heads, W_o, h):
    d_v = b_heads.shape[-1]
    return b_heads[h] @ W_o[:, h * d_v : (h + 1) * d_v].T
""",
    "bugs": """
named = {"A": lesson.BUGS[2], "B": lesson.BUGS[5], "C": lesson.BUGS[1], "D": lesson.BUGS[4]}
""",
}


question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
