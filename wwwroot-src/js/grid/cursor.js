// Where the planner is: one cell, with the field for entries in it. The field has the focus before the first key, so that an
// input method composes in it; it is moved, never replaced.

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('./sheet.js').Place} Place
 */

const EDGE = 20;

export class Cursor {
  /** @type {Place} */
  place = { row: 0, column: 0 };
  #sheet;
  #pane;
  #field;
  /** What was in view last: asking the pane would have the browser lay out at once what a key has just changed. */
  #view = { left: 0, top: 0, width: 0, height: 0 };

  /** @param {Sheet} sheet @param {HTMLElement} pane @param {HTMLInputElement} field */
  constructor(sheet, pane, field) {
    this.#sheet = sheet;
    this.#pane = pane;
    this.#field = field;
    this.look();
    pane.addEventListener('scroll', () => this.look(), { passive: true });
  }

  /** Notes what of the grid is in view. */
  look() {
    const { scrollLeft: left, scrollTop: top, clientWidth: width, clientHeight: height } = this.#pane;
    this.#view = { left, top, width, height };
  }

  get cell() {
    return this.#sheet.cell(this.place.row, this.place.column);
  }

  /** @param {Place} place @param {{ reveals?: boolean, focuses?: boolean }} [how] */
  to(place, { reveals = true, focuses = true } = {}) {
    const { lastRow, lastColumn } = this.#sheet;
    this.place = { row: clamp(place.row, lastRow), column: clamp(place.column, lastColumn) };
    if (reveals) this.reveal(this.place);
    const { cell } = this;
    const before = this.#field.parentElement;
    if (before !== cell) {
      before?.removeAttribute('data-cursor');
      before?.removeAttribute('aria-readonly');
      cell.setAttribute('data-cursor', '');
      if (before?.isConnected && 'moveBefore' in cell) /** @type {any} */ (cell).moveBefore(this.#field, null);
      else cell.append(this.#field);
    }
    const isEditable = this.#sheet.isEditable(this.place.row);
    cell.setAttribute('aria-readonly', String(!isEditable));
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-colindex', String(this.place.column + 2));
    this.#field.readOnly = !isEditable;
    const { row, column } = this.place;
    this.#field.setAttribute('aria-label', `${this.#sheet.blockName(row)} ${this.#sheet.rowName(row)} ${this.#sheet.columnName(column)}`);
    if (focuses && document.activeElement !== this.#field) this.#field.focus({ preventScroll: true });
  }

  /** Scrolls no further than needed for a cell to be seen. @param {Place} place @param {'nearest' | 'start'} [across] */
  reveal(place, across = 'nearest') {
    const pane = this.#pane;
    const view = this.#view;
    const { width, height } = view;
    const box = this.#sheet.boxOf(place);
    const head = this.headHeight;
    let { left, top } = view;
    if (across === 'start') left = box.left - this.#sheet.nameWidth - (width > 700 ? 4 : 1) * box.width;
    else if (box.left < left + this.#sheet.nameWidth) left = box.left - this.#sheet.nameWidth;
    else if (box.left + box.width > left + width - EDGE) left = box.left + box.width - width + EDGE;
    if (box.top < top + head) top = box.top - head - (this.#isFirstOfBlock(place) ? box.height : 0);
    else if (box.top + box.height > top + height - EDGE) top = box.top + box.height - height + EDGE;
    if (left === view.left && top === view.top) return;
    pane.scrollTo(left, top);
    this.look();
  }

  /** The columns that are in sight, wholly or in part. */
  get columnsSeen() {
    const { columnWidth, nameWidth } = this.#sheet;
    const { left, width } = this.#view;
    return { first: Math.floor(left / columnWidth), last: Math.ceil((left + width - nameWidth) / columnWidth) };
  }

  get headHeight() {
    return 2 * this.#sheet.rowHeight;
  }

  get rowsInView() {
    return Math.max(1, Math.floor((this.#view.height - this.headHeight) / this.#sheet.rowHeight) - 1);
  }

  get columnsInView() {
    return Math.max(1, Math.floor((this.#view.width - this.#sheet.nameWidth) / this.#sheet.columnWidth) - 1);
  }

  /** @param {Place} place */
  #isFirstOfBlock({ row }) {
    return row === 0 || this.#sheet.block(row) !== this.#sheet.block(row - 1);
  }
}

/** @param {number} value @param {number} max */
function clamp(value, max) {
  return Math.max(0, Math.min(max, value));
}

/**
 * As a spreadsheet goes with Ctrl: to the last cell with data before a gap, or over the gap to the next one.
 * @param {Sheet} sheet @param {Place} from @param {number} rows @param {number} columns @returns {Place}
 */
export function edgeOfData(sheet, from, rows, columns) {
  const isWithin = (/** @type {Place} */ { row, column }) => row >= 0 && column >= 0 && row <= sheet.lastRow && column <= sheet.lastColumn;
  const step = (/** @type {Place} */ { row, column }) => ({ row: row + rows, column: column + columns });
  let at = from;
  let next = step(at);
  if (!isWithin(next)) return at;
  const wants = sheet.isPresent(at) && sheet.isPresent(next);
  while (isWithin(next)) {
    if (wants && !sheet.isPresent(next)) return at;
    at = next;
    if (!wants && sheet.isPresent(at)) return at;
    next = step(at);
  }
  return at;
}
