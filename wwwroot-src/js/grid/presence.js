// Who else looks at this session, and where: names below the grid, and a box around their cell.
import { post } from './post.js';
import { text } from './texts.js';

/**
 * @typedef {import('./index.js').Grid} Grid
 * @typedef {{ page: string, by: string, sku_code?: string, cell?: string }} Here
 */

/** Told at least so often; whoever says nothing for longer than GONE has left. */
const BEAT = 25_000;
const GONE = 70_000;
/** Told at most so often, with company and alone. */
const STEP = 400;
const ALONE = 2000;

export class Presence {
  #grid;
  /** @type {Map<string, { here: Here, at: number, box: HTMLElement | null }>} */
  #others = new Map();
  #told = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    grid.live.events.addEventListener('here', (event) => this.#hear(/** @type {CustomEvent<Here>} */ (event).detail));
    grid.live.events.addEventListener('open', () => this.#tell());
    grid.selection.addEventListener('change', () => this.#plan());
    setInterval(() => {
      if (!document.hidden) this.#tell();
      this.#forget();
    }, BEAT);
  }

  /** Boxes move with columns that became wider, and rows that were folded. */
  draw() {
    for (const other of this.#others.values()) this.#draw(other);
  }

  #plan() {
    clearTimeout(this.#timer);
    const wait = this.#others.size > 0 ? STEP : ALONE;
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
  #hear(here) {
    if (here.page === this.#grid.element.dataset.page) return;
    const known = this.#others.get(here.page);
    known?.box?.remove();
    this.#others.delete(here.page);
    if (here.cell) {
      const other = { here, at: performance.now(), box: null };
      this.#others.set(here.page, other);
      this.#draw(other);
    }
    // Whoever came knows nothing of us yet
    if (!known && here.cell) this.#plan();
    this.#name();
  }

  #forget() {
    for (const [page, { at, box }] of this.#others) {
      if (performance.now() - at < GONE) continue;
      box?.remove();
      this.#others.delete(page);
    }
    this.#name();
  }

  #name() {
    const place = /** @type {HTMLElement} */ (document.getElementById('here'));
    const { sku } = this.#grid.element.dataset;
    const names = [...this.#others.values()].map(({ here }) => (here.sku_code === sku ? here.by : `${here.by} (${here.sku_code})`));
    place.hidden = names.length === 0;
    place.textContent = text('Grid.Here', [...new Set(names)].join(', '));
  }

  /** @param {{ here: Here, box: HTMLElement | null }} other */
  #draw(other) {
    other.box?.remove();
    other.box = null;
    const { sheet, element } = this.#grid;
    const [id, metric, date] = (other.here.cell ?? '').split('/');
    if (other.here.sku_code !== element.dataset.sku) return;
    const row = sheet.rows.findIndex((one) => one.dataset.metric === metric && one.closest('.block')?.id === id);
    const column = sheet.columns.indexOf(date);
    if (row < 0 || column < 0) return;
    const block = sheet.block(row);
    const { left, top, width, height } = sheet.boxOf({ row, column });
    const box = document.createElement('div');
    box.className = 'other';
    box.dataset.by = other.here.by;
    box.ariaHidden = 'true';
    Object.assign(box.style, { left: `${left}px`, top: `${top - block.offsetTop}px`, width: `${width}px`, height: `${height}px` });
    block.append(box);
    other.box = box;
  }
}
