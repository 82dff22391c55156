"""Two SVG pictures compared: what is painted, in which order, under which clips and groups.

    painted(svg)  ->  [what one element paints, ...];    equal for two pictures that look the same

Ids say nothing, references are followed, and an image of few cells is the cells that a film draws for it.
"""

import base64
import io
import re
from xml.etree import ElementTree

import numpy as np
from matplotlib.colors import to_hex
from PIL import Image

from seesaw.film.pen import MOST_CELLS

XLINK = "{http://www.w3.org/1999/xlink}href"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SAYS_NOTHING = {"id", "type", "version", "width", "height", "viewBox", LANG}  # of a group, a style or the root


def painted(svg):
    """The elements that an SVG paints: each with its attributes, words and what its groups add; references resolved."""
    root = ElementTree.fromstring(svg)
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    return [
        _flat(part, above, by_id) for element, groups in _leaves(root, ()) for part, above in _cells(element, groups)
    ]


def _leaves(element, above):
    tag = _tag(element)
    if tag in ("defs", "metadata", "title", "style", "clipPath", "pattern"):
        return
    if tag in ("svg", "g", "a"):
        adds = tuple(sorted((k, v) for k, v in element.attrib.items() if k not in SAYS_NOTHING))
        for child in element:
            yield from _leaves(child, (*above, adds) if adds else above)
    else:
        yield element, above


def _cells(element, above):
    """What a film draws for this element: for a small image that is not resampled, a rectangle for each cell."""
    if not (_tag(element) == "image" and "pixelated" in element.get("style", "")):
        return [(element, above)]
    cells = np.asarray(Image.open(io.BytesIO(base64.b64decode(element.get(XLINK).partition(",")[2]))).convert("RGBA"))
    if cells.size > 4 * MOST_CELLS:
        return [(element, above)]
    placed = {k: element.get(k) for k in ("transform", "opacity") if element.get(k)} | {"shape-rendering": "crispEdges"}
    above = *above, tuple(sorted(placed.items()))
    return [(_cell(*at, cells[at]), above) for at in np.ndindex(cells.shape[:2])]


def _cell(row, column, rgba):
    """The rectangle that shows a pixel; it is there even where nothing is seen of it."""
    look = {"x": str(column), "y": str(row), "width": "1", "height": "1", "fill": to_hex(rgba[:3] / 255)}
    seen = {} if rgba[3] == 255 else {"fill-opacity": f"{rgba[3] / 255:.4g}"}
    return ElementTree.Element("rect", look | seen)


def _flat(element, above, by_id):
    attributes = {k: v for k, v in element.attrib.items() if k != "id"}
    says = _resolved(repr((_tag(element), sorted(attributes.items()), element.text, above)), by_id)
    if element.get(XLINK, "").startswith("#"):
        says += _content(by_id[element.get(XLINK)[1:]])
    return re.sub(r"\s+", " ", says)


def _resolved(says, by_id):
    """References by what they refer to, not by id."""
    says = re.sub(r"url\(#([^)]+)\)", lambda m: f"url({_content(by_id[m[1]])})", says)
    return re.sub(r"(href', )'#[^']+'", r"\1'#'", says)


def _content(element):
    return repr([(_tag(e), sorted((k, v) for k, v in e.attrib.items() if k != "id")) for e in element.iter()])


def _tag(element):
    return element.tag.rpartition("}")[2]
