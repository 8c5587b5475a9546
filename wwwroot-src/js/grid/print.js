// The grid on paper: as many columns as fit beside the names of the rows, on each page with its header; then the next columns.
import { shown } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */

/** A4 or letter across, in CSS pixels, without its margins; and how much smaller than on screen numbers are. */
const PAPER = 1000;
const SCALE = 0.66;
const NAME = 120;

/** @param {HTMLElement} pane @param {Sheet} sheet */
export function print(pane, sheet) {
  /** @type {HTMLElement | null} */
  let paper = null;
  addEventListener('beforeprint', () => {
    paper?.remove();
    sheet.later.finish();
    paper = draw(sheet);
    pane.after(paper);
  });
  addEventListener('afterprint', () => {
    paper?.remove();
    paper = null;
  });
}

/** @param {Sheet} sheet */
function draw(sheet) {
  const paper = element('div', 'grid paper');
  const fitting = Math.max(1, Math.floor((PAPER - NAME) / (sheet.columnWidth * SCALE)));
  for (let from = 0; from <= sheet.lastColumn; from += fitting) {
    const to = Math.min(sheet.lastColumn, from + fitting - 1);
    const table = document.createElement('table');
    table.append(head(sheet, from, to), ...sheet.blocks.map((block) => body(sheet, block, from, to)));
    paper.append(table);
  }
  return paper;
}

/** @param {Sheet} sheet @param {number} from @param {number} to */
function head(sheet, from, to) {
  const part = document.createElement('thead');
  const row = part.insertRow();
  row.append(element('th', 'corner', sheet.columnName(from) === sheet.columnName(to) ? sheet.columnName(from)
    : `${sheet.columnName(from)} – ${sheet.columnName(to)}`));
  for (let column = from; column <= to; column++) row.append(element('th', sheet.columnLook(column), sheet.columnHead(column)));
  return part;
}

/** @param {Sheet} sheet @param {HTMLElement} block @param {number} from @param {number} to */
function body(sheet, block, from, to) {
  const part = document.createElement('tbody');
  for (const old of block.querySelectorAll('tr')) {
    const row = part.insertRow();
    row.className = old.className;
    row.append(element('th', '', (old.cells[0].textContent ?? '').trim()));
    if (old.classList.contains('group')) {
      const told = element('td', '', (old.cells[1].textContent ?? '').trim());
      told.setAttribute('colspan', String(to - from + 1));
      row.append(told);
      continue;
    }
    for (let column = from; column <= to; column++) {
      const cell = old.cells[column + 1];
      row.append(element('td', `${cell.className} ${sheet.columnLook(column)}`.trim(), shown(cell)));
    }
  }
  return part;
}

/** @param {string} name @param {string} [look] @param {string} [content] */
function element(name, look = '', content = '') {
  const made = document.createElement(name);
  if (look) made.className = look;
  made.textContent = content;
  return made;
}
