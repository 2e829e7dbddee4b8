// Saves lines one request after the other, and tells what became of them. Nothing that was typed is ever taken away.
import { drawn } from "./line.js";

const PATIENCE = 30_000; // milliseconds
const AGAIN = 20_000; // milliseconds between tries while the server cannot be reached
const QUIET = 300; // milliseconds without another save, after which the sums are asked for
const OFFLINE = "the server cannot be reached. What you typed is kept in this browser and sent again by itself";

export class Saving {
  /**
   * `told(sentence, failed)` announces, `saved(lines)` redraws what was saved, `summed(totals)` the sums, and
   * `done(lines)` follows every try.
   */
  constructor(form, { told, saved, summed, done }) {
    this.form = form;
    this.told = told;
    this.saved = saved;
    this.summed = summed;
    this.done = done;
    this.timer = 0;
    this.waiting = new Set();
    this.chain = Promise.resolve();
    this.busy = false;
    this.offline = false;
    window.addEventListener("online", () => this.again());
    window.setInterval(() => this.again(), AGAIN);
  }

  /** Send what still waits for the network. */
  again() {
    if (this.offline && this.waiting.size) this.save([]);
  }

  /** Save these lines by one request, after those that still wait for the network. Gives a promise of being done. */
  save(lines) {
    this.chain = this.chain.then(async () => {
      const late = [...this.waiting].filter((line) => !lines.includes(line));
      if (late.length && !(await this.send(late))) {
        lines.filter((line) => line.dirty).forEach((line) => this.waiting.add(line));
        return;
      }
      await this.send(lines);
    });
    return this.chain;
  }

  /** Send what differs; false when the server could not be reached. */
  async send(lines) {
    const due = lines.filter((line) => line.dirty && (!line.refused || line.refused !== JSON.stringify(line.payload())));
    if (!due.length) return true;
    const sent = due.map((line) => line.payload());
    let answer;
    this.busy = true;
    try {
      answer = await this.post(sent);
    } catch (error) {
      if (!(error instanceof TypeError || error.name === "TimeoutError")) throw error;
      this.offline = true;
      return this.unreached(due, OFFLINE);
    } finally {
      this.busy = false;
    }
    this.offline = answer.lost?.startsWith(OFFLINE) ?? false;
    if (answer.lost) return this.unreached(due, answer.lost);
    due.forEach((line) => this.waiting.delete(line));
    if (answer.ok) this.accepted(due, sent, answer.body);
    else this.refused(due, answer.body);
    this.done(due);
    return true;
  }

  /** Ask for the sums once nothing was saved for a moment; between two saves, so that they are of all that was saved. */
  sum() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.chain = this.chain.then(() => this.askSums());
    }, QUIET);
  }

  /** Without an answer the sums stay as they are echoed, until the next save asks again. */
  async askSums() {
    try {
      const response = await fetch(this.form.dataset.totals, {
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.headers.get("Content-Type") === "application/json") this.summed((await response.json()).totals);
    } catch (error) {
      if (!(error instanceof TypeError || error.name === "TimeoutError")) throw error;
    }
  }

  async post(rows, again = true) {
    const [url, body] = rows.length === 1 ? [this.form.dataset.row, rows[0]] : [this.form.dataset.block, { rows }];
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token.value },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.headers.get("Content-Type") === "application/json") {
      return { ok: response.ok, body: await response.json() };
    }
    if (response.type === "opaqueredirect") {
      return { lost: "you are signed out. Sign in again in another tab, then leave this line once more" };
    }
    if (response.status === 403 && again && (await this.renew())) return this.post(rows, false);
    if (response.status >= 500) return { lost: `${OFFLINE} (error ${response.status})` };
    return { ok: false, body: { message: refusal(response.status), problems: [], rows: [] } };
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken;
  }

  /** After somebody signed in again the form's token is an old one: read the new one from the page. */
  async renew() {
    const page = await fetch(window.location.href, { redirect: "manual" });
    if (!page.ok) return false;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = fresh.querySelector(".grid-form [name=csrfmiddlewaretoken]")?.value;
    if (!token || token === this.token.value) return false;
    this.token.value = token;
    return true;
  }

  unreached(due, why) {
    for (const line of due) {
      this.waiting.add(line);
      line.note(`Not saved: ${why}.`);
    }
    this.told(`Not saved: ${why}.`, true);
    this.done(due);
    return false;
  }

  accepted(due, sent, body) {
    const rows = drawn(body.rows);
    due.forEach((line, i) => {
      line.note("");
      line.saved(rows.get(line.ref), sent[i]);
    });
    this.saved(due);
    this.sum();
    const asks = due.filter((line) => rows.get(line.ref).explain && !rows.get(line.ref).explanation.trim());
    const named = asks.slice(0, 5).map((line) => line.ref).join(", ") + (asks.length > 5 ? ` and ${asks.length - 5} more` : "");
    const asked = asks.length ? ` ${named} must be explained.` : "";
    this.told(`${body.message}.${asked}`, false);
  }

  refused(due, body) {
    const rows = drawn(body.rows);
    for (const line of due) {
      const told = rows.has(line.ref);
      line.note(told ? "" : `Not saved: ${body.message}`);
      if (told || due.length === 1) line.faulted(rows.get(line.ref), body.problems.filter((p) => p.ref === line.ref));
      else this.waiting.add(line); // refused only because of another line of the block
    }
    const why = body.problems.slice(0, 3).map((problem) => problem.text).join("; ");
    this.told(`Not saved: ${why || body.message}`, true);
  }
}

function refusal(status) {
  if (status === 403) return "You may not enter this forecast. Reload the page to see your roles as they are now.";
  if (status === 413) return "The block is too large for one request.";
  return `The server refused it (${status}). Reload the page in another tab and compare.`;
}
