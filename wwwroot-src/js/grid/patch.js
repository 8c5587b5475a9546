// What an answer changes: only what differs is touched, so that focus, selection and an open entry stay as they are.
import { shown } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */

/** As the server counts them, in pixels. */
const PADDING = 18;
const DIGIT = 7.5;
const SIGN = 2;
/** How long a cell says that somebody else changed it. */
const MARKED = 6000;
const SIGNED = /\b(out|short|over|c)\b/;

/**
 * Takes an answer of the server in.
 * @param {Sheet} sheet @param {string} html
 * @returns {{ saved: HTMLElement | null, cells: HTMLTableCellElement[], isOther: boolean }} What it says of itself, the cells that it
 *   changed, and whether it has other columns than the page, which then changed nothing.
 */
export function patch(sheet, html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const answer = template.content;
  /** @type {HTMLTableCellElement[]} */
  const cells = [];
  const saved = /** @type {HTMLElement | null} */ (answer.querySelector('[data-saved]'));
  if ([...answer.querySelectorAll('tr')].some(hasOtherColumns)) return { saved, cells, isOther: true };
  for (const row of answer.querySelectorAll('tr')) patchRow(/** @type {HTMLTableRowElement} */ (row), cells);
  const figures = answer.getElementById('figures');
  const old = document.getElementById('figures');
  if (figures && old && figures.innerHTML !== old.innerHTML) old.replaceWith(figures);
  widen(sheet, cells);
  return { saved, cells, isOther: false };
}

/** @param {HTMLTableRowElement} fresh */
function hasOtherColumns({ dataset: { block = '', row }, cells }) {
  if (!row || row === '0') return false;
  const old = document.getElementById(block)?.querySelectorAll('tr')[Number(row)];
  return old !== undefined && old.cells.length !== cells.length;
}

/**
 * Marks cells that somebody else changed, for a while; the first that can be typed into says who.
 * @param {HTMLTableCellElement[]} cells @param {string} by @returns {number} How many were typed into.
 */
export function mark(cells, by) {
  const entered = cells.filter((cell) => cell.parentElement?.matches('[data-field]') && cell.cellIndex > 0);
  for (const cell of cells) cell.dataset.theirs = '';
  if (entered.length > 0 && by) entered[0].dataset.by = by;
  setTimeout(() => {
    for (const cell of cells) {
      cell.removeAttribute('data-theirs');
      cell.removeAttribute('data-by');
    }
  }, MARKED);
  return entered.length;
}

/** @param {HTMLTableRowElement} fresh @param {HTMLTableCellElement[]} touched */
function patchRow(fresh, touched) {
  const { block: id = '', row: index, stamp = '' } = fresh.dataset;
  const block = document.getElementById(id);
  if (!block) return;
  if (index === undefined) {
    block.dataset.stamp = stamp;
    return;
  }
  const row = block.querySelectorAll('tr')[Number(index)];
  row.dataset.stamp = stamp;
  for (let i = 0; i < fresh.cells.length; i++) if (patchCell(row.cells[i], fresh.cells[i])) touched.push(row.cells[i]);
}

/** @param {HTMLTableCellElement} cell @param {HTMLTableCellElement} fresh */
function patchCell(cell, fresh) {
  let isTouched = false;
  // Who edited it may be another by now
  if (cell.dataset.tip !== undefined) {
    cell.title = cell.dataset.tip;
    delete cell.dataset.tip;
  }
  if (cell.className !== fresh.className) {
    cell.className = fresh.className;
    isTouched = true;
  }
  for (const name of ['title', 'data-v']) {
    const value = fresh.getAttribute(name);
    if (cell.getAttribute(name) === value) continue;
    if (value === null) cell.removeAttribute(name);
    else cell.setAttribute(name, value);
    isTouched = true;
  }
  return patchContent(cell, fresh) || isTouched;
}

/** @param {HTMLTableCellElement} cell @param {HTMLTableCellElement} fresh */
function patchContent(cell, fresh) {
  const [old, now] = [cell.firstChild, fresh.firstChild];
  // Most cells hold a number or nothing, and most are as they were
  if (old === null && now === null) return false;
  if (old instanceof Text && now instanceof Text && old.data === now.data && !old.nextSibling && !now.nextSibling) return false;
  const isPlain = fresh.childElementCount === 0 && [...cell.children].every(isLaidOver);
  if (isPlain && old instanceof Text && now instanceof Text) {
    if (old.data === now.data) return false;
    old.data = now.data;
    return true;
  }
  const own = [...cell.childNodes].filter((node) => !(node instanceof Element && isLaidOver(node)));
  if (own.map(markup).join('') === [...fresh.childNodes].map(markup).join('')) return false;
  for (const node of own) node.remove();
  cell.prepend(...fresh.childNodes);
  return true;
}

/** The entry field, the fill handle and what an action would make of alerts are the page's own. @param {Element} element */
const isLaidOver = (element) => element.matches('.entry, .fill-handle, .tried');

/** @param {Node} node */
function markup(node) {
  return node instanceof Element ? node.outerHTML.replace('aria-expanded="false"', 'aria-expanded="true"') : node.nodeValue ?? '';
}

/** A number that outgrew its column would be cut, and read wrongly. @param {Sheet} sheet @param {HTMLTableCellElement[]} cells */
function widen(sheet, cells) {
  let longest = 0;
  for (const cell of cells) {
    if (!cell.matches('tr:not(.group) > td')) continue;
    longest = Math.max(longest, shown(cell).length + (SIGNED.test(cell.className) ? SIGN : 0));
  }
  const needed = Math.ceil(PADDING + longest * DIGIT);
  if (needed <= sheet.columnWidth) return;
  for (const column of document.querySelectorAll('.grid col:not(.name)')) column.setAttribute('width', String(needed));
  sheet.refresh();
}
