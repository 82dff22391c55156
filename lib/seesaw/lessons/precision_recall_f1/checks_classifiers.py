"""Notebook 06: the checks of the exercises of points 6 and 7.  Each tries the likely slips first.

    check_standardise   mean 0 and spread 1, by the training part's numbers
    check_f1_of         F1 of the class that is asked for
    check_report        the threshold is chosen on the validation part and reported on the test part

For `seesaw.exercise.check`: an answer in, one sentence out, which begins with Yes or Not yet.
"""

import numpy as np

from seesaw.maths.metrics import confusion, precision_recall_f1

NOT_ONE = "Not yet: {size} numbers came back and one was asked."


def _alike(got, want):
    """Equal for the eye, whatever the shapes: no exception."""
    got, want = np.asarray(got, dtype=float), np.asarray(want, dtype=float)
    return got.shape == want.shape and np.allclose(got, want, rtol=1e-6, atol=1e-8)


def _first(got, slips):
    """The name of the first slip whose value is what was got, or None.  slips : {name: value}"""
    return next((name for name, value in slips.items() if _alike(got, value)), None)


# ---- standardise

STANDARDISE_YES = (
    "Yes. The test part is measured with the training part's ruler: its own mean comes out at {mean:.2f} and not at 0, "
    "and that is right."
)
STANDARDISE_SLIPS = {
    "own": (
        "Not yet: you took mean and spread of the test part. In use there is one sentence at a time and no test part; "
        "a classifier that needs one is being helped. Take both from train."
    ),
    "all": (
        "Not yet: you took mean and spread over both parts together, so the test part leaked into the ruler. Take them "
        "from train alone."
    ),
    "half": "Not yet: the mean is the training part's, the spread is the test part's; take both from train.",
    "train": "Not yet: that is train, standardised; give back test.",
    "mean": "Not yet: you took the mean away and did not divide by the spread.",
    "spread": "Not yet: you divided by the spread and did not take the mean away.",
    "variance": "Not yet: you divided by the variance; the spread is its root, train.std(axis=0).",
    "row": "Not yet: one mean for each sentence; each of the numbers has its own mean over the sentences: axis=0.",
    "one": "Not yet: one mean for all numbers together; each of them has its own: axis=0.",
}
STANDARDISE_SHAPE = "Not yet: yours has shape {got}; test has shape {want} and keeps it."
STANDARDISE_OTHER = "Not yet: entry [0, 0] should be {want:.3f}, yours is {got:.3f}."


def check_standardise(yours):
    """yours(train, test) is test with the training part's mean taken away, divided by its spread.  (N, d) each"""
    train, test = _two_parts()
    got = np.asarray(yours(train.copy(), test.copy()), dtype=float)
    want, slips = _standardised(train, test)
    if _alike(got, want) or _alike(got, (test - train.mean(0)) / train.std(0, ddof=1)):
        return STANDARDISE_YES.format(mean=want[:, 0].mean())
    slip = _first(got, slips)
    if slip:
        return STANDARDISE_SLIPS[slip]
    if got.shape != test.shape:
        return STANDARDISE_SHAPE.format(got=got.shape, want=test.shape)
    return STANDARDISE_OTHER.format(want=want[0, 0], got=got[0, 0])


def _two_parts():
    rng = np.random.default_rng(61)
    train = rng.normal(size=(20, 3)) * (1, 4, 0.3) + (5, -2, 1)
    return train, rng.normal(size=(8, 3)) * (1.5, 3, 0.4) + (6, -1, 1.2)


def _standardised(train, test):
    """The right answer, and what each slip would give."""
    both, mean, spread = np.concatenate([train, test]), train.mean(0), train.std(0)
    slips = {
        "own": (test - test.mean(0)) / test.std(0), "all": (test - both.mean(0)) / both.std(0),
        "half": (test - mean) / test.std(0), "train": (train - mean) / spread, "mean": test - mean,
        "spread": test / spread, "variance": (test - mean) / spread**2,
        "row": (test - test.mean(1, keepdims=True)) / test.std(1, keepdims=True),
        "one": (test - train.mean()) / train.std(),
    }  # fmt: skip
    return (test - mean) / spread, slips


# ---- F1 of a class

F1_YES = "Yes: {tool:.2f} where tool is positive, {seeing:.2f} where seeing is; and {accuracy:.2f} were called right."
F1_SLIPS = {
    "accuracy": (
        "Not yet: {got:.2f} is the accuracy, the share that was called right; the {negatives} easy seeing ones are in "
        "it. F1 leaves TN out: 2 TP / (2 TP + FP + FN)."
    ),
    "reversed": (
        "Not yet: {got:.2f} is the F1 of the other class. Positive is what was asked for: actual == positive, "
        "predicted == positive."
    ),
    "macro": "Not yet: {got:.2f} is the plain mean of the F1 of both classes (macro); one class was asked for.",
    "weighted": "Not yet: {got:.2f} is the mean of both F1, weighted by size; one class was asked for.",
    "mean": "Not yet: {got:.2f} is the plain mean of precision and recall; F1 is the harmonic one, 2PR / (P + R).",
    "precision": "Not yet: {got:.2f} is the precision alone.",
    "recall": "Not yet: {got:.2f} is the recall alone.",
    "half": "Not yet: {got:.2f} is half of F1; there is a 2 above the line as well.",
}
F1_ONE_CLASS = "Not yet: right where tool is positive, and the same when seeing is asked for; use `positive`."
F1_OTHER = "Not yet: where {positive} is positive F1 is {want:.3f}, yours is {got:.3f}."


def check_f1_of(yours):
    """yours(actual, predicted, positive) is F1 of the class `positive`; the classes are words."""
    actual, predicted = _rare_answers()
    got = {}
    for positive in ("tool", "seeing"):
        value = yours(actual.copy(), predicted.copy(), positive)
        if np.size(value) != 1:
            return NOT_ONE.format(size=np.size(value))
        got[positive] = float(np.squeeze(value))
    counts = {positive: confusion(actual == positive, predicted == positive) for positive in got}
    want = {positive: c.f1 for positive, c in counts.items()}
    if all(_alike(got[positive], want[positive]) for positive in got):
        return F1_YES.format(**want, accuracy=counts["tool"].accuracy)
    if _alike(got["tool"], want["tool"]) and _alike(got["seeing"], want["tool"]):
        return F1_ONE_CLASS
    slip = _first(got["tool"], _f1_slips(actual, predicted, counts["tool"], want["seeing"]))
    if slip:
        return F1_SLIPS[slip].format(got=got["tool"], negatives=counts["tool"].tn)
    wrong = next(positive for positive in got if not _alike(got[positive], want[positive]))
    return F1_OTHER.format(positive=wrong, want=want[wrong], got=got[wrong])


def _rare_answers():
    """57 seeing, of which 4 are called a tool; 6 tools, of which 3 are found."""
    actual = np.array(["seeing"] * 57 + ["tool"] * 6)
    predicted = np.array(["seeing"] * 53 + ["tool"] * 4 + ["tool"] * 3 + ["seeing"] * 3)
    return actual, predicted


def _f1_slips(actual, predicted, tool, f1_of_seeing):
    macro, weighted = (precision_recall_f1(actual, predicted, average=how)[2] for how in ("macro", "weighted"))
    return {
        "accuracy": tool.accuracy, "reversed": f1_of_seeing, "macro": macro, "weighted": weighted,
        "mean": (tool.precision + tool.recall) / 2, "precision": tool.precision, "recall": tool.recall,
        "half": tool.f1 / 2,
    }  # fmt: skip


# ---- who chooses the threshold

REPORT_YES = (
    "Yes: the threshold {at:.2f}, chosen on the validation part, and F1 {f1:.2f} on the test part. Chosen on the test "
    "part it would have been {cheat:.2f}, and the next hundred cases would not have kept that promise."
)
REPORT_SLIPS = {
    "cheat": (
        "Not yet: your threshold was chosen on the test part: {f1:.2f} is a promise that new cases will not keep. "
        "Choose with actual_v and score_v only."
    ),
    "validation": (
        "Not yet: the threshold is right, and {f1:.2f} is its F1 on the validation part, where it was chosen; report "
        "it on the test part."
    ),
    "half": "Not yet: your threshold is 0.5, chosen by nobody; try each score of the validation part.",
    "accuracy": (
        "Not yet: your threshold is the one with the best accuracy on the validation part; the best F1 was asked for."
    ),
    "reversed": "Not yet: your positive class is 0: malignant is 1, and `score >= threshold` calls it so.",
    "above": "Not yet: you call a case positive where score > threshold; `>=` takes the case at the threshold with it.",
    "swapped": "Not yet: the right two numbers in the wrong order; give back threshold, f1.",
}
REPORT_TWO = "Not yet: two numbers were asked, threshold and f1; yours gave {size}."
REPORT_CHOSEN = "Not yet: at {at:.3f} F1 on the validation part is {got:.3f}; the best there is {best:.3f}."
REPORT_OTHER = "Not yet: at your threshold {at:.3f} F1 on the test part is {want:.3f}; you report {got:.3f}."


def check_report(yours):
    """yours(actual_v, score_v, actual_t, score_t) is (threshold best on validation, its F1 on the test part)."""
    validation, test = _two_scored_parts()
    got = np.asarray(yours(*(part.copy() for part in (*validation, *test))), dtype=float).ravel()
    if got.size != 2:
        return REPORT_TWO.format(size=got.size)
    at, said = got.tolist()
    best = max(_f1(validation, t) for t in validation[1])
    if _alike(_f1(validation, at), best) and _alike(said, _f1(test, at)):
        return REPORT_YES.format(at=at, f1=said, cheat=max(_f1(test, t) for t in test[1]))
    for name, pairs in _report_slips(validation, test).items():
        if any(_alike(got, pair) for pair in pairs):
            return REPORT_SLIPS[name].format(f1=said)
    if not _alike(_f1(validation, at), best):
        return REPORT_CHOSEN.format(at=at, got=_f1(validation, at), best=best)
    return REPORT_OTHER.format(at=at, want=_f1(test, at), got=said)


def _two_scored_parts():
    """Two small parts for which each slip gives other numbers."""
    rng, parts = np.random.default_rng(8), []
    for cases in (40, 30):
        actual = (np.arange(cases) < 0.35 * cases).astype(int)
        parts.append((actual, (1 / (1 + np.exp(-rng.normal(size=cases) - 1.4 * actual + 1.2))).round(3)))
    return parts


def _f1(part, threshold):
    actual, score = part
    return np.nan_to_num(confusion(actual, score >= threshold).f1)


def _report_slips(validation, test):
    """{slip: pairs (threshold, f1) that it would give}"""
    at = _all_best(validation, lambda t: _f1(validation, t))
    cheats = _all_best(test, lambda t: _f1(test, t))
    right = _all_best(validation, lambda t: np.mean((validation[1] >= t) == validation[0]))
    above = _all_best(validation, lambda t: _f1_above(validation, t))
    other = _all_best(validation, lambda t: confusion(1 - validation[0], validation[1] < t).f1)
    return {
        "cheat": [(t, _f1(test, t)) for t in cheats],
        "validation": [(t, _f1(validation, t)) for t in at],
        "half": [(0.5, _f1(part, 0.5)) for part in (test, validation)],
        "accuracy": [(t, _f1(test, t)) for t in right],
        "reversed": [(t, confusion(1 - test[0], test[1] < t).f1) for t in other],
        "above": [(t, _f1_above(test, t)) for t in (*above, *at)],
        "swapped": [(_f1(test, t), t) for t in at],
    }


def _f1_above(part, threshold):
    return np.nan_to_num(confusion(part[0], part[1] > threshold).f1)


def _all_best(part, value):
    """All scores of a part at which value is highest."""
    tried = np.unique(part[1])
    values = np.array([value(t) for t in tried])
    return tried[np.isclose(values, np.nanmax(values))]
