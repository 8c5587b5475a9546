// The cells of the page as rows and columns, whatever block they stand in. Folded rows are not among them.

import { Later } from './later.js';
import { patchCell } from './patch.js';

/**
 * @typedef {{ row: number, column: number }} Place
 * @typedef {{ warehouse: string, channel: string, date: string, field: string, entry: string, seen: string }} Entry
 */

/** What alerts are shown by. */
const SIGNS = [['out', '▼'], ['short', '!'], ['over', '▲']];

export class Sheet {
  /** @type {HTMLTableRowElement[]} */
  rows = [];
  /** @type {string[]} The first day of every column. */
  columns;
  /** @type {number} The column of today, or -1. */
  today;
  /** Whether whoever looks may change nothing. @type {boolean} */
  isForReader;
  nameWidth = 0;
  columnWidth = 0;
  rowHeight = 0;
  /** What is not in the cells yet. */
  later = new Later(patchCell);
  #grid;
  /** @type {HTMLTableCellElement[]} */
  #heads;
  /** @type {Map<Element, number>} */
  #numbers = new Map();
  /** @type {number[]} */
  #tops = [];

  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.#grid = grid;
    this.isForReader = grid.dataset.reader !== undefined;
    this.#heads = /** @type {HTMLTableCellElement[]} */ ([...grid.querySelectorAll('thead [data-date]')]);
    this.columns = this.#heads.map((head) => head.dataset.date ?? '');
    this.today = this.#heads.findIndex((head) => head.classList.contains('today'));
    this.refresh();
  }

  /** Reads anew which rows there are, and where. */
  refresh() {
    this.rows = [];
    this.#numbers.clear();
    this.#tops = [];
    const corner = /** @type {HTMLElement} */ (this.#grid.querySelector('.corner'));
    const first = /** @type {HTMLElement} */ (this.#grid.querySelector('.block tr'));
    this.nameWidth = corner.offsetWidth;
    this.columnWidth = this.#heads[0].offsetWidth;
    this.rowHeight = first.offsetHeight;
    for (const block of this.blocks) {
      const top = block.offsetTop;
      if (block.classList.contains('folded')) continue;
      for (const [index, row] of [...block.querySelectorAll('tr')].entries()) {
        if (index === 0) continue;
        this.#numbers.set(row, this.rows.length);
        this.#tops.push(top + index * this.rowHeight);
        this.rows.push(row);
      }
    }
  }

  /** @returns {HTMLElement[]} */
  get blocks() {
    return [...this.#grid.querySelectorAll('.block')].filter((block) => block instanceof HTMLElement);
  }

  get lastRow() {
    return this.rows.length - 1;
  }

  get lastColumn() {
    return this.columns.length - 1;
  }

  /** A cell as the last answer has it. @param {number} row @param {number} column */
  cell(row, column) {
    this.later.settle(this.rows[row], column + 1);
    return /** @type {HTMLTableCellElement} */ (this.rows[row].cells[column + 1]);
  }

  /** Where a cell or a row's name is; of a name the column is -1. @param {Element} cell @returns {Place | null} */
  placeOf(cell) {
    const row = cell.parentElement ? this.#numbers.get(cell.parentElement) : undefined;
    return row === undefined ? null : { row, column: /** @type {HTMLTableCellElement} */ (cell).cellIndex - 1 };
  }

  /** The column of a cell of the header, or -1. @param {Element} head */
  columnOf(head) {
    return this.#heads.indexOf(/** @type {HTMLTableCellElement} */ (head));
  }

  /** Where a cell is within the grid, in pixels, without asking the browser to lay anything out. @param {Place} place */
  boxOf({ row, column }) {
    const left = this.nameWidth + column * this.columnWidth;
    return { left, top: this.#tops[row], width: this.columnWidth, height: this.rowHeight };
  }

  /** @param {number} row */
  block(row) {
    return /** @type {HTMLElement} */ (this.rows[row].closest('.block'));
  }

  /** @param {number} row */
  isEditable(row) {
    return this.rows[row].dataset.field !== undefined;
  }

  /** @param {number} row */
  isFlow(row) {
    return this.rows[row].dataset.flow !== undefined;
  }

  /** Whether the plan has the day. @param {Place} place */
  isPresent({ row, column }) {
    return !this.cell(row, column).classList.contains('n');
  }

  /** The number of a cell with all its decimals, as text; blank where there is none. @param {Place} place */
  exact({ row, column }) {
    const cell = this.cell(row, column);
    return cell.dataset.v ?? shown(cell).replaceAll(',', '');
  }

  /** What the server compares with what holds. @param {Place} place */
  seen(place) {
    return this.isPresent(place) ? this.exact(place) : '0';
  }

  /** The key of a cell, which outlives every redrawing. @param {Place} place */
  key({ row, column }) {
    return `${this.block(row).id}/${this.rows[row].dataset.field}/${this.columns[column]}`;
  }

  /** @param {string} key @returns {Place | null} */
  find(key) {
    const [block, field, date] = key.split('/');
    const row = this.rows.findIndex((one) => one.dataset.field === field && one.closest('.block')?.id === block);
    const column = this.columns.indexOf(date);
    return row < 0 || column < 0 ? null : { row, column };
  }

  /** What is sent of a cell. @param {Place} place @param {string} entry @returns {Entry} */
  entry(place, entry) {
    const { warehouse = '', channel = '' } = this.block(place.row).dataset;
    const field = this.rows[place.row].dataset.field ?? '';
    return { warehouse, channel, field, date: this.columns[place.column], entry, seen: this.seen(place) };
  }

  /** @param {number} row */
  rowName(row) {
    return this.rows[row].cells[0].textContent ?? '';
  }

  /** @param {number} row */
  blockName(row) {
    return this.block(row).querySelector('.group th')?.textContent ?? '';
  }

  /** A column as people read it. @param {number} column */
  columnName(column) {
    return this.#heads[column].title || (this.#heads[column].textContent ?? '').trim();
  }

  /** What stands over a column. @param {number} column */
  columnHead(column) {
    return (this.#heads[column].textContent ?? '').trim();
  }

  /** How a column is tinted. @param {number} column */
  columnLook(column) {
    return this.#heads[column].className;
  }

  /** Everything there is to say of a cell. @param {Place} place */
  describe({ row, column }) {
    const cell = this.cell(row, column);
    const sign = SIGNS.find(([name]) => cell.classList.contains(name))?.[1];
    const value = cell.dataset.pending ?? shown(cell);
    const parts = [this.#grid.dataset.sku, this.blockName(row), this.rowName(row), this.columnName(column), value, sign, cell.title];
    return parts.filter(Boolean).join(', ');
  }
}

/** The text that the server wrote into a cell, without what is laid over it. @param {Element} cell */
export function shown(cell) {
  for (const node of cell.childNodes) if (node instanceof Text) return node.data;
  return '';
}
