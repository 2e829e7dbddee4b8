// The tools of a line in a dialog: a total spread over its months to come, which the server computes, and what speaks for and
// against its forecast. Without scripts they are a page.
import { monthOf } from "./line.js";

export class Tools {
  /** `filled(line, figures)` takes the figures in £ by month, and `told(sentence, failed)` announces. */
  constructor(dialog, { filled, told }) {
    this.dialog = dialog;
    this.body = dialog.querySelector(".grid-dialog__body");
    this.filled = filled;
    this.told = told;
    this.line = null;
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => this.body.replaceChildren());
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      this.spread(event.target);
    });
  }

  /** Fetch and show the tools of a line. */
  async open(line) {
    const link = line.row.querySelector(".grid-tool");
    if (!link) return;
    const page = await reached(`${link.href}&part=1`, {});
    if (!page?.ok) {
      this.told(`The tools of ${line.ref} cannot be opened: ${page ? `error ${page.status}` : "the server cannot be reached"}.`, true);
      return;
    }
    this.line = line;
    this.body.innerHTML = await page.text();
    this.dialog.querySelector("#grid-tools-title").textContent = `Tools for ${line.ref}`;
    this.dialog.showModal();
    this.body.querySelector("[name=amount]")?.focus();
  }

  async spread(form) {
    const problem = form.querySelector(".grid-spread__problem");
    problem.textContent = "";
    const fields = new FormData(form);
    const answer = await reached(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    const told = answer?.headers.get("Content-Type") === "application/json" ? await answer.json() : null;
    if (!answer?.ok || told === null) {
      problem.textContent = told?.message ?? "The server cannot be reached, or you are signed out. Nothing was spread.";
      return;
    }
    this.dialog.close();
    this.filled(this.line, new Map(this.line.inputs.map((input) => [input, told.figures[monthOf(input)]])));
  }
}

/** The answer to a request; null when the server could not be reached. */
async function reached(url, options) {
  try {
    return await fetch(url, { ...options, redirect: "manual" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}
