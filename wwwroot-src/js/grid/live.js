// What others do to the plan: told by the server as events, fetched through the queue, shown without moving anything of ours.
// Hidden pages listen to nothing: browsers have few connections to spare.

/** @typedef {import('./index.js').Grid} Grid */

/** How long a page stays hidden before it stops listening. */
const HIDDEN = 5000;
const WAITS = [2000, 5000, 15000, 60000];

export class Live extends EventTarget {
  #grid;
  /** @type {EventSource | null} */
  #source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #failures = 0;
  /** @type {Set<string>} Changes that this page made itself. */
  #own = new Set();

  /** @param {Grid} grid */
  constructor(grid) {
    super();
    this.#grid = grid;
    document.addEventListener('visibilitychange', () => this.#follow());
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', () => this.#follow());
    this.#follow();
  }

  /** A change that was made here. @param {string | undefined} changeId */
  own(changeId) {
    if (changeId) this.#own.add(changeId);
  }

  #follow() {
    clearTimeout(this.#timer);
    if (document.hidden) this.#timer = setTimeout(() => this.#close(), HIDDEN);
    else if (!this.#source) this.#open();
  }

  #open() {
    const { events = '', since = '', page = '' } = this.#grid.element.dataset;
    const source = new EventSource(`${events}?${new URLSearchParams({ since, page })}`);
    this.#source = source;
    source.addEventListener('open', () => {
      this.#failures = 0;
      this.#grid.element.dataset.live = '';
      this.dispatchEvent(new Event('open'));
    });
    for (const name of ['change', 'import', 'move', 'session']) {
      source.addEventListener(name, (event) => this.#hear(JSON.parse(event.data)));
    }
    source.addEventListener('reload', () => this.#grid.queue.refresh({}));
    source.addEventListener('here', (event) => this.dispatchEvent(new CustomEvent('here', { detail: JSON.parse(event.data) })));
    source.addEventListener('error', () => {
      // The browser tries again by itself, but not after a refusal
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#source = null;
      this.#grid.element.removeAttribute('data-live');
      const wait = WAITS[Math.min(this.#failures++, WAITS.length - 1)];
      this.#timer = setTimeout(() => this.#follow(), wait);
    });
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    this.#grid.element.removeAttribute('data-live');
  }

  /** @param {{ change_id?: string, by: string | null, series: { sku_code: string }[], all_series: boolean }} news */
  #hear({ change_id: changeId, by, series, all_series: isAny }) {
    const { sku } = this.#grid.element.dataset;
    if (!isAny && !series.some((one) => one.sku_code === sku)) return;
    // The answer to what is on its way may say that it was this
    this.#grid.queue.refresh({ by, isMoot: () => changeId !== undefined && this.#own.has(changeId) });
  }
}
