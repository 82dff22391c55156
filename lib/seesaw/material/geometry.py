"""Notebook 02: what can be said of many vectors without being told which sense is which.

    cosine            how far two vectors point the same way
    nearest           whose saws are most like this one; nine of them vote
    plane_of          the two directions in which the saws differ most (principal components), for a map
    turned_to         the same plane, turned so that the map moves little from one layer to the next (Procrustes)
    means_line        the one thing here that is told the labels; the lesson shows why it must not draw the map

NumPy alone.  Vectors are rows.
"""

from typing import NamedTuple

import numpy as np

VOTERS = 9  # an odd number, so a vote is never a draw


def cosine(x, y):
    """x.y / (|x| |y|), 1 where they point the same way, 0 beside a row of zeros.  x, y : (..., d)  ->  (...,)"""
    return np.sum(x * y, axis=-1) / _lengths(x)[..., 0] / _lengths(y)[..., 0]


def unit(x):
    """Each row x / |x|, of length 1; a row of zeros has no direction and stays as it is.  x : (..., d)"""
    return x / _lengths(x)


def _lengths(x):
    """|x| of each row (..., 1), and 1 for a row of zeros, such as the [PAD] of many a checkpoint."""
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    return np.where(length == 0, np.ones_like(length), length)


def drawn_cosine(x, y):
    """The same to 5 decimals: noise of float32 would tilt a level line by less than a pixel, and smear it."""
    return np.round(cosine(x, y).astype(float), 5)


def degrees(cos):
    """The angle whose cosine it is, 0 to 180."""
    return np.degrees(np.arccos(np.clip(cos, -1, 1)))


NOISE = 2e-6  # of float32, in a cosine


def nearest(asking, saws, voters=VOTERS, skip_itself=False):
    """For each asking vector the `voters` saws with the largest cosine.  asking (M, d), saws (N, d)  ->  (M, voters)

    skip_itself : asking *is* saws, and nobody may vote for itself
    Cosines less than NOISE apart are equal, and of equals the first in the list votes, so that two machines agree.
    """
    asking, saws = unit(asking), unit(saws)
    cos = (asking @ saws.T).astype(float)  # (M, N)
    if skip_itself:
        np.fill_diagonal(cos, -2)
    order = np.argsort(-cos, axis=-1)
    falls = np.diff(np.take_along_axis(cos, order, axis=-1), axis=-1) < -NOISE
    places = np.zeros(cos.shape, int)  # equal ones have one place
    np.put_along_axis(places, order[:, 1:], np.cumsum(falls, axis=-1), axis=-1)
    return np.argsort(places, axis=-1, kind="stable")[:, :voters]


def tool_votes(asking, saws, is_tool, voters=VOTERS, skip_itself=False):
    """How many of the nearest saws are tools, 0 to `voters`.  ->  (M,)"""
    return is_tool[nearest(asking, saws, voters, skip_itself)].sum(axis=-1)


def read_right(saws, is_tool, voters=VOTERS):
    """The share of saws whose nearest (itself left out) mostly have its sense, averaged over both senses.

    .5 is guessing.  This is the balanced accuracy of a nearest-neighbour vote, leaving one out.
    """
    said = tool_votes(saws, saws, is_tool, voters, skip_itself=True) > voters / 2  # (N,)
    return float(np.mean([np.mean(said[is_tool]), np.mean(~said[~is_tool])]))


class Plane(NamedTuple):
    """Where a map lies among the d dimensions."""

    centre: np.ndarray  # (d,)
    axes: np.ndarray  # (2, d)    rows of length 1 at right angles
    size: float  # coordinates are divided by it, so that their mean square is 1
    holds: float  # the share of all spread that these two directions hold

    def place(self, vectors):
        """(..., d) -> (..., 2), the point of each vector on the map."""
        return (vectors - self.centre) @ self.axes.T / self.size


def plane_of(saws):
    """The plane of the first two principal components of saws (N, d): no labels are used.  -> Plane

    Signs are fixed by the first saw, which is put to the left and above.
    """
    centred = saws.astype(float) - saws.mean(axis=0, dtype=float)
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    spread = sizes**2
    axes = directions[:2] * np.where(directions[:2] @ centred[0] * (-1, 1) < 0, -1, 1)[:, None]
    size = np.sqrt(spread[:2].sum() / 2 / len(saws))
    if size < 1e-4:  # all saws are one vector, but for rounding: put them in the middle
        return Plane(saws.mean(axis=0), axes, 1.0, 1.0)
    return Plane(saws.mean(axis=0), axes, size, float(spread[:2].sum() / spread.sum()))


def turned_to(plane, saws, points):
    """`plane`, turned or mirrored so that `saws` (N, d) fall as near as can be to `points` (N, 2).

    Orthogonal Procrustes: the rotation U V^T of the singular vectors of points^T placed.  Nothing is stretched.
    """
    left, _, right = np.linalg.svd(points.T @ plane.place(saws))
    return plane._replace(axes=(left @ right) @ plane.axes)


def planes_in_a_row(saws, first=None):
    """A plane for each step of saws (S, N, d), each turned to the one after it, the last to `first` if given.

    The last step leads, for that is the map the lesson reads.  -> list of S Planes
    """
    planes, points = [], first
    for step in saws[::-1]:
        plane = plane_of(step)
        if points is not None:
            plane = turned_to(plane, step, points)
        points = plane.place(step)
        planes.append(plane)
    return planes[::-1]


def means_line(saws, is_tool):
    """The line from the mean of one label to the mean of the other.  -> a function (M, d) -> (M,): 0 half way, ±1 there

    It is told the labels, and with 384 dimensions it finds a line for any labels, dealt by chance or not.
    """
    low, high = saws[~is_tool].mean(axis=0), saws[is_tool].mean(axis=0)
    middle, across = (low + high) / 2, high - low
    return lambda vectors: (vectors - middle) @ across / (across @ across) * 2
