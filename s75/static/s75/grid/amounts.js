// Amounts in whole pence, exactly: read as people type and paste them, and printed as the pages print them.

const BLANKS = /[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+/g;
const MINUS = "[-\u2010-\u2014\u2212]";
const PEELS = [
  [/^(?:£|GBP)|(?:£|GBP)$/, "£"],
  [/^\((.*)\)$/, "-"],
  [/^CR|CR$/, "-"],
  [/^DR|DR$/, "+"],
  [new RegExp(`^${MINUS}|${MINUS}$`), "-"],
  [/^\+|\+$/, "+"],
];
const POINT = /^(\d*)(?:\.(\d*))?$/;
const UNCLEAR = /^[1-9]\d{0,2}\.\d{3}$/;
const GROUPED = /^([1-9]\d{0,2}(?:([ ,'\u2019])\d{3})(?:\2\d{3})*)(?:\.(\d*))?$/;
const COMMA = /^(\d+|[1-9]\d{0,2}(?:([ .'\u2019])\d{3})(?:\2\d{3})*),(\d{1,2})$/;
const POINTS = /^([1-9]\d{0,2}(?:\.\d{3}){2,})$/;
const LARGEST = 99999999999999n;
const PLAIN = /^[-\u2212]?(?:\d{1,3}(?:,\d{3}){0,3}|\d{1,9})\.\d\d$/;

function plain(text) {
  const size = BigInt(text.replace(/\D/g, ""));
  return text.startsWith("-") || text.startsWith("\u2212") ? -size : size;
}

/** The pence of a text: a BigInt, null for a blank, undefined for what is no amount. */
export function toPence(text) {
  if (PLAIN.test(text)) return plain(text); // as nearly every cell is, since it is printed so
  let rest = text.replace(BLANKS, " ").trim().toUpperCase();
  if (rest === "") return null;
  let signs = "";
  for (let peeled = true; peeled; ) {
    peeled = false;
    for (const [pattern, sign] of PEELS) {
      if (!pattern.test(rest)) continue;
      rest = rest.replace(pattern, (all, inner) => (all.startsWith("(") ? inner : "")).trim();
      signs += sign;
      peeled = true;
      break;
    }
  }
  const pence = digits(rest);
  const plusMinus = signs.replace("£", "");
  if (pence === undefined || plusMinus.length > 1 || plusMinus.includes("£") || pence > LARGEST) return undefined;
  return plusMinus === "-" ? -pence : pence;
}

function digits(text) {
  if (UNCLEAR.test(text) || !/\d/.test(text)) return undefined;
  let found = POINT.exec(text);
  if (found) return join(found[1], found[2]);
  if ((found = GROUPED.exec(text))) return join(found[1], found[3]);
  if ((found = COMMA.exec(text))) return join(found[1], found[3]);
  return POINTS.test(text) ? join(text, "") : undefined;
}

function join(whole, part = "") {
  if (/[1-9]/.test(part.slice(2))) return undefined;
  return BigInt(whole.replace(/\D/g, "") || "0") * 100n + BigInt(part.slice(0, 2).padEnd(2, "0"));
}

/** Pence as pounds with thousands separators and a true minus: −1,234.50. */
export function printed(pence) {
  const [sign, size] = pence < 0n ? ["\u2212", -pence] : ["", pence];
  const whole = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${whole}.${(size % 100n).toString().padStart(2, "0")}`;
}
