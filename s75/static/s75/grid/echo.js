// Echoes what is being typed into the sums of its row, fund and page, in whole pence, marked “unsaved” until it is saved. The
// sums that a saved line is part of are echoed on, until the server's own figures replace them.
import { printed, toPence } from "./amounts.js";
import { monthOf } from "./line.js";

const SOON = 3000; // milliseconds that the server has to answer before a block's lines are echoed
const WORDS = { variance: ["underspend", "on budget", "overspend"], movement: ["favourable", "no change", "adverse"] };

export class Echo {
  constructor(table) {
    this.table = table;
    this.moved = new Map();
    this.held = new Set(); // lines that the server holds otherwise than the sums that are shown
    this.waiting = new Set(); // lines whose own sums are not drawn yet
  }

  /** Show what the lines' typed figures do to their own sums, and to those that they are part of. */
  lines(lines) {
    this.rows(lines);
    this.totals(lines);
  }

  /** A block of many lines: only the sums that they are part of, as the server's answer is about to replace their own. */
  soon(lines) {
    for (const line of lines) {
      this.move(line);
      this.waiting.add(line);
    }
    this.totals(lines);
    window.setTimeout(() => this.late(lines), SOON);
  }

  /** The own sums of those lines that still wait to be drawn. */
  late(lines) {
    this.rows(lines.filter((line) => this.waiting.has(line)));
  }

  totals(lines) {
    for (const key of new Set(lines.flatMap((line) => line.sums))) this.total(key);
  }

  /** Lines whose cells are the server's own again: only what was typed since is shown. */
  settled(lines) {
    for (const line of lines) {
      this.moved.delete(line);
      this.waiting.delete(line);
    }
    this.rows(lines.filter((line) => changeOf(line) !== null));
    for (const line of lines) this.hold(line);
    this.totals(lines);
  }

  hold(line) {
    if (line.unsummed) this.held.add(line);
  }

  rows(lines) {
    for (const line of lines) {
      const change = this.move(line);
      this.waiting.delete(line);
      show(line.row, change?.outturn ?? 0n, change !== null);
    }
  }

  /** Note what was typed into a line since the server held it; null where nothing differs. */
  move(line) {
    const change = changeOf(line);
    if (change === null) this.moved.delete(line);
    else this.moved.set(line, change);
    this.hold(line);
    return change;
  }

  rowOf(key) {
    return this.table.querySelector(`[data-total="${CSS.escape(key)}"]`);
  }

  /** The sums of a fund, of a group, of the lines shown, or of all funds that count. */
  total(key) {
    const row = this.rowOf(key);
    if (!row) return;
    const typed = [...this.moved].filter(([line]) => line.sums.includes(key)).map(([, change]) => change);
    const saved = [...this.held].filter((line) => line.sums.includes(key)).map((line) => line.unsummed);
    const sum = (changes, pick) => changes.reduce((before, change) => before + pick(change), 0n);
    const outturn = (change) => change.outturn;
    show(row, sum(typed, outturn) + sum(saved, outturn), typed.length > 0);
    for (const cell of row.querySelectorAll("[data-month]")) {
      const month = (change) => change.months.get(cell.dataset.month) ?? 0n;
      const moved = sum(typed, month);
      const box = cell.firstElementChild;
      box.textContent = printed(toPence(cell.dataset.value) + sum(saved, month) + moved);
      box.classList.toggle("grid-unsaved", moved !== 0n);
    }
  }

  /** Put the server's total rows in place of the echoes, then echo again what is still unsaved. */
  replaceTotals(totals) {
    for (const [key, total] of Object.entries(totals)) {
      const row = this.rowOf(key);
      if (!row) continue;
      const template = document.createElement("template");
      template.innerHTML = total.row;
      row.replaceWith(template.content);
    }
    for (const line of this.held) line.unsummed = null;
    this.held.clear();
    this.lines([...this.moved.keys()]);
  }
}

/** What typing changed, in pence; null where nothing differs. A cell that cannot be read counts as it stood. */
function changeOf(line) {
  if (!line.inputs.some((input) => toPence(input.value) !== line.standing.get(input))) return null;
  const months = new Map();
  let outturn = toPence(line.row.dataset.spent);
  for (const input of line.inputs) {
    const stood = line.standing.get(input) ?? 0n;
    const read = toPence(input.value);
    const typed = read === undefined ? stood : (read ?? 0n);
    outturn += typed;
    months.set(monthOf(input), typed - stood);
  }
  return { outturn: outturn - toPence(line.row.dataset.outturn), months };
}

function show(row, moved, unsaved) {
  const figure = (name) => toPence(row.dataset[name]) + moved;
  const outturn = row.querySelector(".outturn .fig");
  outturn?.replaceChildren(printed(figure("outturn")), ...(unsaved ? [" ", word("unsaved")] : []));
  const variance = row.querySelector(".variance .fig");
  variance?.replaceChildren(`${printed(figure("variance"))} `, word(worded("variance", figure("variance"))));
  const step = row.querySelector(".moved .word")?.parentElement;
  step?.replaceChildren(`${printed(figure("movement"))} `, word(worded("movement", figure("movement"))));
  for (const box of [outturn, variance, step]) box?.classList.toggle("grid-unsaved", unsaved);
}

const worded = (kind, pence) => WORDS[kind][pence > 0n ? 2 : pence < 0n ? 0 : 1];

function word(text) {
  const made = document.createElement("span");
  made.className = "word";
  made.textContent = text;
  return made;
}
