"""Notebook 06, "Spot the bug": code with a mistake in it, to be shown with `seesaw.exercise.listing`."""

import numpy as np

# For whoever mends things here: these three are WRONG ON PURPOSE, and tests see to it that they stay so.
#   version_a  FP and FN swapped: precision is recall, and recall precision
#   version_b  the threshold on its wrong side: a low score is called positive
#   version_c  the plain mean of precision and recall for F1
# The right counterpart is `right` in `spot.py`.


def version_a(actual, score, threshold):
    predicted = score >= threshold
    tp = np.sum((predicted == 1) & (actual == 1))
    fp = np.sum((predicted == 0) & (actual == 1))
    fn = np.sum((predicted == 1) & (actual == 0))
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, 2 * precision * recall / (precision + recall)


def version_b(actual, score, threshold):
    predicted = score <= threshold
    tp = np.sum((predicted == 1) & (actual == 1))
    fp = np.sum((predicted == 1) & (actual == 0))
    fn = np.sum((predicted == 0) & (actual == 1))
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, 2 * precision * recall / (precision + recall)


def version_c(actual, score, threshold):
    predicted = score >= threshold
    tp = np.sum((predicted == 1) & (actual == 1))
    fp = np.sum((predicted == 1) & (actual == 0))
    fn = np.sum((predicted == 0) & (actual == 1))
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, (precision + recall) / 2
