// The PSI grid: puts the parts together. What they do to one another is in docs/grid.md.
import { follow } from './answers.js';
import { Chart } from './chart.js';
import { Cursor } from './cursor.js';
import { Editing } from './editing.js';
import { Entry } from './entry.js';
import { Gestures } from './gestures.js';
import { press } from './keys.js';
import { Live } from './live.js';
import { Moves } from './moves.js';
import { Note } from './note.js';
import { listen } from './pointer.js';
import { Presence } from './presence.js';
import { print } from './print.js';
import { Queue } from './queue.js';
import { giveRoles } from './roles.js';
import { Selection } from './selection.js';
import { Sheet } from './sheet.js';
import { Status } from './status.js';
import { Undo } from './undo.js';
import { showKeys } from './views.js';

/** @typedef {import('./sheet.js').Place} Place */

export class Grid {
  handle = document.createElement('div');
  field = document.createElement('input');
  /** @type {import('./actions.js').Actions | undefined} */
  actions;
  /** @type {import('./menu.js').Menu | undefined} */
  menu;

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
    this.moves = new Moves(this);
    this.editing = new Editing(this);
    this.gestures = new Gestures(this);
    this.status = new Status(this);
    this.chart = new Chart(this.sheet, /** @type {HTMLElement} */ (document.getElementById('grid-chart')));
    this.pane.style.setProperty('--block', `${this.sheet.rowHeight * this.sheet.blocks[0].querySelectorAll('tr').length}px`);
    follow(this);
    listen(this);
    print(this.pane, this.sheet);
    this.#listen();
    giveRoles(element, this.sheet.blocks);
    this.#start();
    this.live = new Live(this);
    this.presence = new Presence(this);
  }

  get isFocused() {
    return document.activeElement === this.field;
  }

  /** To a cell by itself. @param {Place} place */
  goTo = (place) => this.moves.go(place, false);

  /** @param {{ left: number, top: number }} [at] */
  async openMenu(at) {
    const { Menu } = await import('./menu.js');
    this.menu ??= new Menu(this);
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
        this.gestures.copy(event.clipboardData, this.menu?.withHeads);
        if (name === 'cut') this.gestures.clear();
      });
    }
    this.selection.addEventListener('change', () => this.#changed());
    this.queue.addEventListener('refreshed', () => this.chart.show(this.sheet.block(this.cursor.place.row), true));
    this.queue.addEventListener('applied', () => {
      this.chart.show(this.sheet.block(this.cursor.place.row), true);
      this.#changed();
    });
    document.getElementById('all-keys')?.addEventListener('click', showKeys);
    this.pane.addEventListener('scroll', () => this.sheet.later.finish(), { passive: true });
    new ResizeObserver(() => {
      // On paper it is another table
      if (this.pane.offsetWidth === 0) return;
      this.sheet.refresh();
      this.cursor.look();
      this.sheet.later.finish();
      this.presence?.draw();
    }).observe(this.pane);
  }

  /** Letters work wherever the focus is, as long as nobody types. @param {KeyboardEvent} event */
  #pressElsewhere(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest('input, textarea, select, dialog')) return;
    if (event.key === 't') this.moves.toToday();
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
}
