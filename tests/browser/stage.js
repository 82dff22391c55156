// A stage for the player alone: the real module, with a link and models that record what they are told, and no kernel.

const host = () => document.querySelector("#host");

/** A model as anywidget gives it, or a widget as JupyterLab's manager keeps it; `values` are its traits. */
function fake(values = {}, more = {}) {
  const heard = {};
  const on = (event, act) => (heard[event] ??= new Set()).add(act);
  const off = (event, act) => heard[event]?.delete(act);
  const tell = (event, ...given) => [...(heard[event] ?? [])].forEach((act) => act(...given));
  const made = { sent: [], on, off, tell, ears: () => Object.values(heard).reduce((sum, acts) => sum + acts.size, 0) };
  made.get = (name) => values[name];
  made.set = (name, value) => { values[name] = value; };
  made.send = (message) => { made.sent.push(structuredClone(message)); };
  return Object.assign(made, more);
}

/** A widget, whose comm lives or not; JupyterLab says so when that changes. */
function widget(id, values, comm = {}) {
  const made = fake(values, { model_id: id, comm, closed: [] });
  let live = Boolean(comm);
  Object.defineProperty(made, "comm_live", {
    get: () => live,
    set: (value) => { if (live !== value) { live = value; made.tell("comm_live_update"); } },
  });
  made.trigger = (event) => made.closed.push(event);
  made.close = (gone) => made.closed.push(gone);
  return made;
}

const manager = (widgets, more) => ({ get_model: async (id) => widgets[id] ?? Promise.reject(new Error(id)), ...more });

/** A film's widgets: [film, player, layout, layout of the player]. */
function family(name, player, comm) {
  const layout = widget(`${name}-layout`, {}, comm);
  const film = widget(name, { layout, ident: name, player: `IPY_MODEL_${player.model_id}` }, comm);
  return [film, player, layout, player.get("layout")];
}

const shared = (name, comm) => widget(name, { layout: widget(`${name}-layout`, {}, comm) }, comm);

window.stage = {
  root: () => document.querySelector(".seesaw-film"),
  svg: () => document.querySelector(".seesaw-film-picture"),
  part: (name) => document.querySelector(`.seesaw-film-${name}`),

  /** Where on the screen a point of the picture is. */
  at: (x, y) => {
    const on = new DOMPoint(x, y).matrixTransform(stage.svg().getScreenCTM());
    return [on.x, on.y];
  },

  grips: () => [...document.querySelectorAll(".seesaw-film-grip")].map((grip) =>
    grip.checkVisibility() ? grip.style.transform.match(/[-\d.]+/g).map(Number) : null),

  /** The first stroked path of the picture, as Matplotlib draws a line: not closed. */
  node: () => [...stage.svg().querySelectorAll("path")].find((path) => path.style.fill === "none"),

  /** How the picture differs from its fragments parsed afresh, or "". */
  differs: () => {
    const { data, picture, positions } = player;
    const [order, , ...fills] = data.frames[positions.join(",")];
    const slots = [...stage.svg().children].slice(1);
    if (slots.length !== fills.length || fills.length !== data.orders[order].length) return `${slots.length} slots`;
    const wrong = slots.find((slot, i) => !slot.isEqualNode(picture.parse(data.pool[fills[i]])));
    return wrong?.outerHTML ?? "";
  },

  /** The ids that the picture names and does not have. */
  loose: () => [...stage.svg().innerHTML.matchAll(/url\(&quot;#([^&]*)&quot;\)|url\(#([^)]*)\)|href="#([^"]*)"/g)]
    .map((found) => found[1] ?? found[2] ?? found[3]).filter((id) => !stage.svg().querySelector(`[id="${id}"]`)),

  /** Stop what glides half way: the path then, the path at both ends, and how far the words have still to go. */
  halfway: () => {
    const all = stage.svg().getAnimations({ subtree: true }), path = stage.node();
    const at = (time) => { all.forEach((it) => { it.pause(); it.currentTime = time; }); return getComputedStyle(path).d; };
    const words = all.find((it) => !it.transitionProperty).effect.getKeyframes().map((frame) => parseFloat(frame.translate));
    return { ends: [at(0), at(159.99)], d: at(60), words };
  },

  /** Keep what a screen reader is given. */
  listen: () => {
    stage.said = [];
    const heard = stage.part("heard");
    new MutationObserver(() => stage.said.push(heard.textContent)).observe(heard, { childList: true });
  },

  /** A film, given as JSON, with a link that records; or without one, as in an exported page. */
  mount: (json, linked) => {
    const told = { moved: [], wanted: [], typed: [] };
    const keep = (what) => (...given) => told[what].push(structuredClone(given.length > 1 ? given : given[0]));
    window.told = told;
    window.link = { alive: true, live: () => window.link.alive };
    for (const what of Object.keys(told)) window.link[what] = keep(what);
    window.player = seesaw.mount(host(), JSON.parse(json), linked ? window.link : null);
  },

  /** A film as anywidget renders it. */
  render: async (json, values) => {
    window.whole = widget("film-1", {});
    window.model = fake({ ...values, packed: await stage.packed(json) }, { widget_manager: manager({ "film-1": whole }) });
    host().replaceChildren();
    stage.gone = await seesaw.render({ model: window.model, el: host() });
  },

  change: async (name, value) => {
    model.set(name, value);
    model.tell(`change:${name}`);
    await stage.rest();
  },

  message: async (content) => {
    model.tell("msg:custom", content, []);
    await stage.rest();
  },

  repack: async (json) => stage.change("packed", await stage.packed(json)),

  /** A new film and its answer in one go; -> what is seen at once, before anything could be inflated. */
  drawn: async (json, answer) => {
    model.set("packed", await stage.packed(json));
    model.tell("change:packed");
    model.tell("msg:custom", answer, []);
    for (let i = 0; i < 9; i++) await null;
    const seen = [stage.svg().textContent, getComputedStyle(stage.svg()).opacity];
    await stage.rest();
    return seen;
  },

  /** The kernel comes or goes. */
  kernel: (lives) => {
    if (lives) whole.comm = {};
    else delete whole.comm;
    whole.comm_live = lives;
  },

  /** Wait for what is under way without a timer, as those may be standing still. */
  rest: async () => {
    await stage.packed("1");
    await new Response(new Blob([await stage.packed("1")]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
    await stage.packed("1");
  },

  packed: async (json) => {
    const deflated = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate"));
    return new Uint8Array(await new Response(deflated).arrayBuffer());
  },

  /** What `initialize` does to a film's widgets as the kernel lives and goes, and to one that is not a film's. */
  kept: async () => {
    const ours = family("film-1", shared("player-1")), other = widget("other", {});
    const widgets = { "film-1": ours[0], "player-1": ours[1] };
    const model = fake({ ident: "film-1", player: "IPY_MODEL_player-1" }, { widget_manager: manager(widgets) });
    const all = [...ours, other], lives = () => all.map((it) => it.comm_live);
    other.comm_live = false;
    await seesaw.initialize({ model });
    await seesaw.initialize({ model }); // as for a second view of it
    const seen = { before: lives(), comm: ours.map((it) => Boolean(it.comm)) };
    for (const it of all) it.comm_live = false;
    return { ...seen, after: lives(), without: all.map((it) => Boolean(it.comm)), ears: all.map((it) => it.ears()) };
  },

  /** Three films, of two kernels; one is shown. */
  swept: async () => {
    const old = shared("old-player", null), fresh = shared("player");
    const all = [family("a", old, null), family("b", old, null), family("c", fresh)].flat();
    const models = Object.fromEntries(all.map((it) => [it.model_id, it]));
    const view = (id) => ({ data: id ? { "application/vnd.jupyter.widget-view+json": { model_id: id } } : { "text/plain": "1" } });
    const outputs = (...ids) => ({ length: ids.length, get: (i) => view(ids[i]) });
    const cells = [{}, { outputs: outputs(null, "a") }, { outputs: outputs() }];
    const other = widget("other", {}, null); // another library's: none of ours
    const sync = new Map(Object.entries({ ...models, other }));
    for (const [id, it] of sync) it.close = (gone) => sync.delete(id) && it.closed.push(gone);
    const given = manager(models, { context: { model: { cells } }, _modelsSync: sync });
    for (const ident of ["a", "b", "c"])
      await seesaw.initialize({ model: fake({ ident, player: models[ident].get("player") }, { widget_manager: given }) });
    const closed = () => [...new Set(all), other].filter((it) => it.closed.length);
    stage.closed = () => Object.fromEntries(closed().map((it) => [it.model_id, it.closed]));
  },
};
