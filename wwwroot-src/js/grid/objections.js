// Entries that were not taken: those that can't be, and those that somebody else was faster with. Loaded with the first of them.
import { button } from './note.js';
import { text } from './texts.js';

/**
 * @typedef {import('./answers.js').Parts} Parts
 * @typedef {import('./queue.js').Gesture} Gesture
 */

/** The entries stay in their cells to be mended. @param {Parts} parts @param {Gesture} gesture @param {string} html */
export function refused(parts, gesture, html) {
  const { sheet, cursor, entry, queue, note, goTo } = parts;
  if (gesture.action) return note.show(cursor.place, html);
  const template = document.createElement('template');
  template.innerHTML = html;
  const told = template.content.querySelector('[data-refused]')?.getAttribute('data-refused') ?? '';
  const indexes = told.split(' ').map(Number);
  const places = gesture.cells.map((cell) => sheet.find(cell.key));
  for (const index of indexes) {
    const place = places[index];
    if (place && gesture.cells.length === 1) sheet.cell(place.row, place.column).dataset.refused = gesture.cells[index].entry;
  }
  const first = places[indexes[0]] ?? cursor.place;
  const rest = gesture.cells.filter((_, index) => !indexes.includes(index));
  const buttons = rest.length > 0 && gesture.cells.length > 1
    ? [button(text('Grid.PasteRest', rest.length), () => {
      note.hide();
      queue.add({ ...gesture, cells: rest });
      goTo(cursor.place);
    })]
    : [];
  if (entry.isOpen) return note.show(first, html, buttons);
  goTo(first);
  if (gesture.cells.length === 1) entry.open(gesture.cells[0].entry, true);
  note.show(first, html, buttons);
}

/** @param {Parts} parts @param {Gesture} gesture @param {string} html */
export function contested({ sheet, cursor, entry, queue, note, goTo }, gesture, html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const actions = /** @type {HTMLElement} */ (template.content.querySelector('[data-contested]'));
  const pairs = (actions.dataset.contested ?? '').split(' ').map((pair) => pair.split('='));
  const theirs = new Map(pairs.map(([index, value]) => [Number(index), value]));
  const others = gesture.cells.filter((_, index) => !theirs.has(index));
  // The answer to what was sent before got lost: what stands there is this planner's own
  if (gesture.isAgain && actions.dataset.same === 'true') return queue.settle(others);

  const first = gesture.cells.map((cell) => sheet.find(cell.key)).find((_, index) => theirs.has(index)) ?? cursor.place;
  note.show(first, html);
  for (const take of note.element.querySelectorAll('[data-take]')) {
    take.addEventListener('click', () => {
      note.hide();
      const isMine = take.getAttribute('data-take') === 'mine';
      const mine = gesture.cells.map((cell, index) => (theirs.has(index) ? { ...cell, seen: theirs.get(index) ?? '' } : cell));
      queue.settle(isMine ? mine : others);
      goTo(cursor.place);
    });
  }
  if (!entry.isOpen) /** @type {HTMLElement | null} */ (note.element.querySelector('.primary'))?.focus({ preventScroll: true });
}
