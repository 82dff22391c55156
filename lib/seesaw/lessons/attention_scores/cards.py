"""Notebook 01: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("alone")     a card to answer before the film below it
    hints("scores")       graded help        answer("scores")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise.cards import old_deck as deck

QUESTIONS = {
    "alone": (
        "The net sees saw, and later saw again. Its two answers are ...",
        {
            "the same": "Yes. The same numbers go in, so the same numbers come out, however large the net "
            "is and however long it is trained.",
            "different, if the net is deep enough": "A deeper net is still a function: same input, same output.",
            "different, if it was trained on enough text": "Training changes the function, but both saws are "
            "given to the same one.",
        },
    ),
    "shadow": (
        "Turn q¹ until its shadow on k³ is the longest of the four. Does `the` (3) then have the highest score?",
        {
            "Yes, always": "The shadow is half of the score. The other half is the length of the key.",
            "Not always": "Yes: a longer key can win with a shorter shadow. k² is 2.24 long, and k³ only 1.41.",
        },
    ),
    "mix": (
        "Turn q¹ to 0°, so that it points to the right. Which v will b¹ look like most?",
        {
            "v¹, its own": "At 0° its own key, k¹, stands at a right angle to q¹ and scores 0. Nobody has to listen to "
            "themselves.",
            "v², as before": "k² leans to the left, so at 0° its score is below zero.",
            "v³": "Yes: k³ is the only key that leans to the right, so `the` gets most, and b¹ turns towards v³.",
        },
    ),
    "meets": (
        "Which numbers does `alpha[3, 2]`, the score of `the` (3) for `saw` (4), need?",
        {
            "Row 3 of q and row 2 of k": "Yes: the one who asks brings q, the one who answers brings k. Nobody else is "
            "needed.",
            "All of q and k": "Each score is one dot product, of one q and one k.",
            "The scores before it": "No score is made of another score. That is why they can all be computed at once.",
        },
    ),
    "order": (
        "Compute the words in the order 3, 1, 4, 2 instead of 1, 2, 3, 4. What changes?",
        {
            "The words computed last have heard more": "Each word listens to every k and v of the sentence, and "
            "those were there from the start.",
            "Nothing": "Yes: no row of the table is made of another row.",
        },
    ),
    "asks": (
        "Someone shows you a map of attention without labels. How do you see who asks?",
        {
            "The rows ask": "In this code, yes; on the slides, no. Look for what sums to 1.",
            "The columns ask": "On the slides, yes; in this code, no. Look for what sums to 1.",
            "Add up the rows, and add up the columns": "Yes: the side that sums to 1 asks, for one who asks has one "
            "unit of attention to give away.",
        },
    ),
    "loud": (
        "`the` answers `saw` (4) best, `saw` (2) second best. From loudness 0 to 8, the share of the second best ...",
        {
            "falls from the start": "It does lose to `the` from the start. But there are two more words to win from.",
            "rises all the way": "At 8 `the` has nearly everything: the difference of 1 is then a ratio of e^8, about "
            "2,981.",
            "first rises, then falls": "Yes: at first it wins more from the two words below it than it loses to `the`.",
        },
    ),
    "spread": (
        "With scores as on the slide, what happens to the largest share as d_k grows from 1 to 512?",
        {
            "It stays: the vectors are random anyway": "A sum of more random products spreads wider, and softmax turns "
            "spread into ratios.",
            "It falls towards 1/6": "The scores do not average out. They spread out, like √d_k.",
            "It grows towards 1": "Yes: by chance one key scores far above the others and takes nearly all.",
        },
    ),
    "ceiling": (
        "`saw` (4) asks at loudness 8. The dot product gives `the` everything. What does the additive score give it?",
        {
            "Everything, too": "tanh stays between -1 and 1, so no additive score can run away from the others.",
            "A share that depends on k": "Here q⁴ = (8, 8), and that drowns k out: tanh(8 + k) is close "
            "to 1 whatever k is.",
            "1/4, as it gives every word": "Yes: every tanh is at its ceiling, so all scores are equal.",
        },
    ),
    "mutual": (
        "W_q and W_k are both the identity. What is larger, how well `the` answers `saw`, or `saw` `the`?",
        {
            "They are equal": "Yes: x · y = y · x, so alpha is its own mirror image: no score is one-sided. (Shares "
            "can be: each row is divided by its own sum.)",
            "It depends on the words": "Both are the same dot product, of the same two vectors.",
        },
    ),
    "copy": (
        "The head is given the words without their places. Can it learn to copy the word before?",
        {
            "Yes, if it is trained long enough": "Without e, the same words in another order give the same scores. "
            "Nothing says which word came before.",
            "No, it can only guess": "Not quite: it can see which words are there and leave out the others, so it does "
            "better than a blind guess.",
            "No, but it does better than a guess": "Yes: it learns which words are there, and never in which order.",
        },
    ),
    "aim": (
        "To give `the` as much as possible, point q⁴ ...",
        {
            "straight at k³": "It works here when q is long enough. But a shorter q can do it: k² leans the same "
            "way and takes its share.",
            "away from the other keys": "Yes: only differences between scores count, so look for the direction in "
            "which k³ leads by most.",
        },
    ),
}

HINTS = {
    "window": (
        "One window serves every word. How far to the right must the first word look? How far to the left the last?",
        "n - 1 slots to each side, and the word itself.",
    ),
    "scores": (
        "One dot product for each row of k.",
        "For two vectors x and y, `x @ y` multiplies entry by entry and adds up.",
    ),
    "softmax": (
        "`np.exp` of an array works entry by entry; then divide by the sum.",
        "What is exp(1000)? Subtract one number from every score: the shares stay the same. Which number is safe?",
    ),
    "mix": ("b^i is the sum over j of alpha'_ij times v^j.", "A loop will do; so will `alpha_prime_i @ v`."),
    "attention": (
        "Tokens are rows: the slide's W a^i, for all rows at once, is `x @ W.T`.",
        "Scores: `q @ k.T`. Shares: `softmax(...)`, which goes over the last axis. Mix: `... @ v`.",
    ),
    "loudness": ("It is above 1 and below 3.", "Click the slider and use the arrow keys; the map has the number."),
    "scale": ("d_k is the length of one q: `q.shape[-1]`.", "Divide the scores, not the shares, and by the root."),
    "additive": ("`np.tanh` works entry by entry.", "Add first, then tanh, then `w @ ...`."),
    "still": (
        "The film shows a whole circle of them.",
        "A quarter turn is `np.array([[0, -1], [1, 0]])`.",
        "Not only turns: stretch with one and shrink with the other.",
    ),
    "guess": ("Each word gets 1/8.", "`-np.log(1 / 8)`"),
    "aim": (
        "Two ways to fail: another word gets most (turn), or the right word gets most but not enough (longer).",
        "k³ = (1, 1), k² = (-1, 2), k¹ = (0, -1). Which way does k³ stand apart from both?",
        "Try straight to the right.",
    ),
    "hull": (
        "Where does k³ stand: outside the triangle, on a corner of it, or inside?",
        "Inside, k³ = k¹/8 + k²/4 + 5 k⁴/8, and so for the scores. Can a mix be larger than all its parts?",
    ),
}

ANSWERS = {
    "window": "def weights_of_a_window(n, d):\n    return (2 * n - 1) * d * d",
    "scores": "def my_scores(q_i, k):\n    return [q_i @ k_j for k_j in k]",
    "softmax": "def my_softmax(alpha_i):\n    loud = np.exp(alpha_i - np.max(alpha_i))\n    return loud / loud.sum()",
    "mix": "def my_mix(alpha_prime_i, v):\n    return sum(alpha_prime_i[j] * v[j] for j in range(len(v)))",
    "attention": "def my_attention(x, W_q, W_k, W_v):\n    q, k, v = x @ W_q.T, x @ W_k.T, x @ W_v.T\n"
    "    return softmax(q @ k.T) @ v",
    "loudness": "loudness = 2.2",
    "scale": "def my_scaled_scores(q, k):\n    return q @ k.T / np.sqrt(q.shape[-1])",
    "additive": "def my_additive(q_i, k_j, w):\n    return w @ np.tanh(q_i + k_j)",
    "still": "my_W_q = np.array([[0, -1], [1, 0]])\nmy_W_k = np.array([[0, -1], [1, 0]])",
    "guess": "loss_of_a_guess = np.log(8)",
    "aim": "my_query = (2.0, 0.0)",
    "hull": 'my_query = "impossible"',
}


question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
