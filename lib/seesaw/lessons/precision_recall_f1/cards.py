"""Notebook 06: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("threshold")   a card to answer before the film below it
    hints("counts")         graded help        answer("counts")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise.cards import old_deck as deck
from seesaw.lessons.precision_recall_f1 import cards_classifiers as more

QUESTIONS = {
    "threshold": (
        "The threshold rises past one card after another. What does precision do?",
        {
            "It rises at every step": "That is what one often hears. Watch what happens when a faulty lamp is passed.",
            "It rises on the whole, and sometimes falls": (
                "Yes. It rises when a good lamp is passed, and falls when a faulty one is."
            ),
            "It falls at every step": "Then raising the threshold would never pay. Look at the good lamps.",
        },
    ),
    "past the end": (
        "The threshold stands above the last card: nothing is said to be faulty. What is precision now?",
        {
            "1: there is no false alarm": "There is no hit either. What is 0 of 0? Drag to the end.",
            "0: nothing was found": "That is recall. Precision asks about those said to be 1, and there are none.",
            "It has no value": "Yes: 0 of 0. What stands in its place is a convention, and there are three.",
        },
    ),
    "separation": (
        (
            "The two curves lie on one another: the score knows nothing. A quarter of all cases is positive. What is "
            "precision?"
        ),
        {
            "0.50: a coin": "A coin would be right half the time if half of all cases were positive. They are not.",
            "0.25, at any threshold": "Yes: whoever picks blindly finds the share that is there.",
            "0": "Some of those picked blindly are positive all the same.",
        },
    ),
    "prevalence": (
        "The same camera, the same threshold, but a hundred times as many good lamps. What moves?",
        {
            "Precision": "Yes, and only precision. Recall asks the faulty lamps only, and they are the same twelve.",
            "Recall": "Its denominator is TP + FN, the faulty lamps. Did one of them change?",
            "Both": "Look at the denominator of each: which of them holds a good lamp?",
        },
    ),
    "negatives": (
        "Ten thousand more true negatives, and nothing else changes. What does F1 do?",
        {
            "It goes to 1": "That is accuracy. Is there a TN in 2·TP / (2·TP + FP + FN)?",
            "It falls": "It would if there were more false alarms. These are called right.",
            "It does not move": "Yes: no TN stands in precision, in recall or in F1.",
        },
    ),
    "planes": (
        "Each good lamp is there a hundred times. Which of the two curves falls?",
        {
            "PR": "Yes. Its precision mixes both classes; each axis of ROC stays within one.",
            "ROC": "Its two axes are shares of the positives and shares of the negatives. Does either change?",
            "Both": "Look at the axes: which of the four has both classes in its denominator?",
        },
    ),
    "beta": (
        "Beta says how much more recall counts than precision. From 1 to 10: where does the best threshold go?",
        {
            "Up: fewer alarms": "That is beta below 1. Try both ends.",
            "Down: no faulty lamp may be missed": "Yes, to the last threshold that still finds all twelve.",
            "It stays": "The level lines turn. Watch which point they touch.",
        },
    ),
    "means": (
        "Fifty faulty lamps, one alarm, and that one is right: precision 1.00, recall 0.02. Which number is fair?",
        {
            "About 0.51, halfway": "So says the plain mean, for a detector that misses 49 of 50.",
            "About 0.04": "Yes, so says F1: it stays near the smaller of the two.",
            "1.00: it is never wrong": "It is never wrong as it hardly ever speaks.",
        },
    ),
    "macro": (
        "20 good lamps are called well, 6 flickering ones fairly, 4 dark ones badly. Which mean of F1 is lower?",
        {
            "Macro: each class counts as one": "Yes: the four dark lamps pull as hard as the twenty good ones.",
            "Micro: each lamp counts as one": "Most lamps are good ones, and those are called well.",
            "They are the same": "They would be if all classes had the same F1.",
        },
    ),
    "cost": (
        "A miss is a hundred times as dear as a false alarm. Where does the cheapest threshold stand?",
        {
            "Where F1 is best": "F1 does not know a price. Compare the two uprights.",
            "Low: it misses none and bears the false alarms": "Yes. Ten false alarms are cheaper than one miss.",
            "At the bottom: everything is faulty": "Below the lowest faulty lamp a step down only adds false alarms.",
        },
    ),
    "which": (
        "We look for the good lamps instead: class 1 is now good. The calls stay as they are. What stays the same?",
        {
            "Precision and recall": "They are shares of the positive class, and that is another one now.",
            "Accuracy": "Yes: right is right, whichever class is called 1.",
            "All three": "Accuracy does. Look at the other two.",
        },
    ),
    "bugs": (
        "Three functions give precision, recall and F1, and raise no error. How many bugs do you find by eye?",
        {
            "All three": "Then name them before you play.",
            "One or two": "The film will show you the third: run each against a case whose answer you know.",
        },
    ),
}

HINTS = {
    "counts": (
        "A case is counted once: it is 0 or 1, and was said to be 0 or 1. That makes four kinds.",
        "`np.sum((actual == 1) & (predicted == 1))` counts the hits.",
        "A false positive was *said* to be 1 and *is* 0; a false negative was *said* to be 0 and *is* 1.",
    ),
    "by hand": (
        "Put the counts down first: the marks TP, FP, TN and FN stand under the cards.",
        "At the right of the threshold all are said to be 1: the faulty ones are hits, the good ones false alarms.",
        "precision = TP / (TP + FP), recall = TP / (TP + FN), F1 = 2 · TP / (2 · TP + FP + FN).",
    ),
    "shares": (
        "Both have TP above the line: the hits. They differ below it.",
        "Precision: of all that were *said* to be 1. Recall: of all that *are* 1.",
    ),
    "f1": (
        "The harmonic mean of two numbers: 2 over (1 / P + 1 / R), which is 2·P·R / (P + R).",
        "If both are 0, there is nothing to divide by: give back 0.",
    ),
    "macro": (
        "One class at a time: make it class 1, all others 0.",
        "`np.sum((actual == c) & (predicted == c))` are the hits of class c; F1 = 2·TP / (2·TP + FP + FN).",
        "Then the plain mean of the F1, `np.mean`, each class once.",
    ),
    "cheapest": (
        "Try each score as the threshold: `predicted = score >= threshold`.",
        "Count FN and FP, multiply each by its price, add: keep the threshold where the sum is least.",
        "A miss is an FN: it is 1 and was said to be 0.",
    ),
    "turned": (
        "Take each of the four and say it again with good for faulty: a lamp that is good and was said to be good …",
        "… was a TN and is a TP now. And a faulty lamp that was said to be good?",
    ),
    "bugs": (
        "One version at a time: which of the four tests does it fail that the right one passes?",
        "A: who is counted in fp? B: which side of the threshold? C: look at the last line.",
        "Two of the names on the list fit no version.",
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
    "by hand": """
# with 15 cards passed; for another state count again
tp, fp, tn, fn = 9, 6, 12, 3
precision, recall, f1 = 9 / (9 + 6), 9 / (9 + 3), 2 * 9 / (2 * 9 + 6 + 3)
""",
    "shares": """
def my_shares(tp, fp, tn, fn):
    return tp / (tp + fp), tp / (tp + fn)
""",
    "f1": """
def my_f1(precision, recall):
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall)
""",
    "macro": """
def my_macro_f1(actual, predicted):
    each = []
    for c in np.unique(actual):
        tp = np.sum((actual == c) & (predicted == c))
        fp = np.sum((actual != c) & (predicted == c))
        fn = np.sum((actual == c) & (predicted != c))
        each.append(2 * tp / (2 * tp + fp + fn))
    return np.mean(each)
""",
    "cheapest": """
def my_cheapest(actual, score, miss, alarm):
    costs = {}
    for threshold in np.unique(score):
        predicted = score >= threshold
        fn = np.sum((actual == 1) & ~predicted)
        fp = np.sum((actual == 0) & predicted)
        costs[threshold] = miss * fn + alarm * fp
    return min(costs, key=costs.get)
""",
    "turned": """
def my_turned(tp, fp, tn, fn):
    return tn, fn, tp, fp
""",
    "bugs": """
named = {
    "A": "FP and FN are swapped",
    "B": "the threshold is on its wrong side",
    "C": "F1 is the plain mean",
}
""",
}


QUESTIONS, HINTS, ANSWERS = QUESTIONS | more.QUESTIONS, HINTS | more.HINTS, ANSWERS | more.ANSWERS
question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
