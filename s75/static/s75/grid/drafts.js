// Keeps what was typed and not saved in this browser, so that it survives a lost network and a reload: figures and words by
// line, for one person and one round. It is forgotten once saved, discarded or signed out, and after two weeks.
import { monthOf } from "./line.js";

export const PREFIX = "s75-grid/";
const PAUSE = 100; // milliseconds between typing and keeping
const LONGEST = 14 * 24 * 60 * 60 * 1000; // milliseconds

export class Drafts {
  /** `failed(sentence)` is told when the browser keeps nothing. */
  constructor(form, failed) {
    this.key = PREFIX + form.dataset.drafts;
    this.failed = failed;
    this.changed = new Set();
    this.timer = 0;
    window.addEventListener("pagehide", () => this.write());
  }

  /** Lines whose cells or words may have changed: what differs from the server's is kept, the rest is forgotten. */
  note(lines) {
    for (const line of lines) this.changed.add(line);
    if (!this.timer) this.timer = window.setTimeout(() => this.write(), PAUSE);
  }

  write() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    if (!this.changed.size) return;
    const kept = this.read();
    for (const line of this.changed) {
      if (line.dirty) kept[line.ref] = { ...line.payload(), at: Date.now() };
      else delete kept[line.ref];
    }
    this.changed.clear();
    this.store(kept);
  }

  read() {
    try {
      const kept = JSON.parse(window.localStorage.getItem(this.key) ?? "{}");
      return Object.fromEntries(Object.entries(kept).filter(([, draft]) => Date.now() - draft.at < LONGEST));
    } catch (error) {
      if (error instanceof SyntaxError) return {}; // not ours, and about to be replaced
      if (!(error instanceof DOMException)) throw error;
      return {}; // the browser keeps nothing; whoever types is told when it is to be kept
    }
  }

  store(kept) {
    try {
      if (Object.keys(kept).length) window.localStorage.setItem(this.key, JSON.stringify(kept));
      else window.localStorage.removeItem(this.key);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.failed("This browser keeps nothing that is not saved: its storage is full or shut off. Save before you leave.");
    }
  }

  /** Put what was kept back into the lines that still take it. Gives the lines that differ from what the server holds. */
  restore(lines) {
    const kept = this.read();
    const found = lines.filter((line) => Object.hasOwn(kept, line.ref) && !line.kept && line.inputs.length + line.texts.length);
    for (const line of found) fill(line, kept[line.ref]);
    this.note(found);
    return found.filter((line) => line.dirty);
  }
}

function fill(line, draft) {
  for (const input of line.inputs) {
    input.value = draft.figures[monthOf(input)] ?? input.value;
    line.tidy(input);
  }
  for (const [kind, field] of line.texts) field.value = draft[kind] ?? field.value;
  if (line.dirty) line.field("v").value = draft.version; // somebody may have saved the row since: then both are shown
}
