// What the page says: what was done, what the selection comes to, where the cursor is.

/** How long the cursor rests before it is told of. */
const REST = 150;

export class Status {
  #grid;
  #saved = /** @type {HTMLElement} */ (document.getElementById('saved'));
  #sums = /** @type {HTMLElement} */ (document.getElementById('sums'));
  #live = /** @type {HTMLElement} */ (document.getElementById('grid-live'));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;
  /** What of a gesture is to be told with its answer. */
  #kept = '';

  /** @param {import('./index.js').Grid} grid */
  constructor(grid) {
    this.#grid = grid;
  }

  /** @param {string} message @param {boolean} isKept */
  say(message, isKept) {
    this.#saved.textContent = this.#kept ? `${message} · ${this.#kept}` : message;
    this.#kept = isKept ? message : '';
  }

  /** Tells of cursor and selection once they rest. */
  follow() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#tell(), REST);
  }

  async #tell() {
    const { sheet, cursor, selection, chart } = this.#grid;
    chart.show(sheet.block(cursor.place.row));
    const sums = selection.isSingle ? null : await import('./sums.js');
    this.#sums.textContent = sums?.sums(sheet, selection) ?? '';
    this.#live.textContent = selection.isSingle ? sheet.describe(cursor.place) : this.#sums.textContent;
  }
}
