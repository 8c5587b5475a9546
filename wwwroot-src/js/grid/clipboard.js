// Copying out and pasting in.

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('./selection.js').Selection} Selection
 * @typedef {import('./selection.js').Range} Range
 * @typedef {{ row: number, column: number, entry: string }} Target
 */

/**
 * The selected cells as a table, or null where several ranges don't line up.
 * @param {Sheet} sheet @param {Selection} selection @param {boolean} [withHeads]
 * @returns {string[][] | null}
 */
export function copied(sheet, selection, withHeads = false) {
  const shape = shapeOf(selection.ranges);
  if (!shape) return null;
  const rows = shape.rows.map((row) => shape.columns.map((column) => sheet.exact({ row, column })));
  if (!withHeads) return rows;
  return [['', '', ...shape.columns.map((column) => sheet.columns[column])],
    ...rows.map((cells, index) => [sheet.blockName(shape.rows[index]), sheet.rowName(shape.rows[index]), ...cells])];
}

/** The rows and columns of ranges that together make a rectangle without its gaps. @param {Range[]} ranges */
function shapeOf(ranges) {
  const areSameRows = ranges.every((range) => range.top === ranges[0].top && range.bottom === ranges[0].bottom);
  const areSameColumns = ranges.every((range) => range.left === ranges[0].left && range.right === ranges[0].right);
  if (!areSameRows && !areSameColumns) return null;
  const rows = new Set(ranges.flatMap((range) => upTo(range.top, range.bottom)));
  const columns = new Set(ranges.flatMap((range) => upTo(range.left, range.right)));
  return { rows: [...rows].sort((a, b) => a - b), columns: [...columns].sort((a, b) => a - b) };
}

/** @param {number} from @param {number} to */
const upTo = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/**
 * Where a block of values goes: one fills the selection, one that divides it is repeated over it, any other is put down once
 * from the top left.
 * @param {Sheet} sheet @param {Range} into @param {string[][]} block
 * @returns {{ targets: Target[], locked: number, fallen: number, range: Range }}
 */
export function spreadOut(sheet, into, block) {
  const [height, width] = [block.length, Math.max(...block.map((row) => row.length))];
  const [rows, columns] = [into.bottom - into.top + 1, into.right - into.left + 1];
  const isTiled = rows % height === 0 && columns % width === 0;
  const range = isTiled ? into : { top: into.top, left: into.left, bottom: into.top + height - 1, right: into.left + width - 1 };
  /** @type {Target[]} */
  const targets = [];
  let [locked, fallen] = [0, 0];
  for (let row = range.top; row <= range.bottom; row++) {
    for (let column = range.left; column <= range.right; column++) {
      const entry = block[(row - range.top) % height][(column - range.left) % width];
      if (entry === undefined) continue;
      if (row > sheet.lastRow || column > sheet.lastColumn) fallen++;
      else if (!sheet.isEditable(row)) locked++;
      else targets.push({ row, column, entry: entry.trim() });
    }
  }
  range.bottom = Math.min(range.bottom, sheet.lastRow);
  range.right = Math.min(range.right, sheet.lastColumn);
  return { targets, locked, fallen, range };
}

