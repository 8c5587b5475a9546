// The menu of a selection: Shift+F10, a right click, a long press.
import { act, comment, showKeys, tellWhy } from './views.js';

/** @typedef {import('./index.js').Grid} Grid */

export class Menu {
  /** Whether what is being copied takes its headers along. */
  withHeads = false;
  #grid;
  #element = /** @type {HTMLElement} */ (document.getElementById('grid-menu'));

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    this.#element.addEventListener('click', ({ target }) => {
      const item = target instanceof Element ? target.closest('[data-command]') : null;
      if (item) this.#choose(item.getAttribute('data-command') ?? '');
    });
    this.#element.addEventListener('keydown', (event) => this.#press(event));
    document.addEventListener('pointerdown', ({ target }) => {
      if (target instanceof Node && !this.#element.contains(target)) this.#close();
    }, { capture: true });
  }

  /** @param {{ left: number, top: number }} at */
  open({ left, top }) {
    if (!this.#element.matches(':popover-open')) this.#element.showPopover();
    const { width, height } = this.#element.getBoundingClientRect();
    this.#element.style.left = `${Math.min(left, innerWidth - width - 8)}px`;
    this.#element.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
    this.#items[0].focus();
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.#element.querySelectorAll('[data-command]')]);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const items = this.#items;
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Tab' || event.key === 'Escape') this.#back();
    else if (to === undefined) return;
    else items[(to + items.length) % items.length].focus();
    event.preventDefault();
  }

  /** @param {string} command */
  #choose(command) {
    this.#back();
    const { gestures } = this.#grid;
    const commands = {
      copy: () => this.#copy(false), copyHeads: () => this.#copy(true), paste: () => this.#paste(), clear: () => gestures.clear(),
      down: () => gestures.fillDown(), right: () => gestures.fillRight(), on: () => gestures.fillToData(), undo: () => gestures.step('undo'), redo: () => gestures.step('redo'),
      edit: () => this.#grid.editing.open(), story: () => tellWhy(this.#grid), comment: () => comment(this.#grid),
      act: () => act(this.#grid), keys: () => showKeys(),
    };
    commands[/** @type {keyof typeof commands} */ (command)]?.();
  }

  /** @param {boolean} withHeads */
  #copy(withHeads) {
    this.withHeads = withHeads;
    document.execCommand('copy');
    this.withHeads = false;
  }

  async #paste() {
    const data = new DataTransfer();
    try {
      data.setData('text/plain', await navigator.clipboard.readText());
    } catch {
      return this.#grid.say(this.#element.dataset.noClipboard ?? '');
    }
    this.#grid.gestures.paste(data);
  }

  #close() {
    if (this.#element.matches(':popover-open')) this.#element.hidePopover();
  }

  #back() {
    this.#close();
    this.#grid.field.focus({ preventScroll: true });
  }
}
