"""A notebook as a page of HTML: `jupyter nbconvert --to html` and JupyterLab's own export, with films that play.

Widgets of such a page need a CDN.  A film needs none: it is put in as what it is outside JupyterLab, a piece of HTML.
"""

import base64
import json
import zlib
from pathlib import Path

from nbconvert.preprocessors import Preprocessor

from seesaw.copies import VIEW, films_file, films_of
from seesaw.film.paper import fragment_of


class Films(Preprocessor):
    """Puts each film of a notebook into the page: out of its widgets' state, or of what stands beside the notebook."""

    def preprocess(self, nb, resources):
        """-> the notebook and its resources, as nbconvert wants them"""
        films, player = films_of(nb) or self._beside(resources.get("metadata", {})), True
        for cell in nb.cells:
            for output, film in zip(cell.get("outputs", []), films.get(cell.get("id"), []), strict=False):
                if film is not None:
                    data = json.loads(zlib.decompress(base64.b64decode(film["packed"])))
                    output.data = {"text/html": fragment_of(data, film["at"], player)}
                    resources["language_code"] = data.get("lang", "en")  # of the whole page
                    player = False
        left = any(VIEW in output.get("data", {}) for cell in nb.cells for output in cell.get("outputs", []))
        if films and not left:
            nb.metadata.pop("widgets", None)  # or the page would ask a CDN for them
        return nb, resources

    def _beside(self, metadata):
        path = films_file(Path(metadata.get("path") or "."), metadata.get("name", "") + ".ipynb")
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
