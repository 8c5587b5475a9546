// Which cells are meant: one, or ranges of them. Ranges are drawn as boxes over their blocks, not as classes of cells.

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('./sheet.js').Place} Place
 * @typedef {{ top: number, left: number, bottom: number, right: number }} Range
 */

/** Cells that are told assistive technology one by one; of more it hears how many. */
const TOLD = 5000;

export class Selection extends EventTarget {
  /** @type {Range[]} */
  ranges = [];
  #sheet;
  /** @type {Place} The cell that a range grows from. */
  #anchor = { row: 0, column: 0 };
  /** @type {HTMLElement[]} */
  #boxes = [];
  /** @type {Element[]} */
  #told = [];

  /** @param {Sheet} sheet */
  constructor(sheet) {
    super();
    this.#sheet = sheet;
  }

  /** The range that grows. */
  get last() {
    return this.ranges[this.ranges.length - 1];
  }

  get isSingle() {
    const { top, left, bottom, right } = this.last;
    return this.ranges.length === 1 && top === bottom && left === right;
  }

  /** The corner opposite to where the range began. @returns {Place} */
  get head() {
    const { top, left, bottom, right } = this.last;
    const { row, column } = this.#anchor;
    return { row: row === top ? bottom : top, column: column === left ? right : left };
  }

  /** Only this cell, and ranges that are kept. @param {Place} place @param {Range[]} [kept] */
  to(place, kept = []) {
    this.#anchor = place;
    this.set([...kept, rangeOf(place, place)]);
  }

  /** This cell too. @param {Place} place */
  add(place) {
    this.to(place, this.ranges);
  }

  /** The range from where it began to this cell. @param {Place} place */
  extend(place) {
    this.set([...this.ranges.slice(0, -1), rangeOf(this.#anchor, place)]);
  }

  /** @param {Range} range @param {boolean} [isAdded] */
  select(range, isAdded = false) {
    this.#anchor = { row: range.top, column: range.left };
    this.set(isAdded ? [...this.ranges, range] : [range]);
  }

  /** @param {Range[]} ranges */
  set(ranges) {
    this.ranges = ranges;
    this.#draw();
    this.dispatchEvent(new Event('change'));
  }

  /** All cells, row by row, each once. @returns {Generator<Place>} */
  *places() {
    for (const [index, range] of this.ranges.entries()) {
      for (let row = range.top; row <= range.bottom; row++) {
        for (let column = range.left; column <= range.right; column++) {
          const place = { row, column };
          if (!this.ranges.slice(0, index).some((earlier) => holds(earlier, place))) yield place;
        }
      }
    }
  }

  get size() {
    if (this.ranges.length === 1) return (this.last.bottom - this.last.top + 1) * (this.last.right - this.last.left + 1);
    let count = 0;
    for (const _ of this.places()) count++;
    return count;
  }

  /**
   * The next cell within the ranges, round and round.
   * @param {Place} from @param {'down' | 'across'} way @param {1 | -1} step @returns {Place}
   */
  next(from, way, step) {
    let index = Math.max(0, this.ranges.findIndex((range) => holds(range, from)));
    const { top, left, bottom, right } = this.ranges[index];
    const [height, width] = [bottom - top + 1, right - left + 1];
    let at = way === 'down' ? (from.column - left) * height + from.row - top : (from.row - top) * width + from.column - left;
    at += step;
    if (at < 0 || at >= height * width) {
      index = (index + step + this.ranges.length) % this.ranges.length;
      const other = this.ranges[index];
      return step > 0 ? { row: other.top, column: other.left } : { row: other.bottom, column: other.right };
    }
    return way === 'down'
      ? { row: top + at % height, column: left + Math.floor(at / height) }
      : { row: top + Math.floor(at / width), column: left + at % width };
  }

  /** Draws the ranges again, after rows moved. */
  #draw() {
    for (const box of this.#boxes) box.remove();
    this.#boxes = [];
    if (!this.isSingle) for (const range of this.ranges) this.#drawRange(range);
    this.#tell();
  }

  /** @param {Range} range */
  #drawRange(range) {
    const sheet = this.#sheet;
    for (let row = range.top; row <= range.bottom;) {
      const block = sheet.block(row);
      const first = row;
      while (row <= range.bottom && sheet.block(row) === block) row++;
      const box = document.createElement('div');
      box.className = 'range';
      const { left, top } = sheet.boxOf({ row: first, column: range.left });
      box.style.left = `${left}px`;
      box.style.top = `${top - block.offsetTop}px`;
      box.style.width = `${(range.right - range.left + 1) * sheet.columnWidth}px`;
      box.style.height = `${(row - first) * sheet.rowHeight}px`;
      block.append(box);
      this.#boxes.push(box);
    }
  }

  #tell() {
    for (const cell of this.#told) cell.removeAttribute('aria-selected');
    this.#told = [];
    if (this.size > TOLD) return;
    for (const { row, column } of this.places()) {
      const cell = this.#sheet.cell(row, column);
      cell.setAttribute('aria-selected', 'true');
      this.#told.push(cell);
    }
  }
}

/** @param {Place} a @param {Place} b @returns {Range} */
export function rangeOf(a, b) {
  return {
    top: Math.min(a.row, b.row), left: Math.min(a.column, b.column), bottom: Math.max(a.row, b.row), right: Math.max(a.column, b.column),
  };
}

/** @param {Range} range @param {Place} place */
export function holds(range, place) {
  return place.row >= range.top && place.row <= range.bottom && place.column >= range.left && place.column <= range.right;
}
