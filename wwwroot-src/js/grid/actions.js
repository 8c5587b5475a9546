// What is done to a selection as one change: a form, and in the grid what would come of it. Nothing is saved before Apply.
import { post } from './post.js';
import { shown } from './sheet.js';
import { text } from './texts.js';

/** @typedef {import('./index.js').Grid} Grid */

const PAUSE = 200;
const LOOKS = ['out', 'short', 'over'];

export class Actions {
  #grid;
  #panel = /** @type {HTMLElement} */ (document.getElementById('grid-action'));
  /** @type {HTMLTableCellElement[]} The cells that show what would be. */
  #shown = [];
  /** @type {HTMLElement[]} Those that show which alerts there would be. */
  #heads = [];
  /** @type {object[]} The cells that are meant. */
  #rows = [];
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
    this.#panel.addEventListener('input', ({ target }) => this.#enter(/** @type {HTMLElement} */ (target)));
    this.#panel.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#apply();
    });
    this.#panel.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('[data-close]')) this.close();
    });
    grid.selection.addEventListener('change', () => {
      if (this.isOpen) this.close(false);
    });
    for (const name of ['applied', 'refused', 'outdated']) grid.queue.addEventListener(name, () => this.#unshow());
    grid.queue.addEventListener('refreshed', () => {
      if (this.isOpen) void this.#try();
    });
  }

  get isOpen() {
    return this.#panel.matches(':popover-open');
  }

  async open() {
    const { gestures, selection } = this.#grid;
    this.#rows = selectedRows(this.#grid);
    if (this.#rows.length === 0) return gestures.sayLocked();
    const answer = await fetch(this.#panel.dataset.form ?? '', { headers: { Accept: 'text/html', 'HX-Request': 'true' } });
    if (!answer.ok) return;
    this.#panel.innerHTML = await answer.text();
    const about = this.#panel.querySelector('[data-about]');
    if (about) about.textContent = text('GridAction.Selected', selection.size);
    if (!this.isOpen) this.#panel.showPopover();
    this.#kind.focus();
    void this.#try();
  }

  /** @param {boolean} [focuses] */
  close(focuses = true) {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#unshow();
    if (this.isOpen) this.#panel.hidePopover();
    this.#panel.replaceChildren();
    if (focuses) this.#grid.field.focus({ preventScroll: true });
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.#panel.querySelector('form'));
  }

  get #kind() {
    return /** @type {HTMLSelectElement} */ (this.#form.elements.namedItem('kind'));
  }

  /** @param {HTMLElement} field */
  #enter(field) {
    if (field === this.#kind) this.#choose();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#try(), field === this.#kind ? 0 : PAUSE);
  }

  /** Shows the fields of what was chosen. */
  #choose() {
    const { for: parts = '', start = '', label = '' } = this.#kind.selectedOptions[0].dataset;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.#panel.querySelectorAll('[data-part]'))) {
      part.hidden = !parts.split(' ').includes(part.dataset.part ?? '');
    }
    /** @type {HTMLInputElement} */ (this.#form.elements.namedItem('number')).value = start;
    const name = this.#panel.querySelector('[data-part="number"] [data-label]');
    if (name) name.textContent = label;
  }

  #body() {
    const { kind, number, weeks, other } = Object.fromEntries(new FormData(this.#form));
    return { kind, number, weeks, other: other ?? null, rows: this.#rows };
  }

  async #try() {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const body = this.#body();
    // What is not entered yet is no mistake
    if (body.number === '' && !(this.#panel.querySelector('[data-part="number"]')?.hasAttribute('hidden') ?? true)) return this.#tell('');
    const sent = await post('Try', { ...body, blocks: this.#grid.queue.blocks() });
    if (asked !== this.#asked || !sent) return;
    const template = document.createElement('template');
    template.innerHTML = sent.html;
    this.#unshow();
    if (sent.answer.status !== 200) return this.#tell(sent.html);
    this.#grid.sheet.later.finish();
    for (const row of template.content.querySelectorAll('tr')) this.#show(/** @type {HTMLTableRowElement} */ (row));
    this.#tell(template.content.querySelector('[data-summary]')?.outerHTML ?? '');
  }

  /** @param {string} html */
  #tell(html) {
    const place = this.#panel.querySelector('[data-tried]');
    if (place) place.innerHTML = html;
  }

  /** @param {HTMLTableRowElement} fresh */
  #show(fresh) {
    const { block = '', row: index } = fresh.dataset;
    const row = index && document.getElementById(block)?.querySelectorAll('tr')[Number(index)];
    if (!row) return;
    if (index === '0') return this.#showAlerts(row.cells[1], fresh.cells[1]);
    for (let i = 1; i < Math.min(row.cells.length, fresh.cells.length); i++) {
      const [cell, next] = [row.cells[i], fresh.cells[i]];
      const look = LOOKS.find((name) => next.classList.contains(name)) ?? '';
      if (shown(cell) === shown(next) && (look === '' || cell.classList.contains(look))) continue;
      cell.dataset.preview = shown(next) || '–';
      cell.dataset.look = look;
      this.#shown.push(cell);
    }
  }

  /**
   * Of a block's head line: laid over what holds, so that an answer can change that meanwhile.
   * @param {HTMLElement} cell @param {HTMLElement} next
   */
  #showAlerts(cell, next) {
    const tags = next.querySelector('span');
    if (!tags || tags.innerHTML === cell.querySelector('span')?.innerHTML) return;
    tags.className = 'tried';
    cell.append(tags);
    cell.dataset.alerts = '';
    this.#heads.push(cell);
  }

  #unshow() {
    for (const cell of this.#shown) {
      cell.removeAttribute('data-preview');
      cell.removeAttribute('data-look');
    }
    for (const cell of this.#heads) {
      cell.removeAttribute('data-alerts');
      cell.querySelector('.tried')?.remove();
    }
    [this.#shown, this.#heads] = [[], []];
  }

  #apply() {
    const action = this.#body();
    clearTimeout(this.#timer);
    this.#asked++;
    if (this.isOpen) this.#panel.hidePopover();
    this.#panel.replaceChildren();
    this.#grid.field.focus({ preventScroll: true });
    this.#grid.queue.add({ kind: 'action', cells: [], action });
  }
}

/** The selected cells that can be changed, row by row. @param {Grid} grid */
function selectedRows({ sheet, selection }) {
  return selection.ranges.flatMap(({ top, left, bottom, right }) => {
    const rows = [];
    for (let row = top; row <= bottom; row++) {
      const { warehouse = '', channel } = sheet.block(row).dataset;
      const { field } = sheet.rows[row].dataset;
      if (channel !== undefined && field) rows.push({ warehouse, channel, field, from: sheet.columns[left], to: sheet.columns[right] });
    }
    return rows;
  });
}
