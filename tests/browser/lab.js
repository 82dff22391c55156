// What lab.py asks of a page: of JupyterLab with one notebook open, and of a film in it or on a page of its own.

const WIDGET = "application/vnd.jupyter.widget-view+json";
const KINDS = ["range", "select", "buttons", "checkbox", "play", "text"];

window.lab = {
  /** Two frames from now what was changed is painted. */
  painted: () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))),

  // ---- the notebook

  panel: () => jupyterapp.shell.currentWidget,
  kernel: () => lab.panel()?.sessionContext?.session?.kernel,
  idle: () => lab.kernel()?.status === "idle",
  cells: () => lab.panel().content.widgets,

  /** [output of the cell as JSON, ...] */
  outputs: ({ model }) => Array.from({ length: model.outputs?.length ?? 0 }, (_, i) => model.outputs.get(i).toJSON()),

  allRun: () => {
    const run = ({ model }) => model.executionCount || !model.sharedModel.source.trim();
    return lab.idle() && lab.cells().filter((cell) => cell.model.type === "code").every(run);
  },

  /** Whether any cell was run in this kernel. */
  anyRun: () => lab.cells().some(({ promptNode }) => promptNode?.textContent.includes("*")) || lab.kernel().status === "busy",

  /** What cells raised, and what the page shows in place of a widget that failed. */
  errors: () => lab.cells().flatMap((cell, i) => {
    const raised = lab.outputs(cell).filter((output) => output.output_type === "error");
    const shown = ["Error displaying widget", "model not found", "Javascript Error"];
    return [...raised.map(({ ename, evalue }) => `cell ${i}: ${ename}: ${evalue}`),
      ...shown.filter((words) => cell.node.textContent.includes(words)).map((words) => `cell ${i}: ${words}`)];
  }),

  show: async (i) => {
    await lab.panel().content.scrollToItem(i, "start");
    lab.panel().content.activeCellIndex = i;
    await lab.painted();
  },

  /** Bring each code cell into view once, as a reader does; JupyterLab lays cells out only then. */
  scrollThrough: async () => {
    for (const [i, cell] of lab.cells().entries()) if (cell.model.type === "code") await lab.show(i);
  },

  /** Bring a film into view and wait until it is drawn; -> its root, or null after a minute. */
  film: async ([cell, nth]) => {
    await lab.panel().content.scrollToItem(cell, "start");
    lab.panel().content.activeCellIndex = cell;
    for (const until = Date.now() + 60_000; Date.now() < until; await lab.painted()) {
      const film = lab.cells()[cell].node.querySelectorAll(".seesaw-film")[nth];
      if (!film?.isConnected || !film.querySelector("svg")) continue;
      film.scrollIntoView({ block: "start" });
      await lab.painted();
      return film;
    }
    return null;
  },

  /** The numbers of the cells that have such an element in their outputs. */
  cellsWith: (selector) => [...lab.cells().keys()].filter((i) => lab.cells()[i].outputArea?.node.querySelector(selector)),

  /** [[cell, its output as plain text]] of the cells that carry `tag`. */
  tagged: (tag) => [...lab.cells().entries()]
    .filter(([, cell]) => cell.model.sharedModel.getMetadata("tags")?.includes(tag))
    .map(([i, cell]) => [i, lab.outputs(cell)[0].data["text/plain"]]),

  /** [[cell, which of its films]], top to bottom. */
  films: () => lab.cells().flatMap((cell, i) =>
    lab.outputs(cell).filter((output) => output.data?.[WIDGET]).map((_, nth) => [i, nth])),

  theme: (theme) => jupyterapp.commands.execute("apputils:change-theme", { theme }),

  /** The process of the kernel. */
  pid: async () => {
    const future = lab.kernel().requestExecute({
      code: "import os", silent: true, store_history: false, user_expressions: { pid: "os.getpid()" },
    });
    return Number((await future.done).content.user_expressions.pid.data["text/plain"]);
  },

  // ---- a film

  part: (film, name) => film.querySelector(`.seesaw-film-${name}`).textContent,
  controls: (film) => [...film.querySelectorAll(".seesaw-film-control")],
  choice: (control) => control.querySelector("input[type=range], select"),
  boxes: (control) => [...control.querySelectorAll("input")],

  /** [kind, label, number of positions] of each control, top to bottom. */
  described: (film) => lab.controls(film).map((control) => {
    const kind = KINDS.find((name) => control.classList.contains(`seesaw-film-${name}`));
    const choice = lab.choice(control);
    const count = choice?.options?.length ?? (choice && +choice.max + 1) ?? { text: 1, checkbox: 2 }[kind];
    return [kind, lab.part(control, "label"), count ?? lab.boxes(control).length];
  }),

  /** Where each control stands. */
  positions: (film) => lab.controls(film).map((control) => {
    const choice = lab.choice(control), boxes = lab.boxes(control);
    if (choice) return choice.selectedIndex ?? +choice.value;
    return boxes[0].type === "checkbox" ? +boxes[0].checked : Math.max(0, boxes.findIndex((box) => box.checked));
  }),

  move: (control, position) => {
    const choice = lab.choice(control), boxes = lab.boxes(control);
    if (!choice) return boxes[boxes[0].type === "checkbox" ? 0 : position].click();
    choice[choice.options ? "selectedIndex" : "value"] = position;
    choice.dispatchEvent(new Event(choice.options ? "change" : "input"));
  },

  /** What a control says of where it stands; undefined for a switch and for words. */
  readout: (control) => control.querySelector("output")?.textContent
    ?? control.querySelector("select")?.selectedOptions[0].textContent
    ?? control.querySelector("label:has(input:checked)")?.textContent,

  /** [[words, box]] of each text of the picture. */
  texts: (film) => [...film.querySelectorAll("svg text")].map((text) => {
    const { x, y, width, height } = text.getBoundingClientRect();
    return [text.textContent.replace("\u2212", "-").trim(), { x, y, width, height }];
  }),

  grips: (film, opacity) => void (film.querySelector(".seesaw-film-hands").style.opacity = opacity),

  /** Where a point of the picture is in the window, scrolled to if need be. */
  place: (film, [x, y]) => {
    const at = () => new DOMPoint(x, y).matrixTransform(film.querySelector("svg").getScreenCTM());
    if (at().y < 80 || at().y > innerHeight - 40) film.querySelector("svg").scrollIntoView({ block: "end" });
    return [at().x, at().y];
  },

  /** A finger goes from one place of the window to another. */
  touch: (film, [from, to]) => {
    const target = document.elementFromPoint(...from);
    for (const [type, [clientX, clientY]] of [["pointerdown", from], ["pointermove", to], ["pointerup", to]])
      target.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: "touch", bubbles: true, clientX, clientY }));
  },

  look: (film) => {
    const { fill, backgroundColor } = getComputedStyle(film.querySelector("svg"));
    return { ink: fill, paper: backgroundColor, lecture: film.classList.contains("seesaw-film-lecture") };
  },

  /** What every id of the picture begins with. */
  prefix: (film) => film.querySelector("svg [id]")?.id.match(/^film[^-]*-/)[0] ?? "",

  /** Move the controls to each of `frames`, [positions, fills, caption]; -> what does not agree, in sentences. */
  walk: (film, { pool, definitions, readouts, frames }) => {
    const svg = film.querySelector("svg"), controls = lab.controls(film), wrong = [];
    const group = (inside) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", "g");
      made.innerHTML = inside;
      return made;
    };
    const made = pool.map(() => null), wanted = (fill) => (made[fill] ??= group(pool[fill]));
    for (const [positions, fills, caption] of frames) {
      const say = (...words) => wrong.push(`at ${positions}: ${words.join(" ")}`);
      positions.forEach((position, i) => lab.positions(film)[i] !== position && lab.move(controls[i], position));
      if (`${lab.positions(film)}` !== `${positions}`) say("the controls stand at", lab.positions(film));
      const slots = [...svg.children].slice(1); // the definitions come first
      if (slots.length !== fills.length) say(slots.length, "parts are shown and", fills.length, "were recorded");
      else fills.forEach((fill, i) => {
        if (!slots[i].isEqualNode(wanted(fill)))
          say("part", i, "is", slots[i].innerHTML.slice(0, 300), "and not", wanted(fill).innerHTML.slice(0, 300));
      });
      for (const said of [lab.part(film, "caption"), svg.ariaLabel])
        if (said !== caption) say("it says", said, "and not", caption);
      if (lab.part(film, "note")) say("a note:", lab.part(film, "note"));
      controls.forEach((control, i) => {
        const words = lab.readout(control) ?? readouts[i][positions[i]];
        if (words !== readouts[i][positions[i]]) say("control", i, "reads", words, "and not", readouts[i][positions[i]]);
      });
    }
    if (!svg.firstChild.isEqualNode(group(definitions))) wrong.push("its clips and hatches are others");
    return wrong.slice(0, 5);
  },
};
