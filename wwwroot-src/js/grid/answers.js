// What becomes of gestures: the answer is taken into the page, and what it says is said.
import { button } from './note.js';
import { patch } from './patch.js';
import { text } from './texts.js';

/**
 * @typedef {import('./queue.js').Gesture} Gesture
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
  on('refused', async ({ gesture, html }) => (await import('./objections.js')).refused(parts, gesture, html));
  on('contested', async ({ gesture, html }) => (await import('./objections.js')).contested(parts, gesture, html));
  on('refreshed', (detail) => refreshed(parts, detail));
  on('skipped', ({ gesture }) => parts.say(text(gesture.kind === 'undo' ? 'Grid.NothingToUndo' : 'Grid.NothingToRedo')));
  on('outdated', () => location.reload());
  queue.addEventListener('change', () => tell(parts));
}

/** @param {Parts} parts @param {Gesture} gesture @param {string} html */
function applied({ sheet, cursor, undo, live, say }, gesture, html) {
  const { saved, isOther } = patch(sheet, html, cursor.columnsSeen);
  if (!saved) return;
  const { change = '', made, cells = '0', left = '0' } = saved.dataset;
  live.own(made);
  if (change) undo.done(gesture.kind, change);
  const told = saved.textContent ?? '';
  const what = { undo: 'Grid.Undone', redo: 'Grid.Redone', paste: 'Grid.Pasted', fill: 'Grid.Filled', clear: 'Grid.Cleared',
    action: 'GridAction.Done' }[gesture.kind];
  // A shift may have made days that the page has no columns for
  if (isOther) return location.reload();
  if (what && (cells !== '0' || left !== '0')) say(`${text(what, cells)} · ${told}`);
  else say(told);
}

/**
 * What somebody else did: the cells say so for a while. Rows that came or went wait until the planner wants them.
 * @param {Parts} parts @param {{ html: string, isOther: boolean, by: string | null }} news
 */
async function refreshed(parts, { html, isOther, by }) {
  const { sheet, say } = parts;
  if (isOther) {
    const place = /** @type {HTMLElement} */ (document.getElementById('saved'));
    return place.replaceChildren(text('Grid.RowsChanged'), ' ', button(text('Grid.Reload'), () => location.reload()));
  }
  const { cells, isOther: hasOthers } = patch(sheet, html);
  if (hasOthers) return refreshed(parts, { html, isOther: true, by });
  const { mark } = await import('./theirs.js');
  const theirs = mark(cells, by ?? '');
  if (theirs > 0) say(by ? text('Grid.Theirs', by, theirs) : text('Grid.TheirsSome', theirs));
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
