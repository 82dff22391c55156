// The controls of a film, each in native inputs: parts to put on the page, and `set(position)`.

const SUPPRESS = "data-lm-suppress-shortcuts"; // JupyterLab would eat the arrow keys
let groups = 0; // of radio buttons, on this page

const KINDS = {
  range: (control, moved) => {
    const input = element("input", {
      type: "range", min: 0, max: control.readouts.length - 1, step: 1, [SUPPRESS]: "true", "aria-label": control.label,
      oninput: () => moved(input.valueAsNumber),
    });
    const readout = element("output", { class: "seesaw-film-readout", "aria-hidden": "true" });
    readout.style.minWidth = `${control.columns}ch`;
    const set = (position) => {
      input.value = position;
      readout.textContent = control.readouts[position];
      input.setAttribute("aria-valuetext", control.readouts[position]);
    };
    return { parts: [input, readout], set };
  },

  play: (control, moved, words) => {
    const { parts: [input, readout], set } = KINDS.range(control, (i) => (stop(), moved(i)));
    const last = control.readouts.length - 1;
    let timer = null;
    const says = (playing) => (button.textContent = playing ? words.pause : words.play);
    const stop = () => ((timer = clearInterval(timer) ?? null), says(false));
    const step = () => {
      const next = input.valueAsNumber + 1;
      if (!button.isConnected || (next > last && !control.repeat)) stop();
      else moved(next > last ? 0 : next);
    };
    const start = () => {
      if (input.valueAsNumber === last) moved(0);
      timer = setInterval(step, control.interval);
      says(true);
    };
    const pressed = () => (timer ? stop() : start());
    const named = { [SUPPRESS]: "true", "aria-description": control.label }; // two Plays of a film are told apart
    const button = element("button", { type: "button", ...named, onclick: pressed });
    says(false);
    return { parts: [element("span", { class: "seesaw-film-track" }, button, input), readout], set, stop };
  },

  select: (control, moved) => {
    const options = control.readouts.map((r, i) => element("option", { value: i }, r));
    const moving = () => moved(select.selectedIndex);
    const select = element("select", { [SUPPRESS]: "true", "aria-label": control.label, onchange: moving }, ...options);
    return { parts: [select], set: (position) => (select.selectedIndex = position) };
  },

  buttons: (control, moved) => {
    const group = { type: "radio", name: `seesaw-film-group-${++groups}`, [SUPPRESS]: "true" };
    const inputs = control.readouts.map((_, i) => element("input", { ...group, value: i, onchange: () => moved(i) }));
    const labels = inputs.map((input, i) => element("label", {}, input, control.readouts[i]));
    const said = { class: "seesaw-film-options", role: "radiogroup", "aria-label": control.label };
    return { parts: [element("span", said, ...labels)], set: (position) => (inputs[position].checked = true) };
  },

  checkbox: (control, moved) => {
    const moving = () => moved(Number(input.checked));
    const input = element("input", { type: "checkbox", [SUPPRESS]: "true", "aria-label": control.label, onchange: moving });
    return { parts: [input], set: (position) => (input.checked = position === 1) };
  },

  text: (control, moved, words, typed) => {
    let told = control.words;
    const tell = () => input.value !== told && typed((told = input.value), note);
    const note = element("span", { class: "seesaw-film-note", role: "status" });
    const input = element("input", {
      type: "text", [SUPPRESS]: "true", "aria-label": control.label, value: control.words, spellcheck: "false",
      placeholder: words.enter, onchange: tell,
      onkeydown: (event) => event.key === "Enter" && !event.isComposing && tell(), // an input method's Enter is its own
      disabled: typed ? null : "", title: typed ? words.enter : words.needsKernel,
    });
    const write = (words) => {
      if (input.value !== told) return forget(); // who is typing on is not written over
      input.value = told = words;
    };
    const forget = () => (told = null);
    const parts = [element("span", { class: "seesaw-film-track" }, input, note)];
    return { parts, set: () => {}, write, forget };
  },
};

// One control as a row of the grid: a click on its name is one on its first input.
function row(control, moved, words, typed) {
  const input = KINDS[control.kind](control, moved, words, typed);
  const first = () => root.querySelector("input, select");
  const onclick = () => (control.kind === "checkbox" ? first().click() : first().focus());
  const label = element("span", { class: "seesaw-film-label", "aria-hidden": "true", onclick }, control.label);
  const root = element("div", { class: `seesaw-film-control seesaw-film-${control.kind}` }, label, ...input.parts);
  return { ...input, root };
}
