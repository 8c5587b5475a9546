// What is to be seen: folded blocks, the sheet of keys, why a number is so, other SKUs.
import { text } from './texts.js';

/** @typedef {import('./index.js').Grid} Grid */

/** Hides the rows of a block, or shows them; something is left for the cursor to be in. @param {Grid} grid @param {HTMLElement} block */
export function fold(grid, block) {
  turn(block);
  if (grid.sheet.blocks.every((one) => one.classList.contains('folded'))) turn(block);
  rowsChanged(grid);
}

/** @param {Grid} grid */
export function unfoldAll(grid) {
  for (const block of grid.sheet.blocks) if (block.classList.contains('folded')) turn(block);
  rowsChanged(grid);
}

/** @param {HTMLElement} block */
function turn(block) {
  const isFolded = block.classList.toggle('folded');
  block.querySelector('.fold')?.setAttribute('aria-expanded', String(!isFolded));
}

/** @param {Grid} grid */
function rowsChanged({ sheet, cursor, goTo }) {
  const { cell, place } = cursor;
  sheet.refresh();
  goTo(sheet.placeOf(cell) ?? { ...place, row: Math.min(place.row, sheet.lastRow) });
}

/** The sheet of all keys. */
export function showKeys() {
  /** @type {HTMLDialogElement} */ (document.getElementById('grid-keys')).showModal();
}

/** To the field that finds a SKU. */
export function find() {
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector('[data-picker] input[name="sku"]'));
  search?.focus();
  search?.select();
}

/** To the SKU before or after this one. @param {'prev' | 'next'} way */
export function neighbour(way) {
  /** @type {HTMLElement | null} */ (document.querySelector(`a[rel="${way}"]`))?.click();
}

/** Tells why the number of the cursor's cell is what it is. @param {Grid} grid */
export async function tellWhy({ sheet, cursor, element, note, say }) {
  const { place } = cursor;
  const { warehouse, channel } = sheet.block(place.row).dataset;
  const { sku = '', bucket } = element.dataset;
  if (warehouse === undefined || channel === undefined || bucket !== 'Day') return say(text('Story.None'));
  const address = new URL(location.pathname, location.href);
  address.search = String(new URLSearchParams({ handler: 'Day', sku, warehouse, channel, date: sheet.columns[place.column] }));
  const answer = await fetch(address, { headers: { Accept: 'text/html', 'HX-Request': 'true' } });
  if (!answer.ok) return say(text('Story.None'));
  const html = await answer.text();
  if (place === cursor.place) note.show(place, html);
}
