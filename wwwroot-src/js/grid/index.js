// The PSI grid: puts the parts together. What they do to one another is in docs/grid.md.
import { follow } from './answers.js';
import { Chart } from './chart.js';
import { Cursor } from './cursor.js';
import { Entry } from './entry.js';
import { Gestures } from './gestures.js';
import { press } from './keys.js';
import { Live } from './live.js';
import { Menu } from './menu.js';
import { Note } from './note.js';
import { listen } from './pointer.js';
import { Presence } from './presence.js';
import { Queue } from './queue.js';
import { giveRoles } from './roles.js';
import { Selection } from './selection.js';
import { Sheet } from './sheet.js';
import { Status } from './status.js';
import { Undo } from './undo.js';
import { showKeys } from './views.js';

/**
 * @typedef {import('./sheet.js').Place} Place
 * @typedef {import('./selection.js').Range} Range
 */

export class Grid {
  handle = document.createElement('div');
  field = document.createElement('input');
  /** @type {number | null} The column that a row of Tabs began in. */
  #tabbedFrom = null;
  /** @type {{ key: string, seen: string } | null} What the cell showed when its entry was opened: others may change it meanwhile. */
  #opened = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.pane = /** @type {HTMLElement} */ (element.closest('.scroll'));
    Object.assign(this.field, { className: 'entry', type: 'text', inputMode: 'decimal', autocomplete: 'off', spellcheck: false });
    this.handle.className = 'fill-handle';
    this.sheet = new Sheet(element);
    this.cursor = new Cursor(this.sheet, this.pane, this.field);
    this.selection = new Selection(this.sheet);
    this.entry = new Entry(this.field);
    this.queue = new Queue(this.sheet);
    this.undo = new Undo();
    this.note = new Note(/** @type {HTMLElement} */ (document.getElementById('cell-note')), this.pane, this.sheet);
    this.gestures = new Gestures(this);
    this.menu = new Menu(this);
    this.status = new Status(this);
    this.chart = new Chart(this.sheet, /** @type {HTMLElement} */ (document.getElementById('grid-chart')));
    this.pane.style.setProperty('--block', `${this.sheet.rowHeight * this.sheet.blocks[0].querySelectorAll('tr').length}px`);
    follow(this);
    listen(this);
    this.#listen();
    giveRoles(element, this.sheet.blocks);
    this.#start();
    this.live = new Live(this);
    this.presence = new Presence(this);
  }

  get isFocused() {
    return document.activeElement === this.field;
  }

  /** To a cell, or on to it. @param {Place} place @param {boolean} isExtended */
  go(place, isExtended) {
    const within = this.#within(place);
    this.#tabbedFrom = null;
    if (this.note.isStory) this.note.hide();
    if (isExtended) {
      this.cursor.reveal(within);
      this.selection.extend(within);
    } else {
      this.cursor.to(within);
      this.selection.to(within);
    }
  }

  /** To a cell by itself. @param {Place} place */
  goTo = (place) => this.go(place, false);

  /** @param {number} rows @param {number} columns */
  move(rows, columns) {
    const { row, column } = this.cursor.place;
    this.go({ row: row + rows, column: column + columns }, false);
  }

  /** @param {Place} place */
  extendTo(place) {
    this.selection.extend(place);
  }

  /** @param {Place} place */
  addTo(place) {
    this.cursor.to(place);
    this.selection.add(place);
  }

  /** @param {Range} range @param {boolean} [isAdded] */
  select(range, isAdded = false) {
    this.cursor.to({ row: range.top, column: range.left }, { reveals: false });
    this.selection.select(range, isAdded);
  }

  selectAll() {
    this.selection.set([{ top: 0, left: 0, bottom: this.sheet.lastRow, right: this.sheet.lastColumn }]);
  }

  selectRows() {
    this.selection.set(this.selection.ranges.map((range) => ({ ...range, left: 0, right: this.sheet.lastColumn })));
  }

  selectColumns() {
    this.selection.set(this.selection.ranges.map((range) => ({ ...range, top: 0, bottom: this.sheet.lastRow })));
  }

  /**
   * Enter or Tab: within a selection round and round, else on; Enter after Tabs goes under the first of them.
   * @param {'down' | 'across'} way @param {1 | -1} step
   */
  step(way, step) {
    const { row, column } = this.cursor.place;
    if (!this.selection.isSingle) {
      this.cursor.to(this.selection.next(this.cursor.place, way, step));
      return this.status.follow();
    }
    const from = this.#tabbedFrom;
    if (way === 'down') return this.go({ row: row + step, column: from ?? column }, false);
    this.go({ row, column: column + step }, false);
    this.#tabbedFrom = from ?? column;
  }

  /** Opens the cell of the cursor with the caret in its text. */
  edit() {
    const { place, cell } = this.cursor;
    if (!this.sheet.isEditable(place.row)) return this.gestures.sayLocked();
    if (this.entry.isOpen) return;
    const { refused } = cell.dataset;
    this.entry.open(refused ?? (this.sheet.isPresent(place) ? this.sheet.exact(place) : ''), refused !== undefined);
  }

  /** Takes an open entry over, into the cursor's cell or into all that are selected. @param {boolean} [intoSelection] */
  commit(intoSelection = false) {
    const { entry, cursor, selection } = this;
    if (!entry.isOpen || entry.isComposing) return;
    const { isChanged, text: typed } = entry;
    this.#leaveNote();
    entry.close();
    if (isChanged || intoSelection) this.gestures.enter(typed, intoSelection ? selection.places() : [cursor.place], this.#opened);
  }

  /** Esc: what was typed goes; without that, the selection shrinks to the cursor. */
  cancel() {
    if (this.entry.isOpen) {
      this.cursor.cell.removeAttribute('data-refused');
      this.#leaveNote();
      this.entry.close();
    } else {
      this.#leaveNote();
      this.selection.to(this.cursor.place);
    }
  }

  toToday() {
    if (this.sheet.today >= 0) this.go({ ...this.cursor.place, column: this.sheet.today }, false);
  }

  /** @param {{ left: number, top: number }} [at] */
  openMenu(at) {
    const box = this.cursor.cell.getBoundingClientRect();
    this.menu.open(at ?? { left: box.left, top: box.bottom });
  }

  /**
   * Says something on the page, and to assistive technology; what is kept is said again with the next.
   * @param {string} message @param {boolean} [isKept]
   */
  say = (message, isKept = false) => {
    this.status.say(message, isKept);
  };

  #listen() {
    this.element.addEventListener('keydown', (event) => {
      if (press(this, event)) event.preventDefault();
    });
    document.addEventListener('keydown', (event) => this.#pressElsewhere(event));
    for (const name of /** @type {const} */ (['copy', 'cut', 'paste'])) {
      this.field.addEventListener(name, (event) => {
        if (this.entry.isOpen || !event.clipboardData) return;
        event.preventDefault();
        if (name === 'paste') return this.gestures.paste(event.clipboardData);
        this.gestures.copy(event.clipboardData, this.menu.withHeads);
        if (name === 'cut') this.gestures.clear();
      });
    }
    this.field.addEventListener('blur', () => this.#left());
    this.selection.addEventListener('change', () => this.#changed());
    this.queue.addEventListener('refreshed', () => this.chart.show(this.sheet.block(this.cursor.place.row), true));
    this.queue.addEventListener('applied', () => {
      this.chart.show(this.sheet.block(this.cursor.place.row), true);
      this.#changed();
    });
    this.entry.addEventListener('open', () => {
      const { sheet, cursor } = this;
      if (this.field.readOnly) return this.entry.close();
      const key = sheet.key(cursor.place);
      // What was refused is mended on what it was typed over
      if (this.#opened?.key !== key || cursor.cell.dataset.refused === undefined) this.#opened = { key, seen: sheet.seen(cursor.place) };
    });
    document.getElementById('all-keys')?.addEventListener('click', showKeys);
    new ResizeObserver(() => {
      this.sheet.refresh();
      this.presence?.draw();
    }).observe(this.pane);
  }

  /** Letters work wherever the focus is, as long as nobody types. @param {KeyboardEvent} event */
  #pressElsewhere(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest('input, textarea, select, dialog')) return;
    if (event.key === 't') this.toToday();
    if (event.key === '?') showKeys();
  }

  #start() {
    const { sheet } = this;
    const row = Math.max(0, sheet.rows.findIndex((_, index) => sheet.isEditable(index)));
    const place = { row, column: Math.max(0, sheet.today) };
    if (sheet.today > 0) this.cursor.reveal(place, 'start');
    const isFree = document.activeElement === document.body && matchMedia('(pointer: fine)').matches;
    this.cursor.to(place, { reveals: false, focuses: isFree });
    this.selection.to(place);
    this.element.dataset.ready = '';
  }

  #changed() {
    const { selection, handle } = this;
    const { bottom, right } = selection.last;
    const cell = this.sheet.cell(bottom, right);
    const place = selection.ranges.length === 1 && this.sheet.isEditable(selection.last.top) ? cell : null;
    if (handle.parentElement !== place) {
      handle.parentElement?.removeAttribute('data-handle');
      handle.remove();
      place?.setAttribute('data-handle', '');
      place?.append(handle);
    }
    this.status.follow();
  }

  /** A click elsewhere keeps what was typed, as Enter does; what was refused waits in its cell. Another window changes nothing. */
  #left() {
    if (!document.hasFocus() || !this.entry.isOpen) return;
    if (this.field.getAttribute('aria-invalid') === 'true') this.entry.close();
    else this.commit();
  }

  /** A note about a conflict stays until it is settled. */
  #leaveNote() {
    if (this.queue.state !== 'contested') this.note.hide();
  }

  /** @param {Place} place @returns {Place} */
  #within({ row, column }) {
    return { row: Math.max(0, Math.min(row, this.sheet.lastRow)), column: Math.max(0, Math.min(column, this.sheet.lastColumn)) };
  }
}
