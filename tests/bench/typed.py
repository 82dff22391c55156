"""A sentence that a reader types: how long until the film that it belongs to has been drawn anew.

The films of 02 and 03 that have a box for words, each given sentences of 4 to 12 words in turn, as the page gives them.
Measured in the kernel, without the page: seconds by the clock, and CPU seconds where the machine is busy.

    python -m venv env && env/bin/pip install -r requirements.txt -r tests/bench/requirements.txt
    env/bin/seesaw fetch
    env/bin/python tests/bench/typed.py [--rounds 3]
"""

import argparse
import time

from measure import machine, spread, table

from seesaw.lessons import i_saw_the_saw, multi_head
from seesaw.model import load

SENTENCES = (
    "I saw the saw.",
    "The old saw cuts the wet wood badly.",
    "She saw that the saw was too blunt to cut the beam.",
    "Where did you see it?",
)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    rounds = asked.parse_args().rounds
    reader = load()
    films = {
        "02 one's own sentence": i_saw_the_saw.your_saw_view(i_saw_the_saw.read_saws(reader), reader),
        "03 its heads": multi_head.your_heads_view(reader),
    }
    print(machine())
    rows = []
    for name, film in films.items():
        took = [answer(film, f"{words[:-1]} {'again ' * n}") for n in range(rounds) for words in SENTENCES]
        clock, cpu = (spread(column) for column in zip(*took, strict=True))
        rows.append((name, len(film.data["frames"]), *(f"{s:.2f}" for s in (*clock, *cpu))))
    print(machine() + "\n")
    table(("film", "positions", "seconds", "95 %", "CPU seconds", "95 %"), rows)


def answer(film, words):
    """One sentence, typed.  -> seconds by the clock, CPU seconds"""
    control = next(i for i, c in enumerate(film._controls) if c.typed)
    began, cpu = time.perf_counter(), time.process_time()
    film._handle_custom_msg({"type": "typed", "control": control, "words": words}, [])
    assert not film.trouble, film.trouble
    return time.perf_counter() - began, time.process_time() - cpu


if __name__ == "__main__":
    main()
