"""Where a film draws: in the style of the day it was made, one film at a time, with pyplot looking at its figure.

JupyterLab lets a kernel answer the page in a second thread, while a cell runs in the first.  rcParams and pyplot's
figures belong to the whole process, so what a film sets there it sets for as long as it draws and no longer, and it
puts back only what nobody else has changed meanwhile.
"""

import sys
import threading
import warnings
import weakref
from contextlib import contextmanager

from matplotlib import rcParams
from matplotlib._pylab_helpers import Gcf

NO_STYLE = ("backend", "backend_fallback", "interactive", "toolbar")  # rcParams that are not about how things look
AS_SHOWN = {"savefig.dpi": "figure", "savefig.bbox": None, "savefig.facecolor": "auto", "savefig.edgecolor": "auto"}
AS_SHOWN |= {"savefig.transparent": False, "savefig.pad_inches": 0.1, "savefig.orientation": "portrait"}

NO_GLYPH = "Glyph .* missing from"  # how Matplotlib's warning about a missing character begins

_lock = threading.RLock()  # one for all films: they share Matplotlib's settings


def style_of(fig):
    """The rcParams that decide how things look, for `drawing`: today's, and what the figure brings as `style`."""
    today = {k: v for k, v in dict.items(rcParams.copy()) if k not in NO_STYLE}
    return {**today, **getattr(fig, "style", {}), **AS_SHOWN}


@contextmanager
def drawing(style, manager=None):
    """While this lasts, Matplotlib draws in `style`, `plt.` means the figure of `manager`, and no other film draws."""
    with _lock:
        before = {k: dict.get(rcParams, k) for k, v in style.items() if dict.get(rcParams, k) != v}
        ours = {k: style[k] for k in before}
        dict.update(rcParams, ours)
        figures = Gcf.figs.copy()
        Gcf.figs.clear()
        if manager is not None:
            Gcf.figs[manager.num] = manager
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", NO_GLYPH)  # the page has fonts of its own for what a student types
                yield
        finally:
            Gcf.figs.clear()  # what update made with plt.figure() is nobody's
            Gcf.figs.update(figures)
            dict.update(rcParams, {k: v for k, v in before.items() if dict.get(rcParams, k) is ours[k]})


def taken_off_pyplot(fig):
    """Let pyplot forget a figure that is now a film's, or it would be shown a second time.  -> its manager, or None"""
    manager = getattr(fig.canvas, "manager", None)
    if manager is None or Gcf.figs.get(manager.num) is not manager:
        return None
    Gcf.destroy(manager)
    return manager


# ---- a cell that is run again


_films_of_cells = {}  # cell -> [(run, film)]


def running_cell():
    """(the id of the notebook cell that is being run, this run of it), or None outside a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    kernel = getattr(shell, "kernel", None)
    parent = (kernel.get_parent() if kernel is not None else None) or {}
    cell = parent.get("metadata", {}).get("cellId")
    return (cell, parent["header"]["msg_id"]) if cell else None


def let_go_of_earlier(film, here):
    """Close what an earlier run of this cell made and no other cell shows: the output went, its widgets would stay."""
    if here is None:
        return
    cell, run = here
    kept = []
    for earlier, ref in _films_of_cells.get(cell, []):
        old = ref()
        if old is not None and earlier != run and old.shown_in <= {cell}:
            old.close()
        elif old is not None:
            kept.append((earlier, ref))
    _films_of_cells[cell] = [*kept, (run, weakref.ref(film))]
