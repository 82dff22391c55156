"""Our own sentences around one word: *saw* as seeing, *saw* as the tool, and the ones that are hard.

`SEEING` and `TOOL` hold thirty sentences each, with exactly one *saw* in each of them, so the two senses are balanced.
They vary in tense, in length (4 to 14 words) and in where *saw* stands: first, in the middle, last.
The sense is that of a careful reader; no model was asked when they were written.

`TO_CUT` and `HARD` stay out of every map and every count: they are read, one by one, with the map made of the others.
"""

from typing import NamedTuple


class SawSentence(NamedTuple):
    """A sentence and the sense of each of its saws, in order: "seeing", "tool", or "cutting" (the verb *to saw*)."""

    text: str
    senses: tuple[str, ...]


SEEING = (
    "I saw her at the station yesterday.",
    "We saw two owls in the barn.",
    "They saw the comet before dawn.",
    "She saw him wave from the ferry.",
    "My sister saw a fox behind the school.",
    "Nobody saw the thief leave.",
    "The guard saw nothing unusual that night.",
    "Last summer we saw whales from the cliff.",
    "When I opened the door I saw an empty room.",
    "You never saw such a clean kitchen.",
    "The doctor saw four patients before lunch.",
    "As soon as the dog saw the ball, it ran.",
    "Have you forgotten what you saw?",
    "Few people saw that film twice.",
    "He told the police everything he saw.",
    "Through the fog the sailors saw a light.",
    "Grandmother saw the first snow fall and smiled.",
    "I never saw my keys again.",
    "The children saw a puppet show in the park.",
    "She looked up and saw a kite caught in the branches.",
    "From the top of the hill you saw the whole valley.",
    "The teacher saw three mistakes on the first page.",
    "It was the saddest thing we ever saw.",
    "Who saw the moon rise?",
    "Anna saw us through the window.",
    "The moment the cat saw the cucumber it jumped.",
    "On Monday the mayor saw the new bridge for the first time.",
    "Our neighbours saw smoke and will call for help.",
    "What he saw there he will never tell.",
    "Saw your brother at the market this morning.",
)

TOOL = (
    "The saw is hanging in the shed.",
    "He bought a new saw for the workshop.",
    "Please hand me the saw.",
    "My father keeps his old saw under the bench.",
    "A sharp saw makes clean cuts.",
    "You will need a hammer, a saw and some nails.",
    "The carpenter put the saw back on its hook.",
    "This saw has lost several teeth.",
    "Where did you leave my saw?",
    "Her saw was rusty after the winter.",
    "They cut the plank with a saw.",
    "Every saw in the shop was on sale.",
    "An electric saw is loud.",
    "The blade of the saw broke in half.",
    "Is that saw heavy?",
    "Do not touch the saw while it is running.",
    "I will borrow a saw from the neighbours.",
    "With a borrowed saw she built the whole fence.",
    "The noise of a saw woke the baby.",
    "Saw in hand, he climbed the ladder.",
    "A carpenter without a saw is like a cook without a knife.",
    "We have been looking for a better saw all week.",
    "The butcher used a saw on the frozen bones.",
    "No saw can cut through this steel pipe.",
    "If the saw slips, you may lose a finger.",
    "The handle of my saw is made of oak.",
    "He had sharpened each saw by noon.",
    "Your saw and your plane are in the box.",
    "She holds the saw with both hands.",
    "The museum shows a bronze saw from ancient Egypt.",
)

TO_CUT = (
    "We will saw the wood.",
    "You can saw the board in half.",
    "Saw the plank along this line.",
    "They want to saw off the dead branch.",
    "It takes an hour to saw through that log.",
    "Carpenters saw and plane all day.",
)

HARD = (
    SawSentence("I saw the saw.", ("seeing", "tool")),
    SawSentence("The saw saw him yesterday.", ("tool", "seeing")),
    SawSentence("The old man saw the rusty saw.", ("seeing", "tool")),
    SawSentence("The saw he saw was mine.", ("tool", "seeing")),
    SawSentence("We will saw the wood.", ("cutting",)),
    SawSentence("I saw a saw saw a saw.", ("seeing", "tool", "cutting", "tool")),
)
