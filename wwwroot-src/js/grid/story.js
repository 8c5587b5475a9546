// Why a number is so.
import { text } from './texts.js';

/**
 * @typedef {import('./index.js').Grid} Grid
 * @typedef {import('./sheet.js').Place} Place
 */

/** Tells why the number of the cursor's cell is what it is. @param {Grid} grid */
export async function tellWhy(grid) {
  const { place } = grid.cursor;
  const story = await read(grid, place);
  if (story === null) return grid.say(text('Story.None'));
  if (place === grid.cursor.place) grid.note.show(place, story);
}

/** Adds to the tip of an edited cell who edited it, and when. @param {Grid} grid @param {Place} place */
export async function tellWho(grid, place) {
  const cell = grid.sheet.cell(place.row, place.column);
  const tip = cell.title;
  const template = document.createElement('template');
  template.innerHTML = await read(grid, place) ?? '';
  const who = template.content.querySelector('.story-edit')?.textContent;
  if (!who || cell.title !== tip) return;
  cell.dataset.tip = tip;
  cell.title = `${tip} · ${who}`;
}

/** The story of a day of a series; null where there is none to tell. @param {Grid} grid @param {Place} place */
async function read({ sheet, element }, place) {
  const { warehouse, channel } = sheet.block(place.row).dataset;
  const { sku = '', bucket } = element.dataset;
  if (warehouse === undefined || channel === undefined || bucket !== 'Day') return null;
  const address = new URL(location.pathname, location.href);
  address.search = String(new URLSearchParams({ handler: 'Day', sku, warehouse, channel, date: sheet.columns[place.column] }));
  const answer = await fetch(address, { headers: { Accept: 'text/html', 'HX-Request': 'true' } });
  return answer.ok ? answer.text() : null;
}
