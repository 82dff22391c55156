// The player: controls above, the picture and its hands, a sentence below.  `mount` serves an exported page; `render`
// serves JupyterLab through anywidget and adds the link with the kernel, which may be busy, restarted or dead: the film
// plays on.

const WIDGET = "application/vnd.jupyter.widget-view+json";
const FAST = 220; // ms: two moves so close are a drag, and what is dragged does not glide
const LONG = 4000; // ms until a kernel that has not answered is called busy

class Player {
  constructor(host, data, link) {
    this.link = link;
    this.words = data.words; // what its buttons and notes say, in the language of the lecture
    this.picture = new Picture();
    this.hands = new Hands(this);
    this.controls = element("div", { class: "seesaw-film-controls" });
    this.caption = element("span", { class: "seesaw-film-caption", "aria-hidden": "true" });
    this.longest = element("p", { class: "seesaw-film-longest", "aria-hidden": "true" });
    this.heard = element("p", { class: "seesaw-film-heard", "aria-live": "polite" });
    this.note = element("span", { class: "seesaw-film-note", role: "status" });
    const button = (sign, words, onclick) =>
      element("button", { type: "button", title: words, "aria-label": words, onclick }, sign);
    const save = (kind) => this.picture.save(kind, this.caption.textContent).catch(() => this.say(this.words.unsaved));
    const tools = element("div", { class: "seesaw-film-tools" },
      button("↺", this.words.again, () => this.startAgain()),
      button("SVG", this.words.svg, () => save("svg")),
      button("PNG", this.words.png, () => save("png")),
      button(this.words.full, this.words.full, () => this.fill()));
    this.root = element("div", { class: "seesaw-film", lang: data.lang, [SUPPRESS]: "true" },
      this.controls, element("div", { class: "seesaw-film-card" }, this.hands.stage),
      element("div", { class: "seesaw-film-foot" },
        element("div", { class: "seesaw-film-said" }, element("p", {}, this.caption, " ", this.note), this.longest), tools),
      this.heard);
    host.append(this.root);
    this.load(data);
  }

  load(data) {
    this.data = data;
    this.start = this.shown = data.controls.map((control) => control.start);
    this.root.classList.toggle("seesaw-film-lecture", data.ink.length > 0);
    this.reserve();
    this.picture.load(data);
    this.hands.load(data);
    if (!this.inputs) this.build();
    this.place(this.positions ?? this.start); // new words leave the sliders where they are
  }

  // Room for the longest sentence, so that nothing below it jumps.
  reserve() {
    this.longest.textContent = this.data.captions.reduce((a, b) => (b.length > a.length ? b : a), "");
  }

  build() {
    const typed = (i) => this.link && ((words, note) => this.type(i, words, note));
    const moved = (i) => (position) => this.go(this.positions.with(i, position));
    this.inputs = this.data.controls.map((control, i) => row(control, moved(i), this.words, typed(i)));
    this.controls.replaceChildren(...this.inputs.map((input) => input.root));
  }

  startAgain() {
    for (const input of this.inputs) input.stop?.();
    this.go(this.start);
  }

  // A hand moved: show it, tell the kernel, and say it once when the hand rests.
  go(positions, dragged = false) {
    const now = performance.now();
    this.place(positions, !dragged && now - (this.moved ?? 0) > FAST);
    this.moved = now;
    this.link?.moved(this.positions);
    clearTimeout(this.hearing);
    this.hearing = setTimeout(() => (this.heard.textContent = this.caption.textContent), 500);
  }

  // Show these positions: at once if they were drawn ahead, else as soon as the kernel has drawn them.
  place(positions, glide = false) {
    const frame = this.data.frames[positions.join(",")];
    this.wanted = frame ? null : positions;
    if (!frame && !this.ask()) return this.place(this.alone(positions));
    if (frame && !this.only) this.say("");
    this.positions = positions;
    this.inputs.forEach((input, i) => input.set(positions[i]));
    if (frame) this.show(frame, glide);
  }

  show(frame, glide) {
    this.shown = this.positions;
    this.picture.show(frame, glide && !matchMedia("(prefers-reduced-motion: reduce)").matches);
    this.hands.show(this.positions);
    this.caption.textContent = this.data.captions[frame[1]];
    this.picture.svg.setAttribute("aria-label", this.caption.textContent);
  }

  // ---- past the budget: one request under way, the newest value wins, and what was wished is kept until it is drawn

  ask() {
    if (!this.link?.live()) return false;
    if (this.asking) return true;
    this.asking = setTimeout(() => this.wanted && this.say(this.words.busy), LONG);
    this.say(this.words.drawing);
    this.link.wanted(this.wanted);
    return true;
  }

  answer({ positions, words, ...part }) {
    this.asking = clearTimeout(this.asking);
    if (part.version === this.data.version && part.frames) this.absorb(part);
    if (!this.wanted) return;
    const refused = words && positions.join() === this.wanted.join();
    this.place(refused ? this.shown : this.wanted); // the last good picture stays, and its controls with it
    if (!refused) return;
    this.link.moved(this.positions);
    this.say(words);
  }

  absorb(part) {
    Object.assign(this.data.pool, part.pool);
    Object.values(part.pool).forEach((fragment) => this.picture.preload(fragment));
    this.picture.define(part.definitions);
    const names = this.data.names.push(...part.names) - part.names.length;
    for (const [key, [order, caption, ...fills]] of Object.entries(part.frames)) {
      const slots = JSON.stringify(part.orders[order]);
      let known = this.data.orders.findIndex((o) => JSON.stringify(o) === slots);
      if (known < 0) known = this.data.orders.push(part.orders[order]) - 1;
      const said = this.data.captions.push(part.captions[caption]) - 1;
      this.data.frames[key] = [known, said, ...fills];
      const [points, named] = part.marks[key] ?? [[], []];
      this.data.marks[key] = [points, named.map((i) => i + names)];
    }
    this.reserve();
  }

  // No kernel answers: the control that moved plays alone, at the nearest position that was drawn.
  alone(positions) {
    const moved = Math.max(0, positions.findIndex((p, i) => p !== this.shown[i]));
    this.say(this.words.alone);
    for (let away = 0; away < this.data.controls[moved].readouts.length; away++)
      for (const p of [positions[moved] + away, positions[moved] - away])
        if (this.data.frames[this.start.with(moved, p).join(",")]) return this.start.with(moved, p);
    return this.start;
  }

  // The kernel came or went.
  linked() {
    if (this.link.live()) return;
    this.asking = clearTimeout(this.asking);
    if (this.wanted) this.place(this.wanted);
    this.drawn({ trouble: this.words.needsKernel, words: this.waiting?.words });
  }

  // ---- words

  type(i, words, note) {
    if (this.waiting) this.waiting.note.textContent = "";
    this.waiting = { words, note, input: this.inputs[i] };
    this.root.classList.add("seesaw-film-waiting");
    note.textContent = this.words.typing;
    if (this.link.live()) this.link.typed(i, words);
    else this.drawn({ trouble: this.words.needsKernel, words });
  }

  // The kernel has drawn these words, or says why not; then the same words may be tried again.
  drawn({ trouble, words }) {
    if (!this.waiting || this.waiting.words !== words) return; // others were typed since, or these in another view
    this.root.classList.remove("seesaw-film-waiting");
    this.waiting.note.textContent = trouble;
    if (trouble) this.waiting.input.forget();
    this.waiting = null;
  }

  say(words) {
    this.only = words === this.words.alone;
    this.note.textContent = words;
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.root.requestFullscreen();
  }
}

export function mount(host, data, link = null) {
  host.replaceChildren();
  return new Player(host, data, link);
}

// ---- in JupyterLab, which saves with a notebook those widgets only whose kernel lives.  A film needs none: it says that
// it lives, and whether a kernel is there shows by its comm.

async function initialize({ model }) {
  const manager = model.widget_manager;
  const ids = [model.get("ident"), model.get("player").slice("IPY_MODEL_".length)];
  const [film, player] = await Promise.all(ids.map((id) => manager.get_model(id)));
  film.needs = [film, player, film.get("layout"), player.get("layout")].filter((part) => part?.on);
  film.needs.forEach(stay);
  clearTimeout(player.sweeping);
  player.sweeping = setTimeout(() => sweep(manager), 2000);
}

function stay(widget) {
  const live = () => {
    if (widget.comm_live) return;
    delete widget.comm;
    widget.comm_live = true;
  };
  live();
  if (!widget.stays) widget.on("comm_live_update", live);
  widget.stays = true;
}

// What an earlier kernel left and no output shows any more, as its cell was run again, need not be saved.
function sweep(manager) {
  const cells = manager.context?.model?.cells;
  if (!cells || !manager._modelsSync) return;
  const outputs = ({ outputs }) => Array.from({ length: outputs?.length ?? 0 }, (_, i) => outputs.get(i).data[WIDGET]);
  const shown = new Set([...cells].flatMap(outputs).map((view) => view?.model_id));
  const ours = [...manager._modelsSync.values()].filter((widget) => widget.stays);
  const needed = new Set(ours.filter((film) => shown.has(film.model_id)).flatMap((film) => film.needs));
  for (const left of ours) if (!left.comm && !needed.has(left)) left.trigger("comm:close", left.close(true));
}

async function render({ model, el }) {
  const me = Math.random().toString(36).slice(2);
  const whole = await model.widget_manager?.get_model?.(model.get("ident")).catch(() => null); // knows if a kernel is there
  const send = (message) => Promise.resolve(model.send(message)).catch(() => {});
  let last = 0, later = null;
  const tell = () => {
    last = performance.now();
    later = null;
    send({ type: "moved", positions: player.positions, by: me });
  };
  const link = {
    live: () => !whole || Boolean(whole.comm),
    moved: (positions) => {
      model.set("at", { positions, by: me }); // what a saved notebook remembers
      if (link.live()) later ??= setTimeout(tell, Math.max(0, last + 60 - performance.now()));
    },
    wanted: (positions) => send({ type: "wanted", positions }),
    typed: (i, words) => send({ type: "typed", control: i, words }),
  };
  const player = mount(el, await unpack(model.get("packed")), link);
  const waits = (input) => input === player.waiting?.input; // for its own words, and is not written over by earlier ones
  const write = () => player.inputs.forEach((input, i) => waits(input) || input.write?.(model.get("typed")[i]));
  const stand = () => player.place([...model.get("at").positions]);
  let loaded = Promise.resolve(); // one after the other, and words are called drawn when they are shown
  const load = async () => player.load(await unpack(model.get("packed")));
  const on = {
    "change:at": () => model.get("at").by !== me && stand(),
    "change:packed": () => (loaded = loaded.then(load)),
    "change:typed": () => (loaded = loaded.then(write)),
    "msg:custom": (message) => (loaded = loaded.then(() =>
      "trouble" in message ? player.drawn(message) : player.answer(message))),
  };
  const linked = () => player.linked();
  stand();
  // The prose around is in its language, too: JupyterLab calls each page English, and Chinese then comes in Japan's forms.
  requestAnimationFrame(() => el.closest(".jp-Notebook")?.setAttribute("lang", player.data.lang));
  for (const [event, act] of Object.entries(on)) model.on(event, act);
  whole?.on("comm_live_update", linked);
  return () => {
    for (const [event, act] of Object.entries(on)) model.off(event, act);
    whole?.off("comm_live_update", linked);
  };
}

export default { initialize, render };
