// Hands in the picture: a handle takes its control to the position at which it stands nearest to the pointer; and what
// lies under the pointer says its name.  All from points that were recorded: no formula, no kernel.

const REACH = 14; // CSS pixels: so near to a point or a line, the pointer means it

class Hands {
  constructor(player) {
    this.player = player;
    this.overlay = element("svg", { xmlns: SVG, class: "seesaw-film-hands", "aria-hidden": "true" });
    this.tip = element("div", { class: "seesaw-film-tip", "aria-hidden": "true", hidden: "" });
    this.stage = element("div", { class: "seesaw-film-stage" }, player.picture.svg, this.overlay, this.tip);
    const on = (type, act) => this.overlay.addEventListener(type, act);
    on("pointerdown", (event) => this.take(event));
    on("pointermove", (event) => this.held && this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) on(end, () => (this.held = null));
    this.stage.addEventListener("pointermove", (event) => this.held || this.ask(event));
    this.stage.addEventListener("pointerleave", () => this.say((this.at = null)));
    const svg = player.picture.svg;
    svg.addEventListener("keydown", (event) => this.step(event));
    svg.addEventListener("focus", () => svg.matches(":focus-visible") && this.turn(0));
    svg.addEventListener("blur", () => this.turn(null));
  }

  load(data) {
    this.data = data;
    this.stage.style.setProperty("--width", `${(data.width * 96) / 72 / 15}em`); // of letters that are 15 px by default
    this.stage.style.setProperty("--ratio", data.width / data.height);
    this.overlay.setAttribute("viewBox", `${data.left} ${data.top} ${data.width} ${data.height}`);
    const svg = (tag, attributes) => element(tag, { xmlns: SVG, ...attributes });
    this.hands = data.hands.map(({ controls, box: [x0, y0, x1, y1] }, i) => {
      const points = Object.values(data.marks).map(([at]) => at[i]).filter(Boolean);
      const spread = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
      const touch = spread(1) < 2 ? "pan-y" : spread(0) < 2 ? "pan-x" : "none"; // where a finger may still scroll
      const size = { x: x0 - 8, y: y0 - 8, width: x1 - x0 + 16, height: y1 - y0 + 16 };
      const reach = svg("rect", { class: "seesaw-film-reach", style: `touch-action: ${touch}`, ...size });
      return { controls, points, reach, grip: svg("circle", { class: "seesaw-film-grip", r: 7 }) };
    });
    this.overlay.replaceChildren(...this.hands.map((h) => h.reach), ...this.hands.map((h) => h.grip));
  }

  // Everything stands where it stands at these positions.
  show(positions) {
    const [points, named] = this.data.marks[positions.join(",")] ?? [[], []];
    this.hands.forEach(({ grip }, i) => {
      grip.toggleAttribute("hidden", !points[i]);
      if (points[i]) grip.style.transform = `translate(${points[i][0]}px, ${points[i][1]}px)`;
    });
    this.named = named.map((i) => this.data.names[i]);
    const svg = this.player.picture.svg;
    if (this.named.length) svg.setAttribute("tabindex", "0");
    const all = this.things().map(({ words }) => words);
    if (all.length) svg.setAttribute("aria-description", all.slice(0, 60).join("; "));
    this.say(this.at ? this.under(this.at) : null);
  }

  // ---- handles

  point(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.overlay.getScreenCTM().inverse());
    return [x, y];
  }

  take(event) {
    const p = this.point(event), { points } = this.here();
    const open = this.hands.filter(({ reach }) => reach === event.target || inside(p, reach));
    if (event.button || !open.length) return;
    const far = (hand) => (points[this.hands.indexOf(hand)] ? away(p, points[this.hands.indexOf(hand)]) : Infinity);
    this.held = open.reduce((a, b) => (far(b) < far(a) ? b : a));
    this.overlay.setPointerCapture(event.pointerId);
    this.say((this.at = null));
    this.drag(event);
  }

  drag(event) {
    const to = this.nearest(this.held, this.point(event));
    if (to && to.join() !== this.player.positions.join()) this.player.go(to, this.held.controls[0], this.held.moving);
    this.held.moving = event.type === "pointermove";
  }

  here() {
    const [points = [], named = []] = this.data.marks[this.player.positions.join(",")] ?? [];
    return { points, named };
  }

  // The positions, of those that this hand can reach from here, at which it stands nearest to `p`.
  nearest({ controls }, p) {
    const i = this.hands.findIndex((hand) => hand.controls === controls);
    const search = (from) => {
      let best = null, least = Infinity;
      for (const positions of this.reachable(from, controls)) {
        const point = this.data.marks[positions.join(",")]?.[0][i];
        const distance = point ? away(p, point) : Infinity;
        if (distance < least) [best, least] = [positions, distance];
      }
      return best;
    };
    return search(this.player.positions) ?? search(this.player.start);
  }

  reachable(from, controls) {
    return controls.reduce((all, i) => all.flatMap((positions) =>
      this.player.data.controls[i].readouts.map((_, p) => positions.with(i, p))), [from]);
  }

  // ---- names

  // [{words, points, box}]: each named thing of the picture as it stands.
  things() {
    return this.named.flatMap((thing) => {
      if (thing.length === 2) return thing[1].map((words, i) => ({ words, points: thing[0][i] }));
      const [[x0, y0, x1, y1], rows, columns, words] = thing;
      const [w, h] = [(x1 - x0) / columns, (y1 - y0) / rows];
      return words.map((said, k) => {
        const [x, y] = [x0 + (k % columns) * w, y0 + Math.floor(k / columns) * h];
        return { words: said, box: [Math.min(x, x + w), Math.min(y, y + h), Math.max(x, x + w), Math.max(y, y + h)] };
      });
    });
  }

  under(p) {
    const reach = REACH / this.overlay.getScreenCTM().a;
    let best = null, least = reach;
    for (const thing of this.things()) {
      const [x0, y0, x1, y1] = thing.box ?? [];
      const within = thing.box && p[0] >= x0 && p[0] <= x1 && p[1] >= y0 && p[1] <= y1;
      const size = reach + (x1 - x0) * (y1 - y0); // a point before a line before a cell before the whole
      const distance = thing.points ? distanceTo(p, thing.points) + thing.points.length / 100 : within ? size : Infinity;
      if (distance < least || (thing.box && within && (!best || (best.box && distance < least)))) [best, least] = [thing, distance];
    }
    return best;
  }

  ask(event) {
    if (!this.named?.length) return;
    this.at = this.point(event);
    this.say(this.under(this.at));
  }

  say(thing) {
    this.tip.toggleAttribute("hidden", !thing);
    if (!thing) return;
    const [x, y] = thing.points ? middle(thing.points) : [(thing.box[0] + thing.box[2]) / 2, thing.box[1]];
    this.tip.textContent = thing.words;
    this.tip.style.left = `${Math.min(Math.max((100 * (x - this.data.left)) / this.data.width, 12), 88)}%`;
    this.tip.style.top = `${(100 * (y - this.data.top)) / this.data.height}%`;
    this.tip.classList.toggle("seesaw-film-below", y < 50);
  }

  // By keyboard: the arrows step from name to name.
  step(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || !this.named?.length) return;
    event.preventDefault();
    this.turn((this.focused ?? 0) + by);
  }

  turn(focused) {
    const things = this.named?.length ? this.things() : [];
    this.focused = focused === null ? 0 : (focused + things.length) % (things.length || 1);
    const told = (focused !== null && things[this.focused]) || null;
    this.say(told);
    if (told) this.player.heard.textContent = told.words;
  }
}

const away = ([x, y], [u, v]) => Math.hypot(x - u, y - v);
const middle = (points) => [0, 1].map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
const inside = ([x, y], rect) => {
  const [left, top, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  return x >= left && x <= left + width && y >= top && y <= top + height;
};

function distanceTo(p, points) {
  let least = Infinity;
  points.forEach((b, i) => {
    const a = points[Math.max(i - 1, 0)];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const t = Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, away(p, [a[0] + t * dx, a[1] + t * dy]));
  });
  return least;
}
