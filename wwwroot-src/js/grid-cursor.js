// Where the planner is: one cell that takes part in the tab order (roving tabindex).
export class Cursor {
  #table;
  #cell;

  constructor(table) {
    this.#table = table;
    table.addEventListener('mousedown', (event) => {
      const cell = event.target.closest('tr:not(.group) > td');
      if (!cell || event.button !== 0 || event.target.tagName === 'INPUT' || event.target.closest('.cell-note')) return;
      event.preventDefault();
      this.to(cell);
    });
    const first = this.#rows()[0];
    const start = table.querySelector('tr.edit') ?? first;
    this.#mark(start.cells[this.#todayIndex() ?? 1]);
    this.#reveal(this.#cell, 'start');
  }

  get cell() {
    return this.#cell;
  }

  get row() {
    return this.#cell.parentElement;
  }

  /** The first day of the cursor's column. */
  dateOf(cell) {
    return this.#columns()[cell.cellIndex - 1].dataset.date;
  }

  /** What assistive technology calls a cell. */
  nameOf(cell) {
    const group = cell.closest('tbody').querySelector('.group th').textContent;
    return `${group} ${cell.parentElement.cells[0].textContent} ${this.dateOf(cell)}`;
  }

  to(cell) {
    this.#mark(cell);
    cell.focus({ preventScroll: true });
    this.#reveal(cell);
  }

  move(rows, columns) {
    const all = this.#rows();
    const row = all[clamp(all.indexOf(this.row) + rows, all.length - 1)];
    this.to(row.cells[clamp(this.#cell.cellIndex - 1 + columns, row.cells.length - 2) + 1]);
  }

  toToday() {
    const index = this.#todayIndex();
    if (index) this.to(this.row.cells[index]);
  }

  rowsInView() {
    return Math.max(1, Math.floor(this.#table.parentElement.clientHeight / this.row.offsetHeight) - 3);
  }

  #mark(cell) {
    this.#cell?.removeAttribute('tabindex');
    this.#cell?.removeAttribute('aria-readonly');
    this.#cell = cell;
    cell.tabIndex = 0;
    if (cell.parentElement.classList.contains('edit')) cell.setAttribute('aria-readonly', 'false');
  }

  #reveal(cell, inline = 'nearest') {
    const pane = this.#table.parentElement;
    const style = getComputedStyle(pane);
    const frame = pane.getBoundingClientRect();
    const box = cell.getBoundingClientRect();
    const left = frame.left + parseFloat(style.scrollPaddingLeft);
    const top = frame.top + parseFloat(style.scrollPaddingTop);
    if (box.left < left) pane.scrollLeft -= left - box.left;
    else if (box.right > frame.right - 24) pane.scrollLeft += inline === 'start' ? box.left - left - (frame.width > 700 ? 4 : 1) * box.width : box.right - frame.right + 24;
    if (box.top < top) pane.scrollTop -= top - box.top;
    else if (box.bottom > frame.bottom - 20) pane.scrollTop += box.bottom - frame.bottom + 20;
  }

  #rows() {
    return [...this.#table.querySelectorAll('tbody tr:not(.group)')];
  }

  #columns() {
    return this.#table.querySelectorAll('thead [data-date]');
  }

  #todayIndex() {
    const index = [...this.#columns()].findIndex((column) => column.classList.contains('today'));
    return index < 0 ? null : index + 1;
  }
}

function clamp(value, max) {
  return Math.max(0, Math.min(max, value));
}
