// Without scripts the page is a table a block, which assistive technology reads as such. With them it is one grid, and has the
// roles of one: rows at once, cells block by block while the browser has nothing better to do.

/** @param {HTMLElement} grid @param {HTMLElement[]} blocks */
export function giveRoles(grid, blocks) {
  const rows = grid.querySelectorAll('tr');
  give(grid, { role: 'grid', 'aria-multiselectable': 'true', 'aria-rowcount': rows.length });
  grid.setAttribute('aria-colcount', String(grid.querySelectorAll('thead [data-date]').length + 1));
  for (const table of grid.querySelectorAll('table')) give(table, { role: 'presentation' });
  for (const group of grid.querySelectorAll('thead, tbody')) give(group, { role: 'rowgroup' });
  for (const [index, row] of rows.entries()) give(row, { role: 'row', 'aria-rowindex': index + 1 });
  for (const head of grid.querySelectorAll('thead th')) give(head, { role: 'columnheader' });
  for (const head of grid.querySelectorAll('tbody th')) give(head, { role: 'rowheader' });
  whenIdle(grid, [...blocks]);
}

/** @param {HTMLElement} grid @param {HTMLElement[]} blocks */
function whenIdle(grid, blocks) {
  requestIdleCallback((deadline) => {
    do {
      for (const cell of blocks.shift()?.querySelectorAll('td') ?? []) cell.setAttribute('role', 'gridcell');
    } while (blocks.length > 0 && deadline.timeRemaining() > 4);
    if (blocks.length > 0) whenIdle(grid, blocks);
    else grid.dataset.roles = '';
  }, { timeout: 1000 });
}

/** @param {Element} element @param {Record<string, string | number>} attributes */
function give(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
