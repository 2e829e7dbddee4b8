// The keys of a spreadsheet: arrows, Enter and Tab move; typing replaces; F2 edits within the cell; Escape restores.
import { monthOf } from "./line.js";

/** Let the keyboard move over the cells. `lineOf` finds the line of an input, `rows` are all lines in order, and `stay`
    is told where Enter finds no line below. Gives what is being typed: its cell and what stood in it. */
export function moveByKeys(table, rows, lineOf, stay) {
  let editing = null;
  const typing = {
    cell: null, // that has or had the focus
    before: "",

    /** What stands in the cell now is where typing starts from. */
    settle() {
      this.before = this.cell?.value ?? "";
    },

    /** Take back what is being typed; false where nothing is. */
    takeBack(cell) {
      const typed = cell.value !== this.before;
      cell.value = this.before;
      cell.dispatchEvent(new Event("input", { bubbles: true }));
      editing = null;
      cell.select();
      return typed;
    },
  };

  table.addEventListener("focusin", (event) => {
    if (!isCell(event.target)) return;
    editing = null;
    typing.cell = event.target;
    typing.settle();
    event.target.select();
  });
  table.addEventListener("mousedown", (event) => {
    if (!isCell(event.target)) return;
    if (event.target === document.activeElement) {
      editing = event.target; // the second click sets the caret, as F2 does
      return;
    }
    event.preventDefault();
    event.target.focus();
  });
  table.addEventListener("keydown", (event) => {
    if (!isCell(event.target) || event.isComposing) return;
    const cell = event.target;
    if (event.key === "F2") {
      editing = cell;
      cell.setSelectionRange(cell.value.length, cell.value.length);
    } else if (event.key === "Escape") {
      typing.takeBack(cell);
    } else {
      const next = target(event, cell, editing === cell);
      if (next === undefined) return;
      if (next === null && event.key === "Enter") stay(cell);
      next?.focus();
    }
    event.preventDefault();
  });

  /** The cell that a key leads to, null to stay, undefined to leave the key to the browser. */
  function target(event, cell, inside) {
    const cells = lineOf(cell).inputs;
    const place = cells.indexOf(cell);
    if (event.key === "Enter") return vertical(cell, event.shiftKey ? -1 : 1);
    if (event.key === "Tab") return event.shiftKey ? cells[place - 1] : (cells[place + 1] ?? following(cell));
    if (event.altKey || event.metaKey || event.shiftKey || inside) return undefined;
    if (event.ctrlKey) return event.key === "Home" ? edge(0) : event.key === "End" ? edge(-1) : undefined;
    switch (event.key) {
      case "ArrowUp": return vertical(cell, -1);
      case "ArrowDown": return vertical(cell, 1);
      case "ArrowLeft": return cells[place - 1] ?? null;
      case "ArrowRight": return cells[place + 1] ?? null;
      case "Home": return cells[0];
      case "End": return cells.at(-1);
      default: return undefined;
    }
  }

  /** The same month of the nearest line above or below that takes one. */
  function vertical(cell, step) {
    const month = monthOf(cell);
    for (let i = rows.indexOf(lineOf(cell).row) + step; i >= 0 && i < rows.length; i += step) {
      const found = lineOf(rows[i]).inputs.find((input) => monthOf(input) === month);
      if (found) return found;
    }
    return null;
  }

  /** After the last cell of a line: its explanation where it has one (by the browser), else the next line's first. */
  function following(cell) {
    if (lineOf(cell).detail) return undefined;
    for (let i = rows.indexOf(lineOf(cell).row) + 1; i < rows.length; i += 1) {
      const [first] = lineOf(rows[i]).inputs;
      if (first) return first;
    }
    return undefined;
  }

  function edge(at) {
    const all = table.querySelectorAll("tr.line input[inputmode]");
    return all[at < 0 ? all.length - 1 : 0];
  }

  return typing;
}

export const isCell = (element) => element instanceof HTMLInputElement && element.inputMode === "decimal";
