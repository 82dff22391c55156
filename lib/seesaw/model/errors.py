"""The one error of `seesaw.model`: a model that is not there, or that cannot be read as BERT."""


class ModelError(ValueError):
    """A checkpoint is missing, damaged or not a BERT encoder.

    The message is one plain sentence: what was found, what was expected, how to mend it.  A notebook shows the sentence
    and no traceback.
    """

    def _render_traceback_(self):
        return [str(self)]
