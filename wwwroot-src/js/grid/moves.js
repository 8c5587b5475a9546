// Moving the cursor and the selection, as keys and pointer ask for it.
import { text } from './texts.js';

/**
 * @typedef {import('./index.js').Grid} Grid
 * @typedef {import('./sheet.js').Place} Place
 * @typedef {import('./selection.js').Range} Range
 */

export class Moves {
  #grid;
  /** @type {number | null} The column that a row of Tabs began in. */
  #tabbedFrom = null;
  /** @type {Range[]} Ranges that stay while the cursor goes on to further ones. */
  #kept = [];

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
  }

  /** To a cell, or on to it. @param {Place} place @param {boolean} isExtended */
  go(place, isExtended) {
    const { cursor, selection, note } = this.#grid;
    const within = this.#within(place);
    this.#tabbedFrom = null;
    if (note.isStory) note.hide();
    if (isExtended) {
      cursor.reveal(within);
      selection.extend(within);
    } else {
      cursor.to(within);
      selection.to(within, this.#kept);
    }
  }

  /** Shift+F8: what is selected stays until Esc. @param {boolean} isKept */
  keep(isKept) {
    const { selection, say } = this.#grid;
    if (isKept) say(text('Grid.Kept'));
    this.#kept = isKept ? selection.ranges : [];
  }

  /** @param {number} rows @param {number} columns */
  move(rows, columns) {
    const { row, column } = this.#grid.cursor.place;
    this.go({ row: row + rows, column: column + columns }, false);
  }

  /** Another range, beside what is selected. @param {Place} place */
  addTo(place) {
    this.#grid.cursor.to(place);
    this.#grid.selection.add(place);
  }

  /** @param {Range} range @param {boolean} [isAdded] */
  select(range, isAdded = false) {
    this.#grid.cursor.to({ row: range.top, column: range.left }, { reveals: false });
    this.#grid.selection.select(range, isAdded);
  }

  selectAll() {
    const { sheet, selection } = this.#grid;
    selection.set([{ top: 0, left: 0, bottom: sheet.lastRow, right: sheet.lastColumn }]);
  }

  selectRows() {
    const { sheet, selection } = this.#grid;
    selection.set(selection.ranges.map((range) => ({ ...range, left: 0, right: sheet.lastColumn })));
  }

  selectColumns() {
    const { sheet, selection } = this.#grid;
    selection.set(selection.ranges.map((range) => ({ ...range, top: 0, bottom: sheet.lastRow })));
  }

  /**
   * Enter or Tab: within a selection round and round, else on; Enter after Tabs goes under the first of them.
   * @param {'down' | 'across'} way @param {1 | -1} step
   */
  step(way, step) {
    const { cursor, selection, status } = this.#grid;
    const { row, column } = cursor.place;
    if (!selection.isSingle) {
      cursor.to(selection.next(cursor.place, way, step));
      return status.follow();
    }
    const from = this.#tabbedFrom;
    if (way === 'down') return this.go({ row: row + step, column: from ?? column }, false);
    this.go({ row, column: column + step }, false);
    this.#tabbedFrom = from ?? column;
  }

  toToday() {
    const { sheet, cursor } = this.#grid;
    if (sheet.today >= 0) this.go({ ...cursor.place, column: sheet.today }, false);
  }

  /** @param {Place} place @returns {Place} */
  #within({ row, column }) {
    const { lastRow, lastColumn } = this.#grid.sheet;
    return { row: Math.max(0, Math.min(row, lastRow)), column: Math.max(0, Math.min(column, lastColumn)) };
  }
}
