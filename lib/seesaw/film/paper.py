"""A film outside JupyterLab: one position as an SVG file, or the whole of it as an HTML page that plays.

Nothing here refers to another file or to the network: the player and its style are written into the page.
"""

import base64
import html
import json
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

from seesaw.words import lang

HERE = Path(__file__).parent
SCRIPTS = "picture.js", "hands.js", "controls.js", "player.js"
PLAYER = "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
"""The player, one module: each of its scripts uses the ones before."""
CSS = (HERE / "player.css").read_text(encoding="utf-8")
STYLED = f"\ndocument.head.append(element('style', {{}}, {json.dumps(CSS)}));\n"
FROM_SHARED = """
const player = (model) => model.widget_manager.get_model(model.get("player").slice("IPY_MODEL_".length)).then(
  (it) => (it.seesaw ??= import(URL.createObjectURL(new Blob([it.get("code")], { type: "text/javascript" })))));
export default {
  initialize: (given) => void player(given.model).then((it) => it.default.initialize(given)),
  render: async (given) => (await player(given.model)).default.render(given),
};
"""

SVG = """\
<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" xml:lang="{lang}"
 width="{width:g}pt" height="{height:g}pt" viewBox="{left:g} {top:g} {width:g} {height:g}">
<title>{title}</title>
{style}
{definitions}
{parts}
</svg>
"""

STYLE = '<defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>'

FRAGMENT = """\
<div class="seesaw-film-here"><figure>{still}<figcaption>{caption}</figcaption></figure></div>
{css}
<script type="module">
{player}
const place = [...document.querySelectorAll(".seesaw-film-here")].find((e) => !e.dataset.taken);
place.dataset.taken = "yes";
mount(place, await unpack(Uint8Array.from(atob("{packed}"), (letter) => letter.charCodeAt(0))));
</script>
"""
OWN = "<style>" + CSS + "</style>", PLAYER + "\nglobalThis.seesawFilm = { mount, unpack };\n"
ANOTHERS = "", "const { mount, unpack } = globalThis.seesawFilm;"

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


def svg_file(box, title, definitions, parts, said_in):
    """The text of an SVG file: its `box` (left, top, width, height) in points, its clips and hatches, the fragments.

    said_in : its language, by which a browser chooses the forms of characters
    """
    box = dict(zip(("left", "top", "width", "height"), box, strict=True))
    inside = {"title": escape(title), "definitions": definitions, "parts": "\n".join(parts)}
    return SVG.format(**box, style=STYLE, lang=said_in, **inside)


def packed(data):
    """What a film plays, as the page inflates it: JSON, deflated."""
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 6)


def fragment(data, svg, caption, player=True):
    """A film as a piece of HTML: the player, its style, and what it plays.  A page may hold several.

    svg, caption : what stands there where no script runs
    player       : False where the page holds a fragment with the player already
    """
    css, code = OWN if player else ANOTHERS
    return FRAGMENT.format(
        still=svg[svg.index("<svg") :].replace(STYLE, ""),  # which would style the page around it
        caption=html.escape(caption),
        css=css,
        player=code,
        packed=base64.b64encode(packed(data)).decode("ascii"),
    )


def fragment_of(data, at, player=True):
    """The same from nothing but what a film plays, standing at these positions if they were drawn ahead."""
    starts = [control["start"] for control in data["controls"]]
    at = at if ",".join(map(str, at)) in data["frames"] else starts
    _, caption, *fills = data["frames"][",".join(map(str, at))]
    data["controls"] = [control | {"start": i} for control, i in zip(data["controls"], at, strict=True)]
    box, parts = [data[side] for side in ("left", "top", "width", "height")], [data["pool"][fill] for fill in fills]
    svg = svg_file(box, data["captions"][caption], data["definitions"], parts, data.get("lang", "en"))
    return fragment(data, svg, data["captions"][caption], player)


def whole_page(title, piece):
    """A film as an HTML page of its own."""
    return PAGE.format(lang=lang(), title=html.escape(title), fragment=piece)
