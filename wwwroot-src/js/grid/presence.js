// Tells where this page's cursor is to those who look at the same session, and hears of theirs.
import { post } from './post.js';

/**
 * @typedef {import('./index.js').Grid} Grid
 * @typedef {{ page: string, by: string, sku_code?: string, cell?: string }} Here
 */

/** Told at least so often. */
const BEAT = 25_000;
/** Told at most so often, with company and alone. */
const STEP = 400;
const ALONE = 2000;

export class Presence {
  #grid;
  /** @type {import('./others.js').Others | undefined} */
  #others;
  #told = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    grid.live.events.addEventListener('here', (event) => void this.#hear(/** @type {CustomEvent<Here>} */ (event).detail));
    grid.live.events.addEventListener('open', () => this.#tell());
    grid.selection.addEventListener('change', () => this.#plan());
    setInterval(() => {
      if (!document.hidden) this.#tell();
      this.#others?.forget();
    }, BEAT);
  }

  /** Boxes move with columns that became wider, and rows that were folded. */
  draw() {
    this.#others?.draw();
  }

  #plan() {
    clearTimeout(this.#timer);
    const wait = this.#others?.isAlone === false ? STEP : ALONE;
    this.#timer = setTimeout(() => this.#tell(), Math.max(STEP, this.#told + wait - performance.now()));
  }

  #tell() {
    clearTimeout(this.#timer);
    this.#told = performance.now();
    const { sheet, cursor, element } = this.#grid;
    const { row, column } = cursor.place;
    const cell = [sheet.block(row).id, sheet.rows[row].dataset.metric ?? '', sheet.columns[column]].join('/');
    // What can't be told is told again with the next step
    void post('Here', { page: element.dataset.page, cell });
  }

  /** @param {Here} here */
  async #hear(here) {
    if (here.page === this.#grid.element.dataset.page) return;
    const { Others } = await import('./others.js');
    this.#others ??= new Others(this.#grid);
    if (this.#others.hear(here)) this.#plan();
  }
}
