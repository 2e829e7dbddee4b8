// The keys and buttons that change several cells at once: undo, redo, fill right, and the tools of a line.
import { isCell } from "./keys.js";

const KEYS = { z: "undo", y: "redo", r: "fill", enter: "tools" };

/** Let keys and the toolbar's buttons do what `actions` say; an action is given the cell that it was asked for in. */
export function edit(form, actions) {
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    const name = key === "z" && event.shiftKey ? "redo" : KEYS[key];
    const cell = isCell(event.target) ? event.target : null;
    if (!name || (!cell && event.target.matches("textarea, input, select"))) return;
    if (!cell && (name === "fill" || name === "tools")) return;
    event.preventDefault();
    event.stopPropagation();
    actions[name](cell);
  }, true);

  const toolbar = document.getElementById("grid-toolbar");
  toolbar.hidden = false;
  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // the cell keeps the focus
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    const at = document.activeElement;
    if (button) actions[button.dataset.do](isCell(at) ? at : null);
  });
}
