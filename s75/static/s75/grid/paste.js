// A block of cells from a spreadsheet, pasted at the cell that has the focus: all of it, or nothing and why.
import { printed, toPence } from "./amounts.js";
import { monthOf } from "./line.js";

const MOST_NAMED = 3;

/** The cells of a copied block; null for a text that is no block, which the browser pastes itself. */
export function blockOf(text) {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((row) => row.split("\t"));
  return rows.length > 1 || rows[0].length > 1 ? rows : null;
}

/** Put a block into the cells from `start` on, by `put(input, text)`, one row after the other of those that are shown.
    Gives the lines that it fell on, or the sentences that say why not. */
export function place(block, start, rows, lineOf, put) {
  const from = rows.indexOf(lineOf(start).row);
  const lines = rows.slice(from).map(lineOf).filter((line) => line.inputs.length);
  if (block.length > lines.length) {
    return { wrong: [`The block has ${block.length} rows, but from ${lines[0].ref} down there are ${lines.length} lines.`] };
  }
  const filled = [];
  const wrong = [];
  const first = Number(monthOf(start));
  block.forEach((cells, i) => cells.forEach((text, j) => {
    const month = first + j;
    const input = lines[i].inputs.find((found) => Number(monthOf(found)) === month);
    const fault = input ? faultOf(text) : `${name(month)} takes no forecast`;
    if (fault) wrong.push(`row ${i + 1}, column ${j + 1} (${lines[i].ref} ${name(month)}): ${fault}`);
    else filled.push([input, penceOf(text)]);
  }));
  if (wrong.length) return { wrong: named(wrong) };
  for (const [input, pence] of filled) put(input, printed(pence));
  return { lines: lines.slice(0, block.length) };
}

// A dash alone is how spreadsheets show nil.
const DASH = /^\s*(?:£\s*)?[-\u2010-\u2014\u2212]\s*$/;
const penceOf = (text) => (DASH.test(text) ? 0n : toPence(text));

function faultOf(text) {
  const pence = penceOf(text);
  if (pence === null) return "a blank is not 0, so type 0";
  return pence === undefined ? `“${text.trim().slice(0, 40)}” is not an amount in pounds` : "";
}

function named(wrong) {
  const rest = wrong.length - MOST_NAMED;
  return rest > 0 ? [...wrong.slice(0, MOST_NAMED), `and ${rest} more`] : wrong;
}

const name = (month) => `P${String(month).padStart(2, "0")}`;
