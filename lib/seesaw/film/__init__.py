"""A film: a Matplotlib figure that plays in the page at the speed of the browser.  `film` makes one."""

from seesaw.film.controls import labelled, playing
from seesaw.film.film import BUDGET, Film, film
from seesaw.film.record import FilmError

__all__ = ["BUDGET", "Film", "FilmError", "film", "labelled", "playing"]
