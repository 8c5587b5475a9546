// What somebody else changed says so for a while. Loaded when somebody does.

/** How long a cell says that somebody else changed it. */
const MARKED = 6000;

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
