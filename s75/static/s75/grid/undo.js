// Takes back changes of cells, the last first: typed, pasted, filled or spread. What was saved is changed back too, as one
// more change of the row, so that a conflict is found as ever.

const MOST = 200; // changes that are remembered

export class Undo {
  constructor() {
    this.past = [];
    this.future = [];
  }

  /** Gather what one step changes: `put` sets a cell, and `done` remembers all of them together. */
  step() {
    const cells = new Map();
    const put = (input, text) => {
      if (!cells.has(input)) cells.set(input, { from: input.value, to: text });
      cells.get(input).to = text;
      input.value = text;
    };
    return { put, done: () => this.remember(cells) };
  }

  /** Remember a step: what each cell held before it, and after. */
  remember(cells) {
    const changed = new Map([...cells].filter(([, { from, to }]) => from !== to));
    if (!changed.size) return;
    this.past.push(changed);
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
  }

  /** Take the last step back, or do again what was taken back. Gives the cells; none when there is nothing. */
  back() {
    return move(this.past, this.future, "from");
  }

  again() {
    return move(this.future, this.past, "to");
  }
}

function move(source, target, side) {
  const cells = source.pop();
  if (!cells) return [];
  target.push(cells);
  for (const [input, texts] of cells) input.value = texts[side];
  return [...cells.keys()];
}
