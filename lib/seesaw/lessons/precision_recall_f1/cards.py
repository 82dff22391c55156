"""Notebook 06: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("threshold")   a card to answer before the film below it
    hints("counts")         graded help        answer("counts")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise import deck

QUESTIONS = {
    "threshold": (
        "The threshold rises past one card after another. What does precision do?",
        {
            "It rises at every step": "That is what many books say. Watch what happens when a faulty lamp is passed.",
            "It rises on the whole, and sometimes falls": (
                "Yes. It rises when a good lamp is passed, and falls when a faulty one is."
            ),
            "It falls at every step": "Then raising the threshold would never pay. Look at the good lamps.",
        },
    ),
}

HINTS = {
    "counts": (
        "A case is counted once: it is 0 or 1, and was said to be 0 or 1. That makes four kinds.",
        "`np.sum((actual == 1) & (predicted == 1))` counts the hits.",
        "A false positive was *said* to be 1 and *is* 0; a false negative was *said* to be 0 and *is* 1.",
    ),
}

ANSWERS = {
    "counts": """
def my_counts(actual, predicted):
    tp = np.sum((actual == 1) & (predicted == 1))
    fp = np.sum((actual == 0) & (predicted == 1))
    tn = np.sum((actual == 0) & (predicted == 0))
    fn = np.sum((actual == 1) & (predicted == 0))
    return tp, fp, tn, fn
""",
}


question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
