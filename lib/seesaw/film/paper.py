"""A film outside JupyterLab: one position as an SVG file, or the whole of it as an HTML page that plays.

Nothing here refers to another file or to the network: the player and its style are written into the page.
"""

import html
import json
from pathlib import Path
from xml.sax.saxutils import escape

from seesaw.words import lang

HERE = Path(__file__).parent

SVG = """\
<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" xml:lang="{lang}"
 width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}">
<title>{title}</title>
<defs><style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs>
{definitions}
{parts}
</svg>
"""

FRAGMENT = """\
<div class="seesaw-film-here"></div>
<style>{css}</style>
<script type="module">
{player}
const place = [...document.querySelectorAll(".seesaw-film-here")].find((e) => !e.dataset.taken);
place.dataset.taken = "yes";
mount(place, {data});
</script>
"""

PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>:root {{ color-scheme: light dark }} body {{ margin: 2rem auto; max-width: 70rem; padding: 0 1rem }}</style>
</head>
<body>
{fragment}
</body>
</html>
"""


def svg_file(size, title, definitions, parts):
    """The text of an SVG file: `size` in points, the clip paths and hatches, and the fragments in drawing order."""
    width, height = size
    inside = {"title": escape(title), "definitions": definitions, "parts": "\n".join(parts)}
    return SVG.format(width=width, height=height, lang=lang(), **inside)


def fragment(data):
    """A film as a piece of HTML: the player, its style, and what it plays.  A page may hold several."""
    return FRAGMENT.format(
        css=(HERE / "player.css").read_text(encoding="utf-8"),
        player=(HERE / "player.js").read_text(encoding="utf-8"),
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),  # no </script> in what students type
    )


def whole_page(title, data):
    """A film as an HTML page of its own."""
    return PAGE.format(lang=lang(), title=html.escape(title), fragment=fragment(data))
