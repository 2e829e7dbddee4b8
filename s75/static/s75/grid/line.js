// One line of the grid: its inputs, what the server holds of it, and its detail row.
import { CharacterCount } from "../../vendor/govuk/govuk-frontend.min.js";
import { printed, toPence } from "./amounts.js";

const TEXTS = { explanation: ".grid-explanation textarea", mitigation: ".grid-mitigation textarea" };
const RESULTS = ".outturn, .variance, .last, .ahead, .moved, .projected, .state";

export class Line {
  constructor(row) {
    this.row = row;
    this.ref = row.dataset.ref;
    this.inputs = [...row.querySelectorAll("input[inputmode]")];
    this.standing = new Map(this.inputs.map((input) => [input, toPence(input.dataset.value ?? input.defaultValue)]));
    this.words = {};
    for (const kind of Object.keys(TEXTS)) this.words[kind] = this.text(kind)?.defaultValue ?? "";
    this.kept = "unsaved" in row.dataset;
    this.refused = "";
    this.theirs = null;
    this.unsummed = null;
  }

  /** The totals that the line counts towards, by key. */
  get sums() {
    return this.row.parentElement.dataset.in.split(" ");
  }

  get detail() {
    const next = this.row.nextElementSibling;
    return next?.classList.contains("grid-detail") ? next : null;
  }

  /** The field of one of the line's texts; null where it is not asked for. */
  text(kind) {
    return this.detail?.querySelector(TEXTS[kind]) ?? null;
  }

  get texts() {
    return Object.keys(TEXTS).map((kind) => [kind, this.text(kind)]).filter(([, field]) => field !== null);
  }

  field(kind) {
    return this.row.querySelector(`input[type=hidden][name^="${kind}-"]`);
  }

  /** Whether something differs from what the server holds; a text that is no amount does. */
  get dirty() {
    return (
      this.kept ||
      this.inputs.some((input) => toPence(input.value) !== this.standing.get(input)) ||
      this.texts.some(([kind, field]) => field.value.trim() !== this.words[kind].trim())
    );
  }

  /** What is sent to the server, as it was typed. */
  payload() {
    return {
      ref: this.ref,
      version: Number(this.field("v").value),
      figures: Object.fromEntries(this.inputs.map((input) => [monthOf(input), input.value])),
      explanation: this.text("explanation")?.value ?? null,
      mitigation: this.text("mitigation")?.value ?? null,
    };
  }

  contains(element) {
    return element !== null && (this.row.contains(element) || (this.detail?.contains(element) ?? false));
  }

  /** Print what can be read as an amount the way that every figure is printed. */
  tidy(input) {
    const pence = toPence(input.value);
    if (typeof pence === "bigint") input.value = printed(pence);
  }

  /** Take over the row as the server saved it. What was typed since it was sent stays typed. */
  saved(answer, sent) {
    this.kept = false;
    this.hold(answer);
    for (const input of this.inputs) {
      const held = this.standing.get(input);
      if (input.value === sent.figures[monthOf(input)] && input !== document.activeElement) {
        input.value = held === null ? "" : printed(held);
      }
      input.parentElement.classList.remove("from-last");
    }
    this.clear();
    this.showDetail(answer.detail, sent);
  }

  /** What the server holds now: figures, words, version, and the printed cells at the end of the row. */
  hold(answer) {
    this.unsummed = this.moved(answer);
    this.refused = "";
    this.theirs = null;
    this.words = { explanation: answer.explanation, mitigation: answer.mitigation };
    this.field("v").value = answer.version;
    this.field("s").value = answer.mark;
    for (const input of this.inputs) this.standing.set(input, toPence(answer.figures[monthOf(input)] ?? ""));
    Object.assign(this.row.dataset, {
      outturn: answer.outturn, variance: answer.variance, movement: answer.movement,
    });
    const stood = [...this.row.querySelectorAll(RESULTS)];
    answer.cells.forEach((cell, i) => redraw(stood[i], cell));
  }

  /** By how much the sums that are shown are behind what the server holds, in pence: until they are drawn anew. */
  moved(answer) {
    const [behind, months] = [this.unsummed, new Map()];
    for (const input of this.inputs) {
      const month = monthOf(input);
      const moved = (toPence(answer.figures[month] ?? "") ?? 0n) - (this.standing.get(input) ?? 0n);
      months.set(month, moved + (behind?.months.get(month) ?? 0n));
    }
    const outturn = toPence(answer.outturn) - toPence(this.row.dataset.outturn);
    return { outturn: outturn + (behind?.outturn ?? 0n), months };
  }

  /** Show why the row was refused; the cells that are at fault are marked. */
  faulted(answer, problems) {
    this.refused = JSON.stringify(this.payload());
    this.row.classList.add("grid-row--fault");
    this.theirs = answer?.stale ? answer : null;
    if (answer) this.showDetail(answer.detail, this.payload());
    const about = this.detail?.querySelector(".grid-fault")?.id;
    for (const input of this.inputs) {
      const wrong = problems.some((problem) => problem.month === Number(monthOf(input)));
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      if (wrong && about) input.setAttribute("aria-describedby", about);
    }
  }

  /** Nothing is wrong with the row any more. */
  clear() {
    this.row.classList.remove("grid-row--fault");
    for (const input of this.inputs) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    this.detail?.querySelector(".grid-fault")?.remove();
    if (this.detail && !this.detail.querySelector(".grid-detail__inner").childElementCount) this.detail.remove();
  }

  /** Go on from what somebody else saved: with what was typed here, or with theirs. */
  settle(takeTheirs) {
    const theirs = this.theirs;
    this.hold(theirs);
    this.clear();
    if (takeTheirs) this.restore();
  }

  /** Show what the server holds in place of what was typed. */
  restore() {
    for (const input of this.inputs) {
      const held = this.standing.get(input);
      input.value = held === null ? "" : printed(held);
    }
    for (const [kind, field] of this.texts) field.value = this.words[kind];
    this.kept = false;
  }

  /** Put the server's detail row in place of ours, without taking a text away under somebody's hands. */
  showDetail(fresh, sent) {
    const old = this.detail;
    const mine = this.texts;
    if (mine.some(([, field]) => field === document.activeElement) || alike(old, fresh)) {
      old.querySelector(".grid-fault")?.remove();
      const [stood, hint] = [old, fresh].map((row) => row?.querySelector(".grid-explanation .govuk-hint"));
      if (hint && stood.textContent !== hint.textContent) stood.textContent = hint.textContent;
      return;
    }
    const typed = mine.filter(([kind, field]) => field.value !== sent[kind]).map(([kind, field]) => [kind, field.value]);
    old?.remove();
    if (fresh === null) return;
    this.row.after(fresh);
    for (const [kind, text] of typed) if (this.text(kind)) this.text(kind).value = text;
    wake(fresh);
  }

  /** Say something at the row that only the browser knows, such as that the network is down. */
  note(sentence) {
    const about = `e-${this.row.id}`;
    document.getElementById(about)?.remove();
    if (!sentence) return;
    const told = document.createElement("p");
    told.id = about;
    told.className = "grid-row-note";
    told.textContent = sentence;
    this.row.querySelector("th").append(told);
  }
}

export const monthOf = (input) => input.name.slice(input.name.lastIndexOf("-") + 1);

/** Draw a cell as the server has it; a box that is there already is filled anew, which lays out no more than itself. */
function redraw(cell, fresh) {
  const [box, content] = [cell.querySelector(".fig"), fresh.querySelector(".fig")];
  if (!box || !content) {
    if (cell.innerHTML !== fresh.innerHTML) cell.replaceWith(fresh);
    return;
  }
  box.replaceChildren(...content.childNodes);
  box.className = content.className;
}

/** Whether two detail rows ask for the same texts and say the same of them, so that one need not replace the other. */
function alike(old, fresh) {
  if (!old || !fresh || fresh.querySelector(".grid-fault, .grid-earlier") || old.querySelector(".grid-earlier")) return false;
  const [had, has] = [old, fresh].map((row) => [...row.querySelectorAll("textarea")]);
  return had.length === has.length && had.every((field, i) => field.value.trim() === has[i].value.trim());
}

/** The rows of an answer by reference, with their cells and detail row as elements, made from one text for all of them. */
export function drawn(rows) {
  const template = document.createElement("template");
  template.innerHTML = rows.map((row) => `<tbody><tr>${row.cells}</tr>${row.detail}</tbody>`).join("");
  return new Map(rows.map((row, i) => {
    const [cells, detail] = template.content.children[i].children;
    return [row.ref, { ...row, cells: [...cells.children], detail: detail ?? null }];
  }));
}

/** Wake what a new detail row needs: a character count once somebody is there, and the offer of the last round's text. */
export function wake(detail) {
  for (const counted of detail.querySelectorAll("[data-module=govuk-character-count]")) {
    counted.addEventListener("focusin", () => new CharacterCount(counted), { once: true });
  }
  offer(detail);
}

/** Let somebody start from the last round's texts. */
export function offer(detail) {
  for (const button of detail.querySelectorAll(".grid-start-from")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const group = button.closest(".govuk-form-group");
      const text = group.querySelector("textarea");
      text.value = group.querySelector(".grid-earlier q").textContent;
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
      button.hidden = true;
    });
  }
}
