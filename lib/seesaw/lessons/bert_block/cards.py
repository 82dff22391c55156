"""Notebook 05: its questions with a reply to each answer, and the hints and solutions of its exercises.

    question("mask")     a card to answer before the film below it
    hints("norm")        graded help        answer("norm")   one way to write it

The words stand here, out of sight, so that nobody reads a reply before choosing it.
"""

from seesaw.exercise.cards import old_deck as deck

QUESTIONS = {
    "mask": (
        "Causal mask on. The last word of the four is changed. How many of the four rows of b change?",
        {
            "All four": "So it is both ways. Under the mask the first three are not allowed to look at the fourth.",
            "One, the last": "Yes. What is masked is not faint, it is not there: rows 1 to 3 can't know the last word.",
            "None": "The last word hears itself, and it is another word now.",
        },
    ),
    "causal": (
        (
            "Sixty sentences with one saw; both ways the model reads all of them right after its last layer. Now no "
            "saw may look ahead. How many does it still read right?"
        ),
        {
            "About half, as by guessing": "Most of the time the words before saw give it away: `He bought a new saw`.",
            "A little over nine in ten": "Yes, 55 of 60. Look which five are lost, and where their clue is.",
            "All of them": "Not quite. Think of `The guard saw`: is it a guard who sees, or a saw that guards?",
        },
    ),
    "cross": (
        "Four words are written, and the source has five. What shape has alpha' when the decoder asks the source?",
        {
            "(4, 4)": "That is self-attention, where those who ask also answer.",
            "(4, 5)": "Yes: a row for each word that asks, a column for each word of the source that answers.",
            "(9, 9)": "That would be both sentences in one. A decoder keeps them apart, in two attentions.",
        },
    ),
    "pool": (
        "One vector for a whole sentence. Where will two sentences of one topic stand out most from all others?",
        {
            "In the vector of [CLS]: it is there for that": (
                "It was put there for answers about the whole text. But this model was trained further on the mean."
            ),
            "In the mean of all tokens": "Yes, in this model, for it was trained further on exactly that.",
            "It makes no difference": "It does: look at how far the two bars are apart.",
        },
    ),
    "walk": (
        "Fifteen steps from x to out. In how many of them does a token learn anything of another token?",
        {
            "In all of them": "Norms, sums and feed forward look at one row only.",
            "In three: alpha, alpha_prime, b_heads": (
                "Yes. Scores and shares say to whom a token listens, b_heads is what it hears. All else is done alone."
            ),
            "In one, feed forward": "It sounds like it, but feed forward sends each row through the net by itself.",
        },
    ),
    "rows": (
        "At the right end saw (4) has become saw (2): two equal rows go in. Through which do they come out equal?",
        {
            "Feed forward and layer norm: attention knows the place": (
                "It knows what the rows hold. The place is added into the row, and the two rows are equal now."
            ),
            "Layer norm only": "And feed forward? It is one function, given each row by itself.",
            "All three": "Yes: equal rows ask the same and hear the same, and the other two look at the row alone.",
        },
    ),
    "features": (
        "Row 1 of six is made eight times as loud, then each row is normed over its features. And row 1?",
        {
            "It comes out eight times as large": "Its spread is eight times as large, too, and divides it.",
            "It comes out as before": "Yes: mean and spread are eight times as large too. The norm takes them away.",
            "It comes out smaller than before": "So it would be over the tokens, for the others. Here it has its own.",
        },
    ),
    "residual": (
        "The real weights, but nothing is carried around the sublayers. What are the words after 4 layers?",
        {
            "Noise": "Not noise: attention is a mean, and a mean of means of means is ...",
            "All the same vector": "Yes: each layer mixes, nothing brings the word back, and cosines go to 1.00.",
            "Much as before": "Each layer was trained to *correct* a word, not to replace it. Look.",
        },
    ),
    "depth": (
        "Random weights, the residual on. In which of the two have all words become one vector after 24 blocks?",
        {
            "In neither: there is a residual": "The line is there in both, but in one of them a norm stands on it.",
            "In pre-norm only": "The other way round.",
            "In post-norm only": (
                "Yes: each norm divides what came in, and what is mixed in wins. In pre-norm they only grow alike."
            ),
            "In both": "In pre-norm they grow alike, but slowly: nobody divides what came in.",
        },
    ),
    "cost": (
        "A text of 512 tokens, the most that BERT reads. What part of a block's multiplications is the n x n table?",
        {
            "Nearly all: it is quadratic": "For longer texts, yes. At 512 the rest costs over four times as much.",
            "About a fifth": "Yes, 18.2 %. Half comes only at n = 6d, 2,304 tokens here.",
            "Nearly nothing": "At 32 tokens, yes: 1.4 %.",
        },
    ),
    "words": (
        "22.7 million parameters in this model. Where are most of them?",
        {
            "In attention": "16 %. The smallest of the three.",
            "In feed forward": "31 %: twice what attention has, and in large models it is the most.",
            "In the table of words": "Yes, 52 %: 30,522 rows, and a text of 7 tokens touches 7 at most.",
        },
    ),
    "mistakes": (
        "One detail is done otherwise: GELU by the tanh formula. By how much will the numbers be off after six layers?",
        {
            "By rounding only, about 0.000001": "Over a thousand times more: it is another function.",
            "By about 0.002": "Yes. Nobody would see it in a cosine, and every comparison of arrays does.",
            "By 1 and more": "That is what ReLU for GELU does: 1.6. The tanh formula is very nearly GELU.",
        },
    ),
    "bugs": (
        "Somebody forgot to divide by sqrt(d_k). Which of these numbers would tell you?",
        {
            "The sums of the rows of alpha'": "They are 1 whatever the scores are: softmax comes after them.",
            "The largest share of each row": "Yes: the scores are 5.7 times as large, and one share takes nearly all.",
            "The spread of the normed rows": "The norm makes it 1 again, whatever was mixed. It hides a lot.",
        },
    ),
}

HINTS = {
    "mask": (
        "Row i asks, column j answers. Which j may i = 0 hear? Which may i = 2 hear?",
        "`np.arange(n)` as a row are the j; `np.arange(n)[:, None]` as a column are the i. Compare the two.",
        "`np.tril` gives the lower triangle, and np.ones((n, n), dtype=bool) keeps it boolean.",
    ),
    "feed forward": (
        "Three steps: wide = x W_1^T + b_1; then the gate; then back with W_2 and b_2.",
        "The ReLU of BERT's ancestors is `np.maximum(wide, 0)`: what is below zero becomes zero.",
        "All rows at once: `x @ W_1.T + b_1`, for W_1 is (d_ff, d) and x has one row per token.",
    ),
    "norm": (
        "Each token alone: mean and variance over its features, the last axis.",
        "`x.mean(axis=-1, keepdims=True)` keeps a column, so that it can be taken from x.",
        "eps is added to the variance before the root; gain and bias come last, feature by feature.",
    ),
    "order": (
        "Two sublayers, and after each of them: add what went in, then norm.",
        "First line: `normed = norm(x + listen(x))`. What goes into think, and what is added to it?",
    ),
    "parameters": (
        "Four matrices in attention, two in feed forward, two norms. Which of them has a bias?",
        "Each matrix has as many bias numbers as rows: d for W_q W_k W_v W_o W_2, d_ff for W_1.",
        "A norm has a gain and a bias, d numbers each: 4 d for the two norms.",
    ),
    "bugs": (
        "First the numbers: in the film, which of the four columns is not as in the right version?",
        "One of the four is right both ways and wrong under the causal mask. Two have the right map at all times.",
        "Then the code: compare the versions line by line. Each differs from the others in one place.",
    ),
}

ANSWERS = {
    "mask": """
def my_mask(n):
    i, j = np.arange(n)[:, None], np.arange(n)
    return j <= i
""",
    "feed forward": """
def my_feed_forward(x, W_1, b_1, W_2, b_2):
    wide = np.maximum(x @ W_1.T + b_1, 0)
    return wide @ W_2.T + b_2
""",
    "norm": """
def my_layer_norm(x, gain, bias, eps):
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)
    return gain * (x - mean) / np.sqrt(variance + eps) + bias
""",
    "order": """
def my_block(x, listen, think, norm):
    normed = norm(x + listen(x))
    return norm(normed + think(normed))
""",
    "parameters": """
def my_parameters(d, d_ff, n_heads):
    attention = 4 * (d * d + d)
    feed_forward = (d_ff * d + d_ff) + (d * d_ff + d)
    norms = 2 * (d + d)
    return attention + feed_forward + norms
""",
    "bugs": """
named = {"A": lesson.BUGS[2], "B": lesson.BUGS[6], "C": lesson.BUGS[1], "D": lesson.BUGS[4]}
""",
}


question, hints, answer = deck(QUESTIONS, HINTS, ANSWERS)
