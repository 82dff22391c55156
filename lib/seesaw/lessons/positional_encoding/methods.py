"""Notebook 04: the four ways to know the place, by name."""

SINUSOID, LEARNED, ROPE, ALIBI = "sinusoid", "learned", "RoPE", "ALiBi"
METHODS = (SINUSOID, LEARNED, ROPE, ALIBI)
