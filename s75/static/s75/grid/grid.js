// The forecast grid as a spreadsheet: moves by keys, echoes sums, pastes blocks, and saves a line as it is left. The page
// works without it, as one form.
import { Echo } from "./echo.js";
import { isCell, moveByKeys } from "./keys.js";
import { Line, offer } from "./line.js";
import { blockOf, place } from "./paste.js";
import { Saving } from "./saving.js";

const form = document.querySelector(".grid-form");
const table = document.getElementById("grid");
const status = document.getElementById("grid-status");
const rows = [...table.querySelectorAll("tr.line")];
const lines = new Map();
const echo = new Echo(table);
const saving = new Saving(form, {
  told: tell,
  saved: (done, totals) => {
    echo.replaceTotals(totals);
    echo.lines(done);
  },
});
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
  status.textContent = sentence;
  status.classList.toggle("grid-status--failed", failed);
}

table.addEventListener("input", (event) => {
  const line = lineOf(event.target);
  if (line) echo.lines([line]);
});
table.addEventListener("focusin", (event) => lineOf(event.target)); // what stands is read before it is typed over
table.addEventListener("focusout", (event) => {
  const line = lineOf(event.target);
  if (!line || leaving) return;
  if (isCell(event.target)) line.tidy(event.target);
  if (!line.contains(event.relatedTarget)) saving.save([line]);
});
table.addEventListener("paste", (event) => {
  const block = isCell(event.target) && blockOf(event.clipboardData.getData("text/plain"));
  if (!block) return;
  event.preventDefault();
  const { wrong, lines: filled } = place(block, event.target, rows, lineOf);
  if (wrong) {
    tell(`Nothing was pasted: ${wrong.join("; ")}.`, true);
    return;
  }
  echo.lines(filled);
  saving.save(filled);
});

// A conflict's two buttons work in place; without scripts they send the form.
table.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=mine], button[name=theirs]");
  const line = button && lineOf(button);
  if (!line?.theirs) return;
  event.preventDefault();
  const taken = button.name === "theirs";
  (line.inputs[0] ?? line.textarea)?.focus();
  line.settle(taken);
  echo.lines([line]);
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
  const shown = first?.previousElementSibling ?? first;
  const name = first?.closest("tr").querySelector(".name");
  if (shown) table.parentElement.scrollLeft = shown.offsetLeft - name.offsetWidth;
}

openAtForecasts();
moveByKeys(table, rows, lineOf, (cell) => saving.save([lineOf(cell)]));
for (const detail of table.querySelectorAll(".grid-detail")) offer(detail);
echo.lines([...table.querySelectorAll("tr.line[data-unsaved]")].map(lineOf));
