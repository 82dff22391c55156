// Hands in the picture: a handle takes its control to the position at which it stands nearest to the pointer; and what
// lies under the pointer says its name.  All from points that were recorded: no formula, no kernel.

const REACH = 14; // CSS pixels: so near to a point or a line, the pointer means it

class Hands {
  constructor(player) {
    this.player = player;
    this.held = this.at = null; // the hand that is held, and where the pointer is if it asks for names
    this.focused = 0; // of the names
    this.overlay = element("svg", { xmlns: SVG, class: "seesaw-film-hands", "aria-hidden": "true" });
    this.tip = element("div", { class: "seesaw-film-tip", "aria-hidden": "true", hidden: "" });
    this.reaches = element("div"); // not in the overlay: in an SVG, no browser knows where a finger may scroll
    const parts = [player.picture.svg, this.reaches, this.overlay, this.tip];
    this.stage = element("div", { class: "seesaw-film-stage" }, ...parts);
    const on = (type, act) => this.stage.addEventListener(type, act);
    on("pointerdown", (event) => this.take(event));
    on("pointermove", (event) => (this.held ? this.drag(event) : this.ask(event)));
    for (const end of ["pointerup", "lostpointercapture"]) on(end, () => (this.held = null));
    on("pointerleave", () => this.say((this.at = null)));
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
    this.hands = data.hands.map(({ controls, box: [x0, y0, x1, y1] }, i) => {
      const points = Object.values(data.marks).map(([at]) => at[i]).filter(Boolean);
      const spread = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
      const touch = spread(1) < 2 ? "pan-y" : spread(0) < 2 ? "pan-x" : "none"; // where a finger may still scroll
      const box = [Math.max(x0 - 8, data.left), Math.max(y0 - 8, data.top)];
      box.push(Math.min(x1 + 8, data.left + data.width), Math.min(y1 + 8, data.top + data.height));
      const share = (part, k) => `${(100 * part) / [data.width, data.height][k % 2]}%`;
      const [left, top, width, height] = [box[0] - data.left, box[1] - data.top, box[2] - box[0], box[3] - box[1]].map(share);
      const reach = element("div", { class: "seesaw-film-reach" });
      Object.assign(reach.style, { left, top, width, height, touchAction: touch });
      return { i, controls, box, reach, grip: element("circle", { xmlns: SVG, class: "seesaw-film-grip", r: 7 }) };
    });
    this.reaches.replaceChildren(...this.hands.map((hand) => hand.reach));
    this.overlay.replaceChildren(...this.hands.map((hand) => hand.grip));
  }

  // Everything stands where it stands at these positions.
  show(positions) {
    const [points, named] = this.data.marks[positions.join(",")] ?? [[], []];
    this.points = points;
    this.hands.forEach(({ grip }, i) => {
      grip.toggleAttribute("hidden", !points[i]);
      if (points[i]) grip.style.transform = `translate(${points[i][0]}px, ${points[i][1]}px)`;
    });
    this.things = named.flatMap((i) => things(this.data.names[i]));
    const svg = this.player.picture.svg;
    if (this.things.length) svg.setAttribute("tabindex", "0");
    svg.setAttribute("aria-description", this.things.slice(0, 60).map(({ words }) => words).join("; "));
    this.say(this.at && this.under(this.at));
  }

  // ---- handles

  point(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.overlay.getScreenCTM().inverse());
    return [x, y];
  }

  take(event) {
    const p = this.point(event);
    const open = this.hands.filter(({ box }) => inside(p, box));
    if (event.button || !open.length) return;
    const far = ({ i }) => (this.points[i] ? away(p, this.points[i]) : Infinity);
    this.held = open.reduce((a, b) => (far(b) < far(a) ? b : a));
    this.stage.setPointerCapture(event.pointerId);
    this.say((this.at = null));
    this.drag(event);
  }

  drag(event) {
    const to = this.nearest(this.held, this.point(event));
    if (to.join() !== this.player.positions.join()) this.player.go(to, event.type === "pointermove");
  }

  // The positions, of those that this hand can reach from here, at which it stands nearest to `p`.
  nearest(hand, p) {
    let best = this.player.positions, least = Infinity;
    for (const positions of this.reachable(best, hand.controls)) {
      const point = this.stands(hand, positions);
      const distance = point ? away(p, point) : Infinity;
      if (distance < least) [best, least] = [positions, distance];
    }
    return best;
  }

  // Where a hand stands; where that was not drawn, each of its controls adds what it does alone.  Two need a kernel.
  stands({ i, controls }, positions) {
    const at = (positions) => this.data.marks[positions.join(",")]?.[0][i];
    const { start, link } = this.player, drawn = at(positions);
    if (drawn !== undefined || (controls.length > 1 && !link?.live())) return drawn;
    const from = at(start), alone = controls.map((c) => at(start.with(c, positions[c])));
    if (!from || !alone.every(Boolean)) return null;
    return [0, 1].map((axis) => alone.reduce((sum, point) => sum + point[axis] - from[axis], from[axis]));
  }

  reachable(from, controls) {
    return controls.reduce((all, i) => all.flatMap((positions) =>
      this.player.data.controls[i].readouts.map((_, p) => positions.with(i, p))), [from]);
  }

  // ---- names

  // What lies under a point: a point before a line before a cell before the whole.
  under(p) {
    const reach = REACH / this.overlay.getScreenCTM().a;
    let best = null, least = Infinity;
    for (const thing of this.things) {
      const { points, box } = thing, near = points ? distanceTo(p, points) : inside(p, box) ? 0 : Infinity;
      const after = points ? (points.length > 1) * reach : 2 * reach + (box[2] - box[0]) * (box[3] - box[1]);
      if (near < reach && near + after < least) [best, least] = [thing, near + after];
    }
    return best;
  }

  ask(event) {
    this.at = this.point(event);
    this.say(this.under(this.at));
  }

  say(thing) {
    this.tip.toggleAttribute("hidden", !thing);
    if (!thing) return;
    const [u, v] = thing.points ? middle(thing.points) : [(thing.box[0] + thing.box[2]) / 2, thing.box[1]];
    const [x, y] = [u - this.data.left, v - this.data.top];
    this.tip.textContent = thing.words;
    this.tip.style.left = `${Math.min(Math.max((100 * x) / this.data.width, 12), 88)}%`;
    this.tip.style.top = `${(100 * y) / this.data.height}%`;
    this.tip.classList.toggle("seesaw-film-below", y < 50);
  }

  // By keyboard: the arrows step from name to name.
  step(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by || !this.things.length) return;
    event.preventDefault();
    this.turn(this.focused + by);
  }

  turn(focused) {
    const count = this.things.length;
    this.focused = focused === null ? 0 : (focused + count) % (count || 1);
    const told = focused === null ? null : this.things[this.focused];
    this.say(told);
    if (told) this.player.heard.textContent = told.words;
  }
}

// Each named thing: [{words, points or box}], of lists of points or of the cells of a box.
function things(named) {
  if (named.length === 2) return named[1].map((words, i) => ({ words, points: named[0][i] }));
  const [[x0, y0, x1, y1], rows, columns, words] = named;
  const [w, h] = [(x1 - x0) / columns, (y1 - y0) / rows];
  return words.map((said, k) => {
    const [x, y] = [x0 + (k % columns) * w, y0 + Math.floor(k / columns) * h];
    return { words: said, box: [Math.min(x, x + w), Math.min(y, y + h), Math.max(x, x + w), Math.max(y, y + h)] };
  });
}

const away = ([x, y], [u, v]) => Math.hypot(x - u, y - v);
const middle = (points) => [0, 1].map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
const inside = ([x, y], [x0, y0, x1, y1]) => x >= x0 && x <= x1 && y >= y0 && y <= y1;

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
