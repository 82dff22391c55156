"""Notebook 06, points 6 and 7: questions, hints and solutions; `cards` deals them with the others."""

QUESTIONS = {
    "few": (
        "Two sentences of each sense to learn from. Whose classifier reads a hundred others best?",
        {
            "The real model's": "Yes, and by far: it was taught much before, and needs to be told little.",
            "The left neighbour's row: a saw, he saw": (
                "With forty of each it gets far. With two it has met two neighbours of each sense."
            ),
            "The random encoder's": "It has the same shape, and 384 numbers as well. Watch what they are worth.",
        },
    ),
    "always": (
        "The left neighbour's row with one sentence of each sense: F1 0.67. The random encoder's: 0.48. Is it better?",
        {
            "Yes, F1 says so": "Look at the matrix: what does it say, nearly always?",
            "Not for sure: first see what F1 a guess gets": (
                "Yes. Who always says tool has precision 0.50, recall 1.00 and F1 0.67, and knows nothing."
            ),
        },
    ),
    "errors": (
        "Which of these will the real model get wrong, even with forty sentences of each sense to learn from?",
        {
            "Neither saw the trap.": "Read as it is meant. Look at the list.",
            "Anna, saw in hand, looked at the sky.": "Yes: no a or the before it, where a verb might stand.",
            "A sharp saw makes clean cuts.": "That is as a tool mostly stands. Look at the list.",
        },
    ),
    "carpenter": (
        "The carpenter saw. Three words, and somebody sees. After the last layer, what is it read as?",
        {
            "Seeing": "So a reader would say, as a sentence needs a verb. Look at the film.",
            "Tool": "Yes, surely, from layer 2 on: as if it were a name of a thing, like a hand saw.",
        },
    ),
    "rare": (
        "Nineteen seeing for each tool. A classifier that always says seeing: what is its accuracy?",
        {
            "0.50, it guesses": "It is right each time it is seeing, and that is 19 of 20.",
            "0.95": "Yes, and it has never found a single tool.",
            "0.05": "That is the share of tools, all of which it misses.",
        },
    ),
    "cheating": (
        "With 50 test cases, the threshold is chosen on the test part itself. What does that gain, on average?",
        {
            "Nothing: a threshold is one number": "One number chosen among fifty, and the luckiest. Look at the dots.",
            "About 0.06 of F1": "Yes, and never less than nothing in any split. New cases will not pay it.",
            "About 0.30": "In no split is it as much. But any of it is false.",
        },
    ),
}

HINTS = {
    "standardise": (
        "Each column of train has a mean and a spread: `train.mean(axis=0)`, `train.std(axis=0)`.",
        "Use those two on test. The test part's own mean is not asked for anywhere.",
    ),
    "f1 of": (
        "First make it a question of yes and no: `is_positive = actual == positive`, `said = predicted == positive`.",
        "TP, FP and FN as before; TN is not needed.",
        "F1 = 2 TP / (2 TP + FP + FN).",
    ),
    "report": (
        "Try each score of the validation part as the threshold; F1 of each, on the validation part.",
        "`np.argmax` finds the best. Only then open the test part, once.",
        "`confusion(actual, score >= threshold).f1` is F1 at a threshold.",
    ),
}

ANSWERS = {
    "standardise": """
def my_standardise(train, test):
    return (test - train.mean(axis=0)) / train.std(axis=0)
""",
    "f1 of": """
def my_f1_of(actual, predicted, positive):
    is_positive, said = actual == positive, predicted == positive
    tp = np.sum(is_positive & said)
    fp = np.sum(~is_positive & said)
    fn = np.sum(is_positive & ~said)
    return 2 * tp / (2 * tp + fp + fn)
""",
    "report": """
def my_report(actual_v, score_v, actual_t, score_t):
    tried = np.unique(score_v)
    f1 = [confusion(actual_v, score_v >= threshold).f1 for threshold in tried]
    threshold = tried[np.argmax(f1)]
    return threshold, confusion(actual_t, score_t >= threshold).f1
""",
}
