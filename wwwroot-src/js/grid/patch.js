// What an answer changes: only what differs is touched, so that focus, selection and an open entry stay as they are.
import { shown } from './sheet.js';

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {{ first: number, last: number }} Seen The columns that are in sight.
 */

/** As the server counts them, in pixels. */
const PADDING = 18;
const DIGIT = 7.5;
const SIGN = 2;
const SIGNED = /\b(out|short|over|c)\b/;

/**
 * Takes an answer of the server in.
 * @param {Sheet} sheet @param {string} html
 * @param {Seen} [seen] Of rows of figures only those cells are changed at once.
 * @returns {{ saved: HTMLElement | null, cells: HTMLTableCellElement[], isOther: boolean }} What it says of itself, the cells that it
 *   changed, and whether it has other columns than the page, which then changed nothing.
 */
export function patch(sheet, html, seen) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const answer = template.content;
  /** @type {HTMLTableCellElement[]} */
  const cells = [];
  const saved = /** @type {HTMLElement | null} */ (answer.querySelector('[data-saved]'));
  const rows = /** @type {HTMLTableRowElement[]} */ ([...answer.querySelectorAll('tr')]);
  if (rows.some(hasOtherColumns)) return { saved, cells, isOther: true };
  for (const row of rows) patchRow(sheet, row, cells, seen);
  const figures = answer.getElementById('figures');
  const old = document.getElementById('figures');
  if (figures && old && figures.innerHTML !== old.innerHTML) old.replaceWith(figures);
  widen(sheet, seen ? rows.flatMap((row) => (row.dataset.row === '0' ? [] : [...row.cells])) : cells);
  return { saved, cells, isOther: false };
}

/** @param {HTMLTableRowElement} fresh */
function hasOtherColumns({ dataset: { block = '', row }, cells }) {
  if (!row || row === '0') return false;
  const old = document.getElementById(block)?.querySelectorAll('tr')[Number(row)];
  return old !== undefined && old.cells.length !== cells.length;
}

/** @param {Sheet} sheet @param {HTMLTableRowElement} fresh @param {HTMLTableCellElement[]} touched @param {Seen} [seen] */
function patchRow(sheet, fresh, touched, seen) {
  const { block: id = '', row: index, stamp = '' } = fresh.dataset;
  const block = document.getElementById(id);
  if (!block) return;
  if (index === undefined) {
    block.dataset.stamp = stamp;
    return;
  }
  const row = block.querySelectorAll('tr')[Number(index)];
  row.dataset.stamp = stamp;
  // The head line of a block is one cell, wherever the days are scrolled to
  const { first, last } = seen && index !== '0' ? seen : { first: -1, last: Infinity };
  for (let i = 0; i < fresh.cells.length; i++) {
    if ((i === 0 || (i > first && i <= last + 1)) && patchCell(row.cells[i], fresh.cells[i])) touched.push(row.cells[i]);
  }
  sheet.later.add(row, fresh);
}

/** @param {HTMLTableCellElement} cell @param {HTMLTableCellElement} fresh */
export function patchCell(cell, fresh) {
  let isTouched = false;
  // Who edited it may be another by now
  if (cell.hasAttribute('data-tip')) {
    cell.title = cell.dataset.tip ?? '';
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
  const old = cell.firstChild;
  const now = fresh.firstChild;
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
  // A cell may be taken in again, with its row
  cell.prepend(...fresh.cloneNode(true).childNodes);
  return true;
}

/** The entry field, the fill handle and what an action would make of alerts are the page's own. @param {Element} element */
const isLaidOver = (element) => element.matches('.entry, .fill-handle, .tried');

/** @param {Node} node */
function markup(node) {
  return node instanceof Element ? node.outerHTML.replace('aria-expanded="false"', 'aria-expanded="true"') : node.nodeValue ?? '';
}

/** A number that outgrew its column would be cut, and read wrongly. @param {Sheet} sheet @param {Element[]} cells */
function widen(sheet, cells) {
  let longest = 0;
  for (const cell of cells) {
    if (cell.tagName !== 'TD' || cell.parentElement?.classList.contains('group')) continue;
    longest = Math.max(longest, shown(cell).length + (SIGNED.test(cell.className) ? SIGN : 0));
  }
  const needed = Math.ceil(PADDING + longest * DIGIT);
  if (needed <= sheet.columnWidth) return;
  for (const column of document.querySelectorAll('.grid col:not(.name)')) column.setAttribute('width', String(needed));
  sheet.refresh();
}
