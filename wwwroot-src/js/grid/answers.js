// What becomes of gestures: the answer is taken into the page, and what it says is said.
import { button } from './note.js';
import { mark, patch } from './patch.js';
import { text } from './texts.js';

/**
 * @typedef {import('./queue.js').Gesture} Gesture
 * @typedef {import('./queue.js').Cell} Cell
 * @typedef {{ sheet: import('./sheet.js').Sheet, cursor: import('./cursor.js').Cursor, entry: import('./entry.js').Entry,
 *   queue: import('./queue.js').Queue, live: import('./live.js').Live, undo: import('./undo.js').Undo, note: import('./note.js').Note,
 *   say: (message: string, isKept?: boolean) => void, goTo: (place: import('./sheet.js').Place) => void }} Parts
 */

/** @param {Parts} parts */
export function follow(parts) {
  const { queue } = parts;
  const on = (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
    queue.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
  on('applied', ({ gesture, html }) => applied(parts, gesture, html));
  on('refused', ({ gesture, html }) => refused(parts, gesture, html));
  on('contested', ({ gesture, html }) => contested(parts, gesture, html));
  on('refreshed', (detail) => refreshed(parts, detail));
  on('skipped', ({ gesture }) => parts.say(text(gesture.kind === 'undo' ? 'Grid.NothingToUndo' : 'Grid.NothingToRedo')));
  on('outdated', () => location.reload());
  queue.addEventListener('change', () => tell(parts));
}

/** @param {Parts} parts @param {Gesture} gesture @param {string} html */
function applied({ sheet, undo, live, say }, gesture, html) {
  const { saved } = patch(sheet, html);
  if (!saved) return;
  const { change = '', made, cells = '0', left = '0' } = saved.dataset;
  live.own(made);
  if (change) undo.done(gesture.kind, change);
  const told = saved.textContent ?? '';
  const what = { undo: 'Grid.Undone', redo: 'Grid.Redone', paste: 'Grid.Pasted', fill: 'Grid.Filled', clear: 'Grid.Cleared' }[gesture.kind];
  if (what && (cells !== '0' || left !== '0')) say(`${text(what, cells)} · ${told}`);
  else say(told);
}

/**
 * What somebody else did: the cells say so for a while. Rows that came or went wait until the planner wants them.
 * @param {Parts} parts @param {{ html: string, isOther: boolean, by: string | null }} news
 */
function refreshed({ sheet, say }, { html, isOther, by }) {
  if (isOther) {
    const place = /** @type {HTMLElement} */ (document.getElementById('saved'));
    return place.replaceChildren(text('Grid.RowsChanged'), ' ', button(text('Grid.Reload'), () => location.reload()));
  }
  const theirs = mark(patch(sheet, html).cells, by ?? '');
  if (theirs > 0) say(by ? text('Grid.Theirs', by, theirs) : text('Grid.TheirsSome', theirs));
}

/** The entries stay in their cells to be mended. @param {Parts} parts @param {Gesture} gesture @param {string} html */
function refused(parts, gesture, html) {
  const { sheet, cursor, entry, queue, note, goTo } = parts;
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
function contested({ sheet, cursor, entry, queue, note, goTo }, gesture, html) {
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

/** @param {Parts} parts */
function tell({ queue }) {
  const place = /** @type {HTMLElement} */ (document.getElementById('saved'));
  place.classList.toggle('offline', queue.state === 'offline');
  if (queue.state === 'offline') {
    const why = text(queue.isSignedOut ? 'Grid.SignedOut' : 'Grid.Offline', queue.length);
    place.replaceChildren(why, ' ', button(text('Grid.Retry'), () => queue.retry()));
  } else if (queue.length > 1 || queue.state === 'contested') {
    place.textContent = text('Grid.Pending', queue.length);
  }
}
