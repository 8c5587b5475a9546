// The chart above the grid: of the series that the cursor is in, drawn from the rows of its block.
import { stockChart } from '../stock-chart.js';
import { shown } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */

const HEIGHT = 132;
const ROWS = ['inbound_qty', 'outbound_qty', 'stock_closing', 'stdstock', 'safety_stock'];

export class Chart {
  #sheet;
  #pane;
  /** @type {{ setData: (data: unknown) => void, setSize: (size: object) => void, destroy: () => void } | null} */
  #chart = null;
  /** @type {HTMLElement | null} */
  #block = null;
  #asked = 0;

  /** @param {Sheet} sheet @param {HTMLElement} pane */
  constructor(sheet, pane) {
    this.#sheet = sheet;
    this.#pane = pane;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    new ResizeObserver(() => this.#chart?.setSize({ width: this.#frame.clientWidth, height: HEIGHT })).observe(pane);
  }

  /** Of a block, once the browser has nothing better to do. @param {HTMLElement} block @param {boolean} [isChanged] */
  show(block, isChanged = false) {
    if (block === this.#block && !isChanged) return;
    this.#block = block;
    cancelIdleCallback(this.#asked);
    this.#ask();
  }

  /** After what is still to come into the cells that it is drawn from. */
  #ask() {
    this.#asked = requestIdleCallback(() => {
      if (!this.#sheet.later.isEmpty) return this.#ask();
      if (this.#chart) this.#renew();
      else this.#draw();
    }, { timeout: 500 });
  }

  get #frame() {
    return /** @type {HTMLElement} */ (this.#pane.querySelector('.chart'));
  }

  #renew() {
    this.#name();
    this.#chart?.setData(this.#read());
  }

  #draw() {
    if (this.#frame.clientWidth === 0) return;
    this.#chart?.destroy();
    this.#name();
    this.#chart = stockChart(this.#frame, /** @type {Element} */ (this.#pane.querySelector('.legend')), this.#read(), HEIGHT);
  }

  #name() {
    const name = this.#pane.querySelector('b');
    if (name) name.textContent = this.#block?.querySelector('.group th')?.textContent ?? '';
  }

  #read() {
    const dates = this.#sheet.columns.map((date) => Date.parse(date) / 1000);
    return [dates, ...ROWS.map((metric) => {
      const row = /** @type {HTMLTableRowElement | null} */ (this.#block?.querySelector(`tr[data-metric="${metric}"]`));
      return dates.map((_, column) => {
        const cell = row?.cells[column + 1];
        return !cell || cell.classList.contains('n') ? null : Number(cell.dataset.v ?? shown(cell).replaceAll(',', ''));
      });
    })];
  }
}
