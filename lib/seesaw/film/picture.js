// The playing half of a film, its picture: a pool of SVG fragments, patched slot by slot.  No kernel, no network.
//
//   positions -> frame -> the slots that differ are patched -> the next paint shows them

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const PARSED = 2000; // fragments kept parsed: more would cost memory, fewer time
const GLIDE = { duration: 160, easing: "ease-out" }; // as in player.css

function element(tag, attributes = {}, ...children) {
  const made = attributes.xmlns ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && name !== "xmlns") made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// What a film plays, as Python deflated it.
function unpack(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

// Change `old` into a copy of `fresh`, keeping every node that can stay: an image that stays does not flicker, and a
// path that stays can glide.  Words glide here, as CSS knows no x of a text.  -> the node that stands there now
function morph(old, fresh, glide) {
  if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) {
    const clone = fresh.cloneNode(true);
    old.replaceWith(clone);
    return clone;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return old;
  }
  if (glide && old.nodeName === "text") {
    const [dx, dy] = ["x", "y"].map((name) => old.getAttribute(name) - fresh.getAttribute(name));
    if (dx || dy) old.animate([{ translate: `${dx}px ${dy}px` }, { translate: "0px 0px" }], GLIDE);
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const a of fresh.attributes)
    if (old.getAttribute(a.name) !== a.value) old.setAttributeNS(a.namespaceURI, a.name, a.value);
  for (let i = 0; i < fresh.childNodes.length; i++) morph(old.childNodes[i], fresh.childNodes[i], glide);
  return old;
}

class Picture {
  constructor() {
    this.prefix = `film${Math.random().toString(36).slice(2, 9)}-`; // two films on a page may use the same ids
    this.svg = element("svg", { xmlns: SVG, role: "img", class: "seesaw-film-picture" });
  }

  load(data) {
    this.data = data;
    this.nodes = new Map(); // fragment -> its parsed group, made when it is first shown
    this.images = []; // kept, so that the browser has each image decoded before it is asked for
    this.order = null;
    this.svg.setAttribute("viewBox", `${data.left} ${data.top} ${data.width} ${data.height}`);
    this.svg.replaceChildren((this.definitions = element("g", { xmlns: SVG })));
    this.define(data.definitions);
    for (const fragment of Object.values(data.pool)) this.preload(fragment);
  }

  define(definitions) {
    this.definitions.replaceChildren(...this.parse(definitions).childNodes);
  }

  preload(fragment) {
    for (const [, url] of fragment.matchAll(/<image[^>]*href="(data:[^"]*)"/g)) {
      const image = new Image();
      image.src = url.replace(/\s/g, "");
      this.images.push(image);
    }
  }

  parse(fragment) {
    const group = element("g", { xmlns: SVG });
    group.innerHTML = fragment;
    for (const part of group.querySelectorAll("*")) for (const a of part.attributes) a.value = this.own(a.name, a.value);
    return group;
  }

  // Ids of this picture only, ink and paper of the page.
  own(name, value) {
    if (name === "id") return this.prefix + value;
    if (name === "xlink:href") return value[0] === "#" ? `#${this.prefix}${value.slice(1)}` : value.replace(/\s/g, "");
    value = value.replaceAll("url(#", `url(#${this.prefix}`);
    if (name !== "style") return value; // a cell of an image keeps its colour, as its PNG would
    for (const ink of this.data.ink) value = value.replaceAll(ink, "var(--seesaw-ink)");
    for (const paper of this.data.paper) value = value.replaceAll(paper, "var(--seesaw-paper)");
    return value;
  }

  node(fill) {
    if (this.nodes.size > PARSED) this.nodes.clear();
    if (!this.nodes.has(fill)) this.nodes.set(fill, this.parse(this.data.pool[fill]));
    return this.nodes.get(fill);
  }

  // Slots are known by their names, so that what stays keeps its nodes when something else comes or goes.
  show([order, , ...fills], glide) {
    this.svg.classList.toggle("seesaw-film-gliding", glide);
    if (order !== this.order) {
      const names = (o) => this.data.orders[o] ?? [];
      const had = new Map(names(this.order).map((name, i) => [name, i]));
      const from = names(order).map((name) => had.get(name));
      this.slots = from.map((i, at) => (i === undefined ? this.node(fills[at]).cloneNode(true) : this.slots[i]));
      this.shown = from.map((i, at) => (i === undefined ? fills[at] : this.shown[i]));
      this.svg.replaceChildren(this.definitions, ...this.slots);
      this.order = order;
    }
    for (let i = 0; i < fills.length; i++)
      if (fills[i] !== this.shown[i]) this.slots[i] = morph(this.slots[i], this.node(fills[i]), glide);
    this.shown = fills;
  }

  // The picture as a file of its own, in the colours of the screen.
  file() {
    const copy = this.svg.cloneNode(true);
    const style = getComputedStyle(this.svg);
    const { width, height, lang } = this.data;
    const size = { width: `${width}pt`, height: `${height}pt` };
    const look = `fill:${style.fill};background:${style.backgroundColor}`;
    const said = { xmlns: SVG, "xmlns:xlink": XLINK, "xml:lang": lang, ...size, style: look };
    for (const [name, value] of Object.entries(said)) copy.setAttribute(name, value);
    copy.prepend(element("style", { xmlns: SVG }, "*{stroke-linejoin:round;stroke-linecap:butt}"));
    const colours = { "--seesaw-ink": style.fill, "--seesaw-paper": style.backgroundColor };
    let text = new XMLSerializer().serializeToString(copy);
    for (const [name, colour] of Object.entries(colours)) text = text.replaceAll(`var(${name})`, colour);
    return text;
  }

  async save(kind, title) {
    let blob = new Blob([this.file()], { type: "image/svg+xml" });
    if (kind === "png") blob = await this.painted(blob);
    const url = URL.createObjectURL(blob);
    const name = title.normalize().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
    element("a", { href: url, download: `${name || "film"}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  async painted(blob) {
    const url = URL.createObjectURL(blob);
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = element("canvas", { width: this.data.width * 3, height: this.data.height * 3 });
    const brush = canvas.getContext("2d");
    brush.fillStyle = getComputedStyle(this.svg).backgroundColor;
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
}
