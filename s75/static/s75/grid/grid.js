// The forecast grid as a spreadsheet: moves by keys, echoes sums, pastes blocks, undoes, and saves a line as it is left. The
// page works without it, as one form.
import { toPence, printed } from "./amounts.js";
import { Drafts } from "./drafts.js";
import { Echo } from "./echo.js";
import { edit } from "./edit.js";
import { isCell, moveByKeys } from "./keys.js";
import { Line, offer } from "./line.js";
import { blockOf, place } from "./paste.js";
import { Saving } from "./saving.js";
import { Tools } from "./tools.js";
import { Undo } from "./undo.js";

const form = document.querySelector(".grid-form");
const table = document.getElementById("grid");
const status = document.getElementById("grid-status");
const rows = [...table.querySelectorAll("tr.line")];
const lines = new Map();
const echo = new Echo(table);
const undo = new Undo();
const drafts = new Drafts(form, (sentence) => tell(sentence, true));
const saving = new Saving(form, {
  told: tell,
  saved: (done) => echo.settled(done),
  summed: (totals) => echo.replaceTotals(totals),
  done: (tried) => {
    drafts.note(tried);
    echo.late(tried);
  },
});
const MANY = 20; // lines of a block whose own sums wait for the server's answer
const tools = new Tools(document.getElementById("grid-tools"), { filled: spread, told: tell });
const typing = moveByKeys(table, rows, lineOf, (cell) => saving.save([lineOf(cell)]));
let leaving = false;

/** The line of a row, or of anything in it or in its detail row. */
function lineOf(element) {
  let row = element.closest("tr");
  if (row?.classList.contains("grid-detail")) row = row.previousElementSibling;
  if (!row?.classList.contains("line")) return null;
  if (!lines.has(row)) lines.set(row, new Line(row));
  return lines.get(row);
}

function tell(sentence, failed) {
  if (status.textContent !== sentence) status.textContent = sentence;
  status.classList.toggle("grid-status--failed", failed);
}

/** What somebody changed shows in the sums and is kept in the browser. */
function changed(those) {
  echo.lines(those);
  drafts.note(those);
}

table.addEventListener("input", (event) => {
  const line = lineOf(event.target);
  if (line) changed([line]);
});
table.addEventListener("focusin", (event) => lineOf(event.target)); // what stands is read before it is typed over
table.addEventListener("focusout", (event) => {
  const line = lineOf(event.target);
  if (!line || leaving) return;
  if (isCell(event.target)) {
    line.tidy(event.target);
    undo.remember(new Map([[event.target, { from: typing.before, to: event.target.value }]]));
    typing.settle();
  }
  if (!line.contains(event.relatedTarget)) saving.save([line]);
});
table.addEventListener("paste", (event) => {
  const block = isCell(event.target) && blockOf(event.clipboardData.getData("text/plain"));
  if (!block) return;
  event.preventDefault();
  const step = undo.step();
  const { wrong, lines: filled } = place(block, event.target, rows, lineOf, step.put);
  if (wrong) {
    tell(`Nothing was pasted: ${wrong.join("; ")}.`, true);
    return;
  }
  settle(step);
  if (!filled.some((line) => line.dirty)) tell("Pasted: the cells held these figures already, so nothing is to be saved.", false);
  if (filled.length > MANY) echo.soon(filled);
  else echo.lines(filled);
  drafts.note(filled);
  saving.save(filled);
});

/** A step is over: what it left in the cell that has the focus is where typing starts from. */
function settle(step) {
  step.done();
  typing.settle();
}

/** Copy a cell's figure into the months to come of its line. */
function fill(cell) {
  const line = lineOf(cell);
  const pence = toPence(cell.value);
  if (typeof pence !== "bigint") {
    tell("Nothing was filled: type an amount first, then fill to the right.", true);
    return;
  }
  const step = undo.step();
  const cells = line.inputs.slice(line.inputs.indexOf(cell));
  if (cell === typing.cell) cell.value = typing.before; // so that the step also takes back what was just typed
  for (const input of cells) step.put(input, printed(pence));
  settle(step);
  cell.focus();
  changed([line]);
  tell(`${line.ref}: ${printed(pence)} in ${cells.length} months. It is saved as you leave the line.`, false);
}

/** Put the figures of a spread into a line's cells. */
function spread(line, figures) {
  const step = undo.step();
  for (const [input, text] of figures) if (text !== undefined) step.put(input, printed(toPence(text)));
  settle(step);
  line.inputs[0].focus();
  changed([line]);
  tell(`${line.ref}: the total is spread over ${figures.size} months. It is saved as you leave the line.`, false);
}

/** Undo or redo a step. One line is saved as it is left, several at once. */
function turn(cells, word) {
  if (!cells.length) {
    tell(`There is nothing to ${word.toLowerCase()}.`, false);
    return;
  }
  const touched = [...new Set(cells.map(lineOf))];
  typing.settle();
  cells[0].focus();
  changed(touched);
  const later = touched.length === 1;
  tell(`${word}: ${touched.map((line) => line.ref).slice(0, 3).join(", ")}${touched.length > 3 ? " …" : ""}.${later ? " It is saved as you leave the line." : ""}`, false);
  if (!later) saving.save(touched);
}

/** What acts on a cell acts on the one that has or had the focus. */
function atCell(act) {
  if (typing.cell) act(typing.cell);
  else tell("Choose a cell first.", false);
}

edit(form, {
  undo: (cell) => (cell && typing.takeBack(cell)) || turn(undo.back(), "Undo"),
  redo: () => turn(undo.again(), "Redo"),
  fill: () => atCell(fill),
  tools: () => atCell(open),
});

async function open(element) {
  const line = lineOf(element);
  if (!line) return;
  await saving.save([line]);
  await tools.open(line);
}

table.addEventListener("click", (event) => {
  const link = event.target.closest(".grid-tool");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

// A conflict's two buttons work in place; without scripts they send the form.
table.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=mine], button[name=theirs]");
  const line = button && lineOf(button);
  if (!line?.theirs) return;
  event.preventDefault();
  const taken = button.name === "theirs";
  (line.inputs[0] ?? line.texts[0]?.[1])?.focus();
  line.settle(taken);
  changed([line]);
  if (taken) tell(`${line.ref}: theirs taken.`, false);
  else saving.save([line]);
});

// The form's own buttons send everything that is still unsaved; a request that is under way comes first.
form.addEventListener("submit", (event) => {
  leaving = true;
  if (!saving.busy) return;
  event.preventDefault();
  saving.chain.finally(() => form.requestSubmit(event.submitter));
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && [...lines.values()].some((line) => line.dirty)) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  leaving = false;
});

/** Open the frame where the months to come begin, with the last ledger beside them. */
function openAtForecasts() {
  const first = table.querySelector("tr.line td.c");
  const shown = first?.previousElementSibling;
  const name = first?.closest("tr").querySelector(".name");
  if (shown?.classList.contains("a")) table.parentElement.scrollLeft = shown.offsetLeft - name.offsetWidth;
}

/** Show what was typed before the page was left, and ask what is to become of it. */
function bringBack() {
  const notice = document.getElementById("grid-drafts");
  const versions = new Map(rows.map((row) => [row, row.querySelector("input[name^='v-']")?.value]));
  const found = drafts.restore(rows.filter((row) => versions.get(row) !== undefined).map(lineOf));
  if (!found.length) return;
  const many = found.length === 1 ? "1 row" : `${found.length} rows`;
  notice.querySelector("p").textContent =
    `${many} typed before the connection was lost or the page was left, not saved yet: ${found.map((line) => line.ref).join(", ")}.`;
  notice.hidden = false;
  notice.querySelector("[data-drafts-keep]").addEventListener("click", () => {
    notice.hidden = true;
    saving.save(found);
  });
  notice.querySelector("[data-drafts-discard]").addEventListener("click", () => {
    notice.hidden = true;
    for (const line of found) {
      line.restore();
      line.field("v").value = versions.get(line.row);
    }
    changed(found);
    tell("What was typed before is discarded.", false);
  });
  echo.lines(found);
}

openAtForecasts();
for (const detail of table.querySelectorAll(".grid-detail")) offer(detail);
echo.lines([...table.querySelectorAll("tr.line[data-unsaved]")].map(lineOf));
bringBack();
