"""Notebook 06: ninety sentences in which *saw* sees, ninety in which it is a tool, and which of them are for testing.

    SEEING, TOOL     90 + 90, exactly one *saw* each; the first thirty of each are those of notebook 02
    TO_CUT, HARD     stay out of training and test: they are read afterwards, one by one
    split()          40 + 40 to learn from, 50 + 50 to be judged by; a sentence is in one part or in the other

The sense is that of a careful reader; no model was asked when they were written.

In the sixty of notebook 02 the sense could be had from a simpler question: verb or noun?  English does not let us undo
that.  The past of *to see* is a verb, and the tool is a noun, in every sentence there is.  What can be undone is that
one need only look around: the last 25 new ones of SEEING stand among tools ("The carpenter saw rust on every blade.")
or where a noun might stand ("The old saw more than the young that day."), and the last 26 new ones of TOOL stand bare
of *a* and *the*, after a pronoun or at the beginning ("I need saw blades for tomorrow.") or among words of seeing.
"""

from typing import NamedTuple

import numpy as np

from seesaw.material import sentences as saw_sentences
from seesaw.material.sentences import SawSentence

SEED = 6
LEARN = 40  # sentences of each sense that may be learned from

SEEING = (
    *saw_sentences.SEEING,
    "We saw rain coming over the lake.",
    "Tom saw his name on the list.",
    "He saw that the lamp was still burning.",
    "The pilot saw the runway at the last second.",
    "I think she saw it before you did.",
    "After the storm they saw that the boat was gone.",
    "Did I tell you whom we saw on the train?",
    "Only one witness saw the car.",
    "For years nobody in the village saw a doctor.",
    "My uncle often saw deer at the edge of the field.",
    "You saw what happened.",
    "A child saw it first.",
    "I liked every house we saw.",
    "At last the climbers saw the summit above the clouds.",
    "Saw you waving from the bus, but could not stop.",
    "Saw a good play last night, and slept badly afterwards.",
    "He asked me if I saw a difference.",
    "Once the queen saw the painting, she wanted it.",
    "My parents saw each other for the first time in Vienna.",
    "The bird we saw was a heron.",
    "They hardly saw the sun all winter.",
    "Because I saw no other way, I agreed.",
    "Her grandfather saw the war from a cellar.",
    "How many planets did he say he saw?",
    "I suddenly saw how wrong I had been.",
    "The nurse saw at once that he had a fever.",
    "It was raining when I last saw him.",
    "Those who saw the fire ran for help.",
    "The twins saw themselves in the mirror and laughed.",
    "Somebody must have told her what we saw in the garden.",
    "I came, looked around and saw.",
    "In her dream she saw a city under water.",
    "Both girls saw the same shooting star.",
    "The last time you saw me I had a beard.",
    "Not one of the passengers saw the iceberg.",
    # among tools, or where a noun might stand
    "The carpenter saw rust on every blade.",
    "The old saw more than the young that day.",
    "The few saw what the many had missed.",
    "In the workshop she saw a hammer, a plane and a rope.",
    "The rich saw their money melt away.",
    "The butcher with the knife saw me first.",
    "He picked up the plank and saw a crack in the wood.",
    "This oak saw three kings come and go.",
    "The second saw nothing at all.",
    "What the joiner saw under the bench was a mouse.",
    "That blade is the sharpest I ever saw.",
    "The handle was broken, as the mechanic saw.",
    "Before he cut the board he saw a nail in it.",
    "The wounded saw a light at the end of the tunnel.",
    "The woodcutters saw smoke rise from the mill.",
    "The blind man's dog saw for both of them.",
    "Each saw in the other a friend.",
    "That one saw her, and this one did not.",
    "Neither saw the trap.",
    "The English saw the sails too late.",
    "Some saw a rabbit in the picture, others a duck.",
    "The guilty saw a judge in every stranger.",
    "The town saw its first tram in 1901.",
    "Her sharp eyes saw each tooth of the gear.",
    "The smith saw sparks fly from the iron.",
)

TOOL = (
    *saw_sentences.TOOL,
    "I lent my saw to the man next door.",
    "Whose saw is this?",
    "The saw cost forty dollars.",
    "There was dust on the saw.",
    "A saw hung on the wall between two ropes.",
    "The new saw works better than the old one.",
    "He wiped the saw and put it away.",
    "My daughter drew a saw with a red handle.",
    "They sold the tractor, the pump and the saw.",
    "Turn the saw off before you change the blade.",
    "The saw stopped.",
    "Bring gloves, a rope and the saw tomorrow.",
    "The saw that you gave me is too short.",
    "In the picture a monkey plays with a saw.",
    "She learned to play music on a saw.",
    "Oil the saw twice a year.",
    "A dull saw is more dangerous than a sharp one.",
    "The surgeon asked for the saw.",
    "Under the stairs we found a saw, two axes and a broken chair.",
    "How much did that saw cost?",
    "The saw got stuck in the wet wood.",
    "If you had a better saw, you would be done by now.",
    "The thieves took nothing but a saw.",
    "Our saw is older than the house.",
    "The teeth of this saw point backwards.",
    "A Japanese saw cuts when you pull it.",
    "Nobody may use the saw without goggles.",
    "He bent over the saw and turned a screw.",
    "The rescue team came with ropes, lamps and a saw.",
    "We rent a saw whenever a tree falls.",
    "It is a good saw.",
    "The sound of the saw stopped at six.",
    "Can you fix my saw?",
    "With a knife and a saw the cook opened the frozen fish.",
    # bare of a and the, where a verb might stand, or among words of seeing
    "I need saw blades for tomorrow.",
    "They sell saw handles made of beech.",
    "We found saw marks on the door.",
    "He, saw under his arm, walked home.",
    "Anna, saw in hand, looked at the sky.",
    "You can borrow hammer and saw from me.",
    "Saw and hammer lay side by side in the grass.",
    "Bring me saw and ladder, please.",
    "I watched the saw through the window.",
    "Look, there is a saw on the roof.",
    "The witness described a saw with a blue handle.",
    "I call my saw Betsy.",
    "What you want is a saw.",
    "Yesterday the saw looked perfectly clean.",
    "The detective noticed a saw in the photograph.",
    "He makes saw teeth for a living.",
    "The eyes of the child followed the saw.",
    "They use saw and chisel, never glue.",
    "Saw blades are cheap in this shop.",
    "She took up saw and plane at the age of nine.",
    "Who left saw and nails in the rain?",
    "Without saw or axe we could not clear the path.",
    "From the bridge you could hear the saw all morning.",
    "My brother, saw on his shoulder, whistled.",
    "Axe, saw, rope and lamp: everything was there.",
    "We could see the saw shining in the sun.",
)

TO_CUT = (
    *saw_sentences.TO_CUT,
    "He began to saw the ice.",
    "She is going to saw the pipe in two.",
    "Do not saw towards your hand.",
    "I must saw the legs of this table shorter.",
)

HARD = (
    *(sentence for sentence in saw_sentences.HARD if "cutting" not in sentence.senses),
    SawSentence("She saw his saw and he saw hers.", ("seeing", "tool", "seeing")),
    SawSentence("He who saw the saw saw the thief.", ("seeing", "tool", "seeing")),
    SawSentence("The carpenter saw.", ("seeing",)),
)


class Split(NamedTuple):
    """Which sentences are learned from and which judge; sentence n is `(SEEING + TOOL)[n]`."""

    learn: np.ndarray  # (2, LEARN)         row 0 sees, row 1 is the tool
    test: np.ndarray  # (2, 90 - LEARN)


def split(seed=SEED):
    """LEARN sentences of each sense to learn from, the others to be judged by, dealt by chance once.  -> Split"""
    rng = np.random.default_rng(seed)
    dealt = np.stack([rng.permutation(len(SEEING)), len(SEEING) + rng.permutation(len(TOOL))])  # (2, 90)
    return Split(np.sort(dealt[:, :LEARN]), np.sort(dealt[:, LEARN:]))
