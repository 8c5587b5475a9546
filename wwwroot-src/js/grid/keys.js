// What each key does while no input method has it. docs/grid.md has the table.
import { edgeOfData } from './cursor.js';
import { act, comment, find, fold, neighbour, showKeys, tellWhy, unfoldAll } from './views.js';

/** @typedef {import('./index.js').Grid} Grid */

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** @param {Grid} grid @param {KeyboardEvent} event @returns {boolean} Whether the key is done with. */
export function press(grid, event) {
  if (grid.entry.isOfComposition(event)) return false;
  return grid.entry.isOpen ? pressOpen(grid, event) : pressReady(grid, event);
}

/** Keys while an entry is open. @param {Grid} grid @param {KeyboardEvent} event */
function pressOpen(grid, event) {
  const { key, shiftKey, ctrlKey, metaKey } = event;
  const isCtrl = ctrlKey || metaKey;
  switch (key) {
    case 'Escape': return did(grid.editing.cancel());
    case 'F2': return did(grid.entry.toggle());
    case 'Enter':
      if (isCtrl) return did(grid.editing.commit(true));
      grid.editing.commit();
      return did(grid.moves.step('down', shiftKey ? -1 : 1));
    case 'Tab':
      grid.editing.commit();
      return did(grid.moves.step('across', shiftKey ? -1 : 1));
    default:
  }
  if (grid.entry.state !== 'typing' || !(key in ARROWS) || isCtrl) return false;
  const [rows, columns] = ARROWS[/** @type {keyof typeof ARROWS} */ (key)];
  grid.editing.commit();
  return did(grid.moves.move(rows, columns));
}

/** @param {Grid} grid @param {KeyboardEvent} event */
function pressReady(grid, event) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const isCtrl = ctrlKey || metaKey;
  if (altKey) return pressAlt(grid, key);
  if (key in ARROWS) {
    const [rows, columns] = ARROWS[/** @type {keyof typeof ARROWS} */ (key)];
    const from = shiftKey ? grid.selection.head : grid.cursor.place;
    const to = isCtrl ? edgeOfData(grid.sheet, from, rows, columns) : { row: from.row + rows, column: from.column + columns };
    return did(grid.moves.go(to, shiftKey));
  }
  return isCtrl ? pressCtrl(grid, key, shiftKey) : pressPlain(grid, key, shiftKey);
}

/** @param {Grid} grid @param {string} key @param {boolean} extends_ */
function pressPlain(grid, key, extends_) {
  const { sheet, cursor, selection, gestures } = grid;
  const from = extends_ ? selection.head : cursor.place;
  switch (key) {
    case 'Home': return did(grid.moves.go({ ...from, column: 0 }, extends_));
    case 'End': return did(grid.moves.go({ ...from, column: sheet.lastColumn }, extends_));
    case 'PageUp': return did(grid.moves.go({ ...from, row: from.row - cursor.rowsInView }, extends_));
    case 'PageDown': return did(grid.moves.go({ ...from, row: from.row + cursor.rowsInView }, extends_));
    case 'Enter': return did(grid.moves.step('down', extends_ ? -1 : 1));
    case 'Tab': return did(grid.moves.step('across', extends_ ? -1 : 1));
    case 'F2': return did(extends_ ? comment(grid) : grid.editing.open());
    case 'F8': return extends_ && did(grid.moves.keep(true));
    case 'F10': return extends_ ? did(grid.openMenu()) : false;
    case 'ContextMenu': return did(grid.openMenu());
    case 'Escape':
      grid.moves.keep(false);
      return did(grid.editing.cancel());
    case 'Delete':
    case 'Backspace': return did(gestures.clear());
    case ' ': return did(extends_ ? grid.moves.selectRows() : undefined);
    case 't': return did(grid.moves.toToday());
    case 'i': return did(tellWhy(grid));
    case 'a': return did(act(grid));
    case '/': return did(find());
    case '?': return did(showKeys());
    case '[': return did(neighbour('prev'));
    case ']': return did(neighbour('next'));
    default:
  }
  // A field that is read-only says nothing of itself
  if (key.length === 1 && !sheet.isEditable(cursor.place.row)) gestures.sayLocked();
  return false;
}

/** @param {Grid} grid @param {string} key @param {boolean} isShift */
function pressCtrl(grid, key, isShift) {
  const { sheet, cursor, gestures } = grid;
  switch (key.toLowerCase()) {
    case 'home': return did(grid.moves.go({ row: 0, column: 0 }, isShift));
    case 'end': return did(grid.moves.go({ row: sheet.lastRow, column: sheet.lastColumn }, isShift));
    case 'backspace': return did(cursor.reveal(cursor.place));
    case ' ': return did(isShift ? grid.moves.selectAll() : grid.moves.selectColumns());
    case 'a': return did(grid.moves.selectAll());
    case 'd': return did(gestures.fillDown());
    case 'r': return isShift ? false : did(gestures.fillRight());
    case 'z': return did(gestures.step(isShift ? 'redo' : 'undo'));
    case 'y': return did(gestures.step('redo'));
    case 'f': return did(find());
    default: return false;
  }
}

/** @param {Grid} grid @param {string} key */
function pressAlt(grid, key) {
  const { cursor } = grid;
  switch (key) {
    case 'PageUp': return did(grid.moves.move(0, -cursor.columnsInView));
    case 'PageDown': return did(grid.moves.move(0, cursor.columnsInView));
    case 'ArrowUp': return did(fold(grid, grid.sheet.block(cursor.place.row)));
    case 'ArrowDown': return did(unfoldAll(grid));
    default: return false;
  }
}

/** @param {unknown} _ */
const did = (_) => true;
