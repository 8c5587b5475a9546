// What is to be seen: folded blocks, the sheet of keys, why a number is so, other SKUs.

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
export async function tellWhy(grid) {
  const story = await import('./story.js');
  await story.tellWhy(grid);
}

/** What can be done to the selection. Its module comes when it is first asked for, as that of notes does. @param {Grid} grid */
export async function act(grid) {
  const { Actions } = await import('./actions.js');
  grid.actions ??= new Actions(grid);
  await grid.actions.open();
}

/** @param {Grid} grid */
export async function comment(grid) {
  const notes = await import('./comments.js');
  await notes.comment(grid);
}
