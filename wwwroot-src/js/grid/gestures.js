// What planners do to cells. Each is one request, one change and one step of undo.
import { copied, spreadOut } from './clipboard.js';
import { goBack, goOn } from './fill.js';
import { rangeOf } from './selection.js';
import { readHtml, readTable, writeHtml, writeTable } from './tsv.js';
import { text } from './texts.js';

/**
 * @typedef {import('./sheet.js').Place} Place
 * @typedef {import('./selection.js').Range} Range
 * @typedef {{ row: number, column: number, entry: string }} Target
 */

export class Gestures {
  #parts;

  /** @param {import('./answers.js').Parts & { selection: import('./selection.js').Selection }} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * An entry into one cell, or into all that are selected.
   * @param {string} entry @param {Iterable<Place>} places
   * @param {{ key: string, seen: string } | null} opened What the cell that it was typed into showed then.
   */
  enter(entry, places, opened) {
    this.#send('type', [...places].map((place) => ({ ...place, entry })), opened);
  }

  /** Back to what was imported. */
  clear() {
    const { sheet, selection } = this.#parts;
    const targets = [...selection.places()].filter(({ row, column }) => sheet.isEditable(row) && this.#isEdited(row, column))
      .map((place) => ({ ...place, entry: '' }));
    if (targets.length > 0) this.#send('clear', targets);
    else if (![...selection.places()].some(({ row }) => sheet.isEditable(row))) this.sayLocked();
  }

  /** Ctrl+D: the first row of each range over its others; of a single row, the one above it. */
  fillDown() {
    this.#fillFromFirst(({ top, bottom }) => ({ from: top === bottom ? top - 1 : top, way: 'row' }));
  }

  /** Ctrl+R: the same from the first column. */
  fillRight() {
    this.#fillFromFirst(({ left, right }) => ({ from: left === right ? left - 1 : left, way: 'column' }));
  }

  /** Drags a range on to a larger one: a value repeats, a series goes on. @param {Range} source @param {Range} target */
  fill(source, target) {
    const { sheet, selection } = this.#parts;
    /** @type {Target[]} */
    const targets = [];
    const isDown = target.top < source.top || target.bottom > source.bottom;
    const [from, to] = isDown ? [source.left, source.right] : [source.top, source.bottom];
    for (let line = from; line <= to; line++) {
      const at = (/** @type {number} */ index) => (isDown ? { row: index, column: line } : { row: line, column: index });
      const [first, last] = isDown ? [source.top, source.bottom] : [source.left, source.right];
      const [start, end] = isDown ? [target.top, target.bottom] : [target.left, target.right];
      const values = Array.from({ length: last - first + 1 }, (_, index) => sheet.exact(at(first + index)));
      goOn(values, end - last).forEach((entry, index) => targets.push({ ...at(last + 1 + index), entry }));
      goBack(values, first - start).forEach((entry, index) => targets.push({ ...at(first - 1 - index), entry }));
    }
    selection.select(rangeOf({ row: target.top, column: target.left }, { row: target.bottom, column: target.right }));
    this.#send('fill', targets);
  }

  /** Double click on the handle: to the right as far as the row beside it has data. */
  fillToData() {
    const { sheet, selection } = this.#parts;
    const source = selection.last;
    const beside = source.top > 0 ? source.top - 1 : source.bottom + 1;
    let right = source.right;
    while (right < sheet.lastColumn && beside <= sheet.lastRow && sheet.isPresent({ row: beside, column: right + 1 })) right++;
    if (right > source.right) this.fill(source, { ...source, right });
  }

  /** @param {DataTransfer} data @param {boolean} [withHeads] */
  copy(data, withHeads = false) {
    const { sheet, selection, say } = this.#parts;
    const table = copied(sheet, selection, withHeads);
    if (!table) return say(text('Grid.Misaligned'));
    data.setData('text/plain', writeTable(table));
    data.setData('text/html', writeHtml(table));
    say([text('Grid.Copied', selection.size), ...(this.#hidesRows() ? [text('Grid.Hidden')] : [])].join(' · '));
  }

  /** @param {DataTransfer} data */
  paste(data) {
    const { sheet, selection, say } = this.#parts;
    if (sheet.isForReader) return this.sayLocked();
    const plain = data.getData('text/plain');
    const block = plain ? readTable(plain) : readHtml(data.getData('text/html'));
    if (block.length === 0) return;
    const { targets, locked, fallen, range } = spreadOut(sheet, selection.last, block);
    selection.select(range);
    const told = [
      ...(locked > 0 ? [text('Grid.Skipped', locked)] : []), ...(fallen > 0 ? [text('Grid.FellOff', fallen)] : []),
      ...(this.#hidesRows() ? [text('Grid.Hidden')] : []),
    ];
    if (told.length > 0) say(told.join(' · '), true);
    this.#send('paste', targets);
  }

  /** Takes the last gesture back, or does it again. @param {'undo' | 'redo'} kind */
  step(kind) {
    const { sheet, queue, undo } = this.#parts;
    if (sheet.isForReader) return this.sayLocked();
    queue.add({ kind, cells: [], take: () => undo.take(kind) });
  }

  /** @param {(range: Range) => { from: number, way: 'row' | 'column' }} sourceOf */
  #fillFromFirst(sourceOf) {
    const { sheet, selection } = this.#parts;
    if (sheet.isForReader) return this.sayLocked();
    const targets = selection.ranges.flatMap((range) => {
      const { from, way } = sourceOf(range);
      if (from < 0) return [];
      const places = [...placesOf(range)].filter((place) => place[way] !== from);
      return places.map((place) => ({ ...place, entry: sheet.exact({ ...place, [way]: from }) }));
    });
    this.#send('fill', targets);
  }

  /** @param {string} kind @param {Target[]} targets @param {{ key: string, seen: string } | null} [opened] */
  #send(kind, targets, opened = null) {
    const { sheet, queue } = this.#parts;
    const open = targets.filter(({ row }) => sheet.isEditable(row));
    if (open.length === 0) {
      if (targets.length > 0) this.sayLocked();
      return;
    }
    queue.add({
      kind,
      cells: open.map(({ entry, ...place }) => {
        const key = sheet.key(place);
        if (queue.isPending(key)) return { key, entry, seen: null };
        return { key, entry, seen: opened?.key === key ? opened.seen : sheet.seen(place) };
      }),
    });
  }

  /** @param {number} row @param {number} column */
  #isEdited(row, column) {
    const { sheet, queue } = this.#parts;
    return sheet.cell(row, column).classList.contains('e') || queue.isPending(sheet.key({ row, column }));
  }

  #hidesRows() {
    const { sheet, selection } = this.#parts;
    return selection.ranges.some(({ top, bottom }) => {
      const blocks = sheet.blocks;
      const [first, last] = [blocks.indexOf(sheet.block(top)), blocks.indexOf(sheet.block(bottom))];
      return blocks.slice(first, last).some((block) => block.classList.contains('folded'));
    });
  }

  /** Says why nothing happens. */
  sayLocked() {
    const { sheet, cursor, say } = this.#parts;
    say(text(sheet.block(cursor.place.row).dataset.channel === undefined ? 'Grid.TotalLocked' : 'Grid.Locked'));
  }
}

/** @param {Range} range @returns {Generator<Place>} */
function* placesOf({ top, left, bottom, right }) {
  for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) yield { row, column };
}
