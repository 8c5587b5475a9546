// What others do to the plan: told by the server as events, fetched through the queue, shown without moving anything of ours.
import { Events } from '../events.js';

/** @typedef {import('./index.js').Grid} Grid */

export class Live {
  events;
  #grid;
  /** @type {Set<string>} Changes that this page made itself. */
  #own = new Set();

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    const { events = '', since = '', page = '' } = grid.element.dataset;
    this.events = new Events(`${events}?${new URLSearchParams({ since, page })}`);
    this.events.addEventListener('open', () => {
      grid.element.dataset.live = '';
    });
    this.events.addEventListener('close', () => grid.element.removeAttribute('data-live'));
    for (const name of ['change', 'import', 'move', 'session']) {
      this.events.addEventListener(name, (event) => this.#hear(/** @type {CustomEvent} */ (event).detail));
    }
    this.events.addEventListener('reload', () => grid.queue.refresh({}));
  }

  /** A change that was made here. @param {string | undefined} changeId */
  own(changeId) {
    if (changeId) this.#own.add(changeId);
  }

  /** @param {{ change_id?: string, by: string | null, series: { sku_code: string }[], all_series: boolean }} news */
  #hear({ change_id: changeId, by, series, all_series: isAny }) {
    const { sku } = this.#grid.element.dataset;
    if (!isAny && !series.some((one) => one.sku_code === sku)) return;
    // The answer to what is on its way may say that it was this
    this.#grid.queue.refresh({ by, isMoot: () => changeId !== undefined && this.#own.has(changeId) });
  }
}
