// Mouse, pen and finger: select, drag, the fill handle, headers, the menu.
import { holds } from './selection.js';
import { fold } from './views.js';

/**
 * @typedef {import('./index.js').Grid} Grid
 * @typedef {import('./sheet.js').Place} Place
 */

const SCROLL = 24;
/** How long a finger rests for the menu: longer than browsers wait that have one of their own. */
const REST = 700;
/** How long the pointer rests on an edited cell until its tip says more. */
const HOVER = 250;
const ENDS = /** @type {const} */ (['pointerup', 'pointercancel']);

/** @param {Grid} grid */
export function listen(grid) {
  const { pane, element } = grid;
  element.addEventListener('pointerdown', (event) => down(grid, event));
  element.addEventListener('pointerover', (event) => hover(grid, event));
  element.addEventListener('click', (event) => click(grid, event));
  element.addEventListener('dblclick', (event) => {
    if (placeAt(grid, event.target)) grid.editing.open();
  });
  element.addEventListener('contextmenu', (event) => {
    if (openMenu(grid, event)) event.preventDefault();
  });
  pane.addEventListener('mousedown', (event) => {
    // The field keeps the focus, unless its own text is meant
    if (event.target instanceof Element && event.target.closest('.grid') && !event.target.closest('.entry.open')) event.preventDefault();
  });
  grid.handle.addEventListener('dblclick', (event) => {
    event.stopPropagation();
    grid.gestures.fillToData();
  });
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hovering;

/** @param {Grid} grid @param {PointerEvent} event */
function hover(grid, { target, pointerType }) {
  clearTimeout(hovering);
  const cell = target instanceof Element && pointerType === 'mouse' ? target.closest('td.e:not([data-tip])') : null;
  const place = placeAt(grid, cell);
  if (place) hovering = setTimeout(async () => (await import('./story.js')).tellWho(grid, place), HOVER);
}

/** @param {Grid} grid @param {MouseEvent} event */
function openMenu(grid, { target, clientX: left, clientY: top }) {
  const place = placeAt(grid, target);
  if (!place) return false;
  if (!grid.selection.ranges.some((range) => holds(range, place))) grid.moves.go(place, false);
  void grid.openMenu({ left, top });
  return true;
}

/** A finger that rests: not every browser makes a context menu of it. @param {Grid} grid @param {PointerEvent} event */
function rest(grid, event) {
  const timer = setTimeout(() => {
    if (!openMenu(grid, event)) return;
    // Where it is lifted, on the menu by then, is no tap
    const ignore = (/** @type {Event} */ click) => click.stopPropagation();
    addEventListener('click', ignore, { capture: true, once: true });
    addEventListener('pointerdown', () => removeEventListener('click', ignore, true), { capture: true, once: true });
  }, REST);
  for (const name of ENDS) document.addEventListener(name, () => clearTimeout(timer), { once: true });
}

/** @param {Grid} grid @param {PointerEvent} event */
function down(grid, event) {
  const { target } = event;
  if (!(target instanceof Element) || event.button !== 0 || target.closest('.entry.open, .fold')) return;
  if (target === grid.handle) return dragHandle(grid, event);
  // A finger scrolls; its tap is a click
  if (event.pointerType === 'touch') return rest(grid, event);
  if (header(grid, target, event)) return;
  const place = placeAt(grid, target);
  if (!place) return;
  grid.editing.commit();
  if (event.shiftKey) grid.moves.go(place, true);
  else if (event.ctrlKey || event.metaKey) grid.moves.addTo(place);
  else grid.moves.go(place, false);
  drag(grid, (to) => grid.selection.extend(to));
}

/** @param {Grid} grid @param {Element} target @param {PointerEvent | MouseEvent} event */
function header(grid, target, event) {
  const { sheet, selection, cursor } = grid;
  const isAdded = event.ctrlKey || event.metaKey;
  const corner = target.closest('.corner');
  const column = target.closest('thead [data-date]');
  const row = target.closest('.block tr:not(.group) > th');
  if (!corner && !column && !row) return false;
  grid.editing.commit();
  if (corner) grid.moves.selectAll();
  if (column) {
    const at = sheet.columnOf(column);
    const from = event.shiftKey ? cursor.place.column : at;
    grid.moves.select({ top: 0, bottom: sheet.lastRow, left: Math.min(from, at), right: Math.max(from, at) }, isAdded);
  }
  if (row) {
    const at = sheet.placeOf(row)?.row ?? 0;
    const from = event.shiftKey ? cursor.place.row : at;
    grid.moves.select({ top: Math.min(from, at), bottom: Math.max(from, at), left: 0, right: sheet.lastColumn }, isAdded);
  }
  return selection.ranges.length > 0;
}

/** @param {Grid} grid @param {MouseEvent} event */
function click(grid, event) {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const heading = target.closest('.fold');
  if (heading) return fold(grid, /** @type {HTMLElement} */ (heading.closest('.block')));
  if (!('pointerType' in event) || event.pointerType !== 'touch') return;
  if (header(grid, target, event)) return;
  const place = placeAt(grid, target);
  if (!place) return;
  const isAgain = place.row === grid.cursor.place.row && place.column === grid.cursor.place.column;
  if (isAgain && grid.isFocused) return grid.editing.open();
  grid.editing.commit();
  grid.field.inputMode = 'none';
  grid.moves.go(place, false);
}

/**
 * Follows the pointer from cell to cell, and scrolls at the edges.
 * @param {Grid} grid @param {(place: Place) => void} to @param {() => void} [end]
 */
function drag(grid, to, end = () => {}) {
  const { pane } = grid;
  const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const frame = pane.getBoundingClientRect();
    if (clientX > frame.right - SCROLL) pane.scrollLeft += SCROLL;
    if (clientX < frame.left + grid.sheet.nameWidth) pane.scrollLeft -= SCROLL;
    if (clientY > frame.bottom - SCROLL) pane.scrollTop += SCROLL;
    if (clientY < frame.top + grid.cursor.headHeight) pane.scrollTop -= SCROLL;
    const x = Math.min(Math.max(clientX, frame.left + grid.sheet.nameWidth + 2), frame.right - SCROLL);
    const y = Math.min(Math.max(clientY, frame.top + grid.cursor.headHeight + 2), frame.bottom - SCROLL);
    const place = placeAt(grid, document.elementFromPoint(x, y));
    if (place) to(place);
  };
  const stop = () => {
    document.removeEventListener('pointermove', move);
    for (const name of ENDS) document.removeEventListener(name, stop);
    end();
  };
  for (const name of ENDS) document.addEventListener(name, stop);
  document.addEventListener('pointermove', move);
}

/** The farther way wins; making the range smaller clears nothing. @param {Grid} grid @param {PointerEvent} event */
function dragHandle(grid, event) {
  const { selection } = grid;
  event.preventDefault();
  event.stopPropagation();
  grid.editing.commit();
  const source = { ...selection.last };
  let target = source;
  drag(grid, ({ row, column }) => {
    const down = row > source.bottom ? row - source.bottom : Math.min(0, row - source.top);
    const right = column > source.right ? column - source.right : Math.min(0, column - source.left);
    target = { ...source };
    if (Math.abs(down) > Math.abs(right)) target = { ...source, top: Math.min(source.top, row), bottom: Math.max(source.bottom, row) };
    else if (right !== 0) target = { ...source, left: Math.min(source.left, column), right: Math.max(source.right, column) };
    selection.set([target]);
  }, () => {
    selection.set([source]);
    if (['top', 'bottom', 'left', 'right'].some((edge) => Reflect.get(target, edge) !== Reflect.get(source, edge))) {
      grid.gestures.fill(source, target);
    }
  });
}

/** @param {Grid} grid @param {EventTarget | null} target */
function placeAt(grid, target) {
  const cell = target instanceof Element ? target.closest('.block tr:not(.group) > td') : null;
  return cell ? grid.sheet.placeOf(cell) : null;
}
