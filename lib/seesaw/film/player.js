// The playing half of a film: a pool of SVG fragments, patched slot by slot.  No kernel, no network, no dependency.
//
//   input event -> positions -> frame -> the slots that differ are patched -> the next paint shows them
//
// `mount` serves an exported page; `render` serves JupyterLab through anywidget and adds the link with the kernel.

const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";
const SUPPRESS = "data-lm-suppress-shortcuts"; // JupyterLab would eat the arrow keys

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// ---- the picture

// Change `old` into a copy of `fresh`, keeping every node that can stay: an image that stays does not flicker.
function morph(old, fresh) {
  if (old.nodeName !== fresh.nodeName || old.childNodes.length !== fresh.childNodes.length) {
    old.replaceWith(fresh.cloneNode(true));
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const a of fresh.attributes)
    if (old.getAttribute(a.name) !== a.value) old.setAttributeNS(a.namespaceURI, a.name, a.value);
  for (let i = 0; i < fresh.childNodes.length; i++) morph(old.childNodes[i], fresh.childNodes[i]);
}

class Picture {
  constructor(data) {
    this.prefix = `film${Math.random().toString(36).slice(2, 9)}-`; // two films on a page may use the same ids
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute("class", "seesaw-film-picture");
    this.load(data);
  }

  load(data) {
    this.data = data;
    this.nodes = []; // fragment -> its parsed group, made when it is first shown
    this.images = []; // kept, so that the browser has each image decoded before it is asked for
    this.order = this.shown = null;
    this.svg.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`);
    this.svg.style.width = `${(data.width * 96) / 72}px`;
    this.svg.replaceChildren((this.definitions = document.createElementNS(SVG, "g")));
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
    const group = document.createElementNS(SVG, "g");
    group.innerHTML = fragment;
    for (const part of group.querySelectorAll("*")) for (const a of part.attributes) a.value = this.own(a.name, a.value);
    return group;
  }

  // Ids of this picture only, ink and paper of the page.
  own(name, value) {
    if (name === "id") return this.prefix + value;
    if (name === "xlink:href") return value[0] === "#" ? `#${this.prefix}${value.slice(1)}` : value.replace(/\s/g, "");
    value = value.replaceAll("url(#", `url(#${this.prefix}`);
    if (name !== "style") return value;
    for (const ink of this.data.ink) value = value.replaceAll(ink, "var(--seesaw-ink)");
    for (const paper of this.data.paper) value = value.replaceAll(paper, "var(--seesaw-paper)");
    return value;
  }

  node(fill) {
    return (this.nodes[fill] ??= this.parse(this.data.pool[fill]));
  }

  show([order, , ...fills]) {
    if (order !== this.order) {
      const slots = fills.map((fill) => this.node(fill).cloneNode(true));
      this.svg.replaceChildren(this.definitions, ...slots);
      this.order = order;
    } else {
      const slots = this.svg.children; // the definitions come first
      for (let i = 0; i < fills.length; i++)
        if (fills[i] !== this.shown[i]) morph(slots[i + 1], this.node(fills[i]));
    }
    this.shown = fills;
  }

  // The picture as a file of its own, in the colours of the screen.
  file() {
    const copy = this.svg.cloneNode(true);
    const style = getComputedStyle(this.svg);
    copy.setAttribute("xmlns", SVG);
    copy.setAttribute("xmlns:xlink", XLINK);
    copy.setAttribute("xml:lang", this.data.lang);
    copy.setAttribute("width", `${this.data.width}pt`);
    copy.setAttribute("height", `${this.data.height}pt`);
    const rule = document.createElementNS(SVG, "style");
    rule.textContent = "*{stroke-linejoin:round;stroke-linecap:butt}";
    copy.prepend(rule);
    copy.setAttribute("style", `fill:${style.fill};background:${style.backgroundColor}`);
    const colours = { "--seesaw-ink": style.fill, "--seesaw-paper": style.backgroundColor };
    let text = new XMLSerializer().serializeToString(copy);
    for (const [name, colour] of Object.entries(colours)) text = text.replaceAll(`var(${name})`, colour);
    return text;
  }
}

async function save(picture, kind) {
  let blob = new Blob([picture.file()], { type: "image/svg+xml" });
  if (kind === "png") blob = await painted(blob, picture);
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: `film.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

async function painted(blob, picture) {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = element("canvas", { width: picture.data.width * 3, height: picture.data.height * 3 });
  const brush = canvas.getContext("2d");
  brush.fillStyle = getComputedStyle(picture.svg).backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// ---- the controls: each has a root to put on the page, and `set(position)`

const KINDS = {
  range: (control, moved) => {
    const input = element("input", {
      type: "range", min: 0, max: control.readouts.length - 1, step: 1, [SUPPRESS]: "true", "aria-label": control.label,
      oninput: () => moved(input.valueAsNumber),
    });
    const readout = element("output", { class: "seesaw-film-readout" });
    readout.style.minWidth = `${control.columns}ch`;
    const set = (position) => {
      input.value = position;
      readout.textContent = control.readouts[position];
      input.setAttribute("aria-valuetext", control.readouts[position]);
    };
    return { parts: [input, readout], set };
  },

  play: (control, moved, words) => {
    const range = KINDS.range(control, (i) => (stop(), moved(i)));
    const last = control.readouts.length - 1;
    let timer = null;
    const stop = () => ((timer = clearInterval(timer) ?? null), button.replaceChildren(words.play));
    const step = () => {
      const next = range.parts[0].valueAsNumber + 1;
      if (next > last || !button.isConnected) stop();
      else moved(next);
    };
    const start = () => {
      if (range.parts[0].valueAsNumber === last) moved(0);
      timer = setInterval(step, control.interval);
      button.replaceChildren(words.pause);
    };
    const button = element("button", { type: "button", [SUPPRESS]: "true", onclick: () => (timer ? stop() : start()) });
    button.append(words.play);
    return { parts: [button, ...range.parts], set: range.set };
  },

  select: (control, moved) => {
    const options = control.readouts.map((r, i) => element("option", { value: i }, r));
    const select = element(
      "select",
      { [SUPPRESS]: "true", "aria-label": control.label, onchange: () => moved(select.selectedIndex) },
      ...options,
    );
    return { parts: [select], set: (position) => (select.selectedIndex = position) };
  },

  buttons: (control, moved) => {
    const group = `group${Math.random().toString(36).slice(2)}`;
    const inputs = control.readouts.map((_, i) =>
      element("input", { type: "radio", name: group, value: i, [SUPPRESS]: "true", onchange: () => moved(i) }),
    );
    const labels = inputs.map((input, i) => element("label", {}, input, control.readouts[i]));
    const root = element("span", { class: "seesaw-film-buttons", role: "radiogroup", "aria-label": control.label }, ...labels);
    return { parts: [root], set: (position) => (inputs[position].checked = true) };
  },

  checkbox: (control, moved) => {
    const input = element("input", {
      type: "checkbox", [SUPPRESS]: "true", "aria-label": control.label, onchange: () => moved(Number(input.checked)),
    });
    return { parts: [input], set: (position) => (input.checked = position === 1) };
  },

  text: (control, moved, words, typed) => {
    let told = control.words;
    const tell = () => input.value !== told && typed((told = input.value));
    const input = element("input", {
      type: "text", [SUPPRESS]: "true", "aria-label": control.label, value: control.words, spellcheck: "false",
      onchange: tell, onkeydown: (event) => event.key === "Enter" && tell(),
      disabled: typed ? null : "", title: typed ? null : words.needsKernel,
    });
    return { parts: [input], set: () => {}, write: (words) => (input.value = told = words) };
  },
};

// ---- the player

class Player {
  constructor(host, data, link) {
    this.link = link;
    this.words = data.words; // what its buttons and notes say, in the language of the lecture
    this.picture = new Picture(data);
    this.controls = element("div", { class: "seesaw-film-controls" });
    this.caption = element("p", { class: "seesaw-film-caption", "aria-hidden": "true" });
    this.heard = element("p", { class: "seesaw-film-heard", "aria-live": "polite" });
    this.note = element("p", { class: "seesaw-film-note", role: "status" });
    const button = (words, onclick) => element("button", { type: "button", onclick }, words);
    const tools = element("div", { class: "seesaw-film-tools" },
      button(this.words.again, () => this.go(this.start)),
      button(this.words.svg, () => save(this.picture, "svg")),
      button(this.words.png, () => save(this.picture, "png")));
    const card = element("div", { class: "seesaw-film-card" }, this.picture.svg);
    this.root = element("div", { class: "seesaw-film", lang: data.lang, [SUPPRESS]: "true" },
      this.controls, card, this.caption, this.note, tools, this.heard);
    host.append(this.root);
    this.load(data);
  }

  load(data, positions = null) {
    const sameControls = this.data && JSON.stringify(this.data.controls.map((c) => c.readouts)) ===
      JSON.stringify(data.controls.map((c) => c.readouts));
    this.data = { ...data, pool: { ...data.pool }, orders: [...data.orders], captions: [...data.captions], frames: { ...data.frames } };
    this.root.classList.toggle("seesaw-film-lecture", data.ink.length > 0);
    this.start = data.controls.map((c) => c.start);
    if (this.picture.data !== data) this.picture.load(this.data);
    this.picture.data = this.data;
    if (!sameControls) this.build();
    this.place(positions ?? (sameControls ? this.positions : this.start));
  }

  build() {
    this.inputs = this.data.controls.map((control, i) => {
      const typed = this.link && ((words) => this.type(i, words));
      return KINDS[control.kind](control, (position) => this.move(i, position), this.words, typed);
    });
    this.controls.replaceChildren(...this.inputs.map((input, i) => {
      const { label, kind } = this.data.controls[i];
      return element("div", { class: `seesaw-film-control seesaw-film-${kind}` },
        element("span", { class: "seesaw-film-label", "aria-hidden": "true" }, label), ...input.parts);
    }));
  }

  move(i, position) {
    this.go(this.positions.map((p, j) => (j === i ? position : p)), i);
  }

  go(positions, moved = null) {
    this.place(positions, moved);
    this.link?.moved(this.positions);
  }

  // Show these positions: at once if they were drawn ahead, else as soon as the kernel has drawn them.
  place(positions, moved = null) {
    this.positions = positions;
    const frame = this.data.frames[positions.join(",")];
    this.wanted = frame ? null : positions;
    if (!frame && !this.ask()) return this.place(this.alone(positions, moved));
    this.inputs.forEach((input, i) => input.set(positions[i]));
    if (frame) this.show(frame);
  }

  show(frame) {
    this.picture.show(frame);
    const caption = this.data.captions[frame[1]];
    this.caption.textContent = caption;
    this.picture.svg.setAttribute("aria-label", caption);
    clearTimeout(this.hearing); // one announcement when the hand rests, none on the way
    this.hearing = setTimeout(() => (this.heard.textContent = caption), 500);
  }

  // ---- past the budget: one request under way, the newest value wins

  ask() {
    if (!this.link || this.deaf) return false;
    if (this.asking) return true;
    this.asking = setTimeout(() => {
      this.asking = null;
      this.deaf = true;
      if (this.wanted) this.place(this.wanted);
    }, 4000);
    this.say(this.words.drawing);
    this.link.wanted(this.wanted);
    return true;
  }

  answer({ positions, ...part }) {
    clearTimeout(this.asking);
    this.asking = null;
    this.deaf = false;
    this.say("");
    if (part.version === this.data.version && part.frames) this.absorb(part);
    if (part.words) this.say(part.words);
    if (!this.wanted) return;
    if (part.words && positions.join() === this.wanted.join()) this.wanted = null; // the last good picture stays
    else this.place(this.wanted);
  }

  absorb(part) {
    Object.assign(this.data.pool, part.pool);
    Object.values(part.pool).forEach((fragment) => this.picture.preload(fragment));
    if (part.definitions !== this.data.definitions) this.picture.define((this.data.definitions = part.definitions));
    for (const [key, [order, caption, ...fills]] of Object.entries(part.frames)) {
      const slots = JSON.stringify(part.orders[order]);
      let known = this.data.orders.findIndex((o) => JSON.stringify(o) === slots);
      if (known < 0) known = this.data.orders.push(part.orders[order]) - 1;
      const said = this.data.captions.push(part.captions[caption]) - 1;
      this.data.frames[key] = [known, said, ...fills];
    }
  }

  // No kernel answers: the control that moved plays alone, at the nearest position that was drawn.
  alone(positions, moved) {
    moved ??= Math.max(0, positions.findIndex((p, i) => p !== this.start[i]));
    this.say(this.words.alone);
    const at = (p) => this.start.map((s, i) => (i === moved ? p : s));
    for (let away = 0; away < this.data.controls[moved].readouts.length; away++)
      for (const p of [positions[moved] + away, positions[moved] - away])
        if (this.data.frames[at(p).join(",")]) return at(p);
    return this.start;
  }

  type(i, words) {
    this.say(this.words.typing);
    this.link.typed(i, words);
  }

  say(words) {
    this.note.textContent = words;
  }
}

export function mount(host, data, link = null) {
  return new Player(host, data, link);
}

// ---- JupyterLab: the link with the kernel.  It may be busy, restarted or dead; the film plays on.

function render({ model, el }) {
  const me = Math.random().toString(36).slice(2);
  const send = (message) => {
    try {
      Promise.resolve(model.send(message)).catch(() => {});
    } catch {
      // no kernel: nothing to link with
    }
  };
  let last = 0, later = null;
  const tell = () => {
    last = performance.now();
    later = null;
    send({ type: "moved", positions: player.positions, by: me });
  };
  const link = {
    moved: () => (later ??= setTimeout(tell, Math.max(0, last + 60 - performance.now()))),
    wanted: (positions) => send({ type: "wanted", positions }),
    typed: (i, words) => send({ type: "typed", control: i, words }),
  };
  const player = mount(el, model.get("data"), link);
  player.place([...model.get("at").positions]);
  const write = () => player.inputs.forEach((input, i) => input.write?.(model.get("typed")[i]));
  const on = {
    "change:at": () => model.get("at").by !== me && player.place([...model.get("at").positions]),
    "change:data": () => player.load(model.get("data")),
    "change:typed": write,
    "msg:custom": (message) => ("trouble" in message ? player.say(message.trouble) : player.answer(message)),
  };
  write();
  for (const [event, act] of Object.entries(on)) model.on(event, act);
  return () => {
    for (const [event, act] of Object.entries(on)) model.off(event, act);
  };
}

export default { render };
