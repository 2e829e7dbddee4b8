// Echoes what is typed into a change, in whole pence: each line and stream after it, and what is left over. The server
// works everything out again when the form is sent.
import { printed, toPence } from "../grid/amounts.js";

const form = document.getElementById("change");
const lines = [...form.querySelectorAll("tr[data-line]")].map((row) => ({
  row,
  input: row.querySelector("input"),
  after: row.querySelector('[data-show="after"]'),
  words: row.textContent.toLowerCase(),
}));
const pots = [...form.querySelectorAll("tr[data-pot]")];
const sought = document.getElementById("sought");
const only = document.getElementById("only_changed");
const shown = document.getElementById("shown");

/** What is typed, in pence; what cannot be read counts as nothing until it can. */
const typed = (input) => (input && toPence(input.value)) || 0n;

function showLine(line) {
  const left = toPence(line.row.dataset.now) + typed(line.input);
  line.after.textContent = printed(left);
  const beyond = typed(line.input) !== 0n && ("income" in line.row.dataset ? left > 0n : left < 0n);
  if (!beyond) return;
  const word = document.createElement("span");
  word.className = "s75-beyond";
  word.textContent = "beyond zero";
  line.after.append(" ", word);
}

function showSums() {
  const added = new Map();
  let moved = 0n;
  for (const { row, input } of lines) {
    const amount = typed(input);
    moved += amount;
    added.set(row.dataset.line, (added.get(row.dataset.line) ?? 0n) + amount);
  }
  let unallocated = 0n;
  for (const row of pots) unallocated += showPot(row, added.get(row.dataset.pot) ?? 0n);
  sum("moved", moved);
  sum("unallocated", unallocated);
  const words = form.querySelector("[data-balanced]");
  if (!words) return;
  const balanced = [...added.values()].every((amount) => amount === 0n);
  words.textContent = balanced ? "Every stream and partner sums to zero." : "Each stream and partner must sum to zero.";
}

function showPot(row, budget) {
  const contributed = toPence(row.dataset.contributed) + typed(row.querySelector("input"));
  const unallocated = contributed - toPence(row.dataset.budgeted) - budget;
  for (const [name, pence] of Object.entries({ contributed, budget, unallocated })) {
    const cell = row.querySelector(`[data-show="${name}"]`);
    if (cell) cell.textContent = printed(pence);
  }
  return unallocated;
}

function sum(name, pence) {
  const place = form.querySelector(`[data-sum="${name}"]`);
  if (place) place.textContent = printed(pence).replace(/^(\u2212?)/, "$1£");
}

function filter() {
  const wanted = sought.value.trim().toLowerCase();
  let count = 0;
  for (const line of lines) {
    line.row.hidden = !line.words.includes(wanted) || (only.checked && line.input.value.trim() === "");
    count += line.row.hidden ? 0 : 1;
  }
  shown.textContent = count === lines.length ? "" : `${count} of ${lines.length} lines are shown.`;
}

form.addEventListener("input", ({ target }) => {
  if (target === sought) return filter();
  const line = lines.find((one) => one.input === target);
  if (line) showLine(line);
  if (line || target.closest("tr[data-pot]")) showSums();
  return undefined;
});
only.addEventListener("change", filter);
sought.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
if (sought.value || only.checked) filter();
