// A note at a cell: why an entry was refused, or what somebody else made of the cell.

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('./sheet.js').Place} Place
 */

const GAP = 4;

export class Note {
  #element;
  #pane;
  #sheet;
  /** @type {Place | null} */
  #place = null;

  /** @param {HTMLElement} element @param {HTMLElement} pane @param {Sheet} sheet */
  constructor(element, pane, sheet) {
    this.#element = element;
    this.#pane = pane;
    this.#sheet = sheet;
    pane.addEventListener('scroll', () => this.#follow(), { passive: true });
    addEventListener('resize', () => this.#follow());
  }

  get isOpen() {
    return this.#place !== null;
  }

  /** Whether it only tells something, and goes with the cursor. */
  get isStory() {
    return this.isOpen && this.#element.querySelector('.story, .comment-form') !== null;
  }

  get element() {
    return this.#element;
  }

  /** @param {Place} place @param {string} html What the server wrote. @param {HTMLElement[]} [buttons] */
  show(place, html, buttons = []) {
    this.#place = place;
    this.#element.innerHTML = html;
    if (buttons.length > 0) {
      const actions = document.createElement('div');
      actions.className = 'actions';
      actions.append(...buttons);
      this.#element.append(actions);
    }
    if (!this.#element.matches(':popover-open')) this.#element.showPopover();
    this.#follow();
  }

  hide() {
    if (!this.#place) return;
    this.#place = null;
    this.#element.hidePopover();
    this.#element.replaceChildren();
  }

  #follow() {
    if (!this.#place) return;
    const cell = this.#sheet.cell(this.#place.row, this.#place.column).getBoundingClientRect();
    const pane = this.#pane.getBoundingClientRect();
    const own = this.#element.getBoundingClientRect();
    const left = Math.max(pane.left + GAP, Math.min(cell.left, pane.right - own.width - GAP));
    const isBelow = cell.bottom + GAP + own.height < innerHeight;
    this.#element.style.left = `${left}px`;
    this.#element.style.top = `${Math.max(GAP, isBelow ? cell.bottom + GAP : cell.top - own.height - GAP)}px`;
  }
}

/** A button of a note. @param {string} label @param {() => void} act */
export function button(label, act) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'button primary';
  element.textContent = label;
  element.addEventListener('click', act);
  return element;
}
