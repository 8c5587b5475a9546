// The status bar: what the selected cells come to. Stock is never added up over days.
import { number, text } from './texts.js';

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('./selection.js').Selection} Selection
 */

/** @param {Sheet} sheet @param {Selection} selection @returns {string} */
export function sums(sheet, selection) {
  if (selection.isSingle) return '';
  const flows = new Figures();
  const levels = new Figures();
  const levelRows = new Set();
  for (const place of selection.places()) {
    const exact = sheet.exact(place);
    if (exact === '') continue;
    const isFlow = sheet.isFlow(place.row);
    (isFlow ? flows : levels).add(Number(exact.replace('> ', '')), place.column);
    if (!isFlow) levelRows.add(place.row);
  }
  return [
    ...(flows.count > 0 ? [text('Grid.Sum', number(flows.sum)), text('Grid.Average', number(flows.sum / flows.count))] : []),
    ...(levels.count > 0 && levelRows.size === 1 ? [text('Grid.FirstLast', number(levels.first), number(levels.last))] : []),
    ...(levels.count > 0 ? [text('Grid.Lowest', number(levels.min))] : []),
    text('Grid.Count', number(flows.count + levels.count)),
    ...(flows.count > 0 && levels.count === 0 ? [text('Grid.Min', number(flows.min)), text('Grid.Max', number(flows.max))] : []),
  ].join('  ·  ');
}

class Figures {
  count = 0;
  sum = 0;
  min = Infinity;
  max = -Infinity;
  first = 0;
  last = 0;
  #from = Infinity;
  #to = -1;

  /** @param {number} value @param {number} column */
  add(value, column) {
    this.count++;
    this.sum += value;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
    if (column < this.#from) [this.#from, this.first] = [column, value];
    if (column > this.#to) [this.#to, this.last] = [column, value];
  }
}
