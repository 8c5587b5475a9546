// Notes at the selected cells: Shift+F2 shows those of the cursor's cell, and takes another.
import { postTo } from './post.js';
import { text } from './texts.js';

/** @typedef {import('./index.js').Grid} Grid */

/** @param {Grid} grid */
export async function comment(grid) {
  const { sheet, cursor, element, note, gestures, say } = grid;
  const { place } = cursor;
  const { warehouse, channel } = sheet.block(place.row).dataset;
  const { metric = '' } = sheet.rows[place.row].dataset;
  const { sku = '', bucket = 'Day', comments = '' } = element.dataset;
  if (channel === undefined || !metric) return say(text('Grid.TotalLocked'));
  const address = new URL(comments, location.href);
  const which = { sku, warehouse: warehouse ?? '', channel, metric, bucket, date: sheet.columns[place.column] };
  address.search = String(new URLSearchParams(which));
  const answer = await fetch(address, { headers: { Accept: 'text/html', 'HX-Request': 'true' } });
  if (!answer.ok || place !== cursor.place) return;
  note.show(place, await answer.text());
  const form = /** @type {HTMLFormElement} */ (note.element.querySelector('form'));
  // Who may look only gets no field
  const field = /** @type {HTMLTextAreaElement | null} */ (form.elements.namedItem('text'));
  const first = field ?? /** @type {HTMLElement} */ (form.querySelector('[data-close]'));
  if (!field) gestures.sayLocked();
  first.focus({ preventScroll: true });
  const leave = () => {
    note.hide();
    cursor.to(cursor.place, { reveals: false });
  };
  const send = async (/** @type {string} */ handler, /** @type {object} */ body) => {
    const sent = await postTo(comments, handler, body);
    if (!sent?.answer.ok) return say(text('Comment.Failed'), true);
    grid.live.own(sent.html);
    grid.queue.refresh({});
    leave();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send('Add', { rows: rowsOf(grid), text: field?.value });
  });
  form.querySelector('[data-close]')?.addEventListener('click', leave);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) leave();
    if (field && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  for (const button of note.element.querySelectorAll('[data-remove]')) {
    button.addEventListener('click', () => void send('Remove', { noteId: button.getAttribute('data-remove') }));
  }
}

/** The selected cells of series, row by row. @param {Grid} grid */
function rowsOf({ sheet, selection }) {
  return selection.ranges.flatMap(({ top, left, bottom, right }) => {
    const rows = [];
    for (let row = top; row <= bottom; row++) {
      const { warehouse = '', channel } = sheet.block(row).dataset;
      const { metric } = sheet.rows[row].dataset;
      if (channel !== undefined && metric) rows.push({ warehouse, channel, metric, from: sheet.columns[left], to: sheet.columns[right] });
    }
    return rows;
  });
}
