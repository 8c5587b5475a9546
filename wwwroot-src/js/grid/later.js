// What an answer changes out of sight. A change of a day goes on to the end of the horizon, and a browser takes longer to lay out a
// hundred columns than the server for the answer: they follow when it has nothing better to do, and a cell at once when it is read.

/** Rows at a time: as many as a key can wait for. */
const ROWS = 4;
/** A browser that was busy for so long gets the rest at once. */
const LATEST = 300;

export class Later {
  /** @type {Map<HTMLTableRowElement, HTMLTableRowElement>} What rows become. */
  #rows = new Map();
  #change;
  #asked = 0;

  /** @param {(cell: HTMLTableCellElement, fresh: HTMLTableCellElement) => unknown} change */
  constructor(change) {
    this.#change = change;
  }

  get isEmpty() {
    return this.#rows.size === 0;
  }

  /** @param {HTMLTableRowElement} row @param {HTMLTableRowElement} fresh */
  add(row, fresh) {
    this.#rows.set(row, fresh);
    this.#ask();
  }

  /** Takes in one cell. @param {HTMLTableRowElement} row @param {number} index */
  settle(row, index) {
    const fresh = this.#rows.get(row);
    if (fresh) this.#change(row.cells[index], fresh.cells[index]);
  }

  /** Takes in all that is left, or so many rows of it. */
  finish(most = Infinity) {
    for (const [row, fresh] of this.#rows) {
      if (most-- <= 0) return this.#ask();
      this.#rows.delete(row);
      for (let i = 0; i < fresh.cells.length; i++) this.#change(row.cells[i], fresh.cells[i]);
    }
  }

  #ask() {
    this.#asked ||= requestIdleCallback(({ didTimeout }) => {
      this.#asked = 0;
      this.finish(didTimeout ? Infinity : ROWS);
    }, { timeout: LATEST });
  }
}
