// Who else looks at this session, and where: names below the grid, and a box around their cell. Loaded when somebody else is there.
import { text } from './texts.js';

/** @typedef {import('./presence.js').Here} Here */

/** Whoever says nothing for longer has left. */
const GONE = 70_000;

export class Others {
  #grid;
  /** @type {Map<string, { here: Here, at: number, box: HTMLElement | null }>} */
  #others = new Map();

  /** @param {import('./index.js').Grid} grid */
  constructor(grid) {
    this.#grid = grid;
  }

  get isAlone() {
    return this.#others.size === 0;
  }

  /** Boxes move with columns that became wider, and rows that were folded. */
  draw() {
    for (const other of this.#others.values()) this.#draw(other);
  }

  /** @param {Here} here @returns {boolean} Whether somebody came who knows nothing of us yet. */
  hear(here) {
    const known = this.#others.get(here.page);
    known?.box?.remove();
    this.#others.delete(here.page);
    if (here.cell) {
      const other = { here, at: performance.now(), box: null };
      this.#others.set(here.page, other);
      this.#draw(other);
    }
    this.#name();
    return !known && Boolean(here.cell);
  }

  /** Takes those away who left without a word. */
  forget() {
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
