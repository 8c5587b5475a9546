// An entry from its opening to its end: taken over as a gesture, or dropped. docs/grid.md has the states.

/** @typedef {import('./index.js').Grid} Grid */

export class Editing {
  #grid;
  /** @type {{ key: string, seen: string } | null} What the cell showed when its entry was opened: others may change it meanwhile. */
  #opened = null;

  /** @param {Grid} grid */
  constructor(grid) {
    this.#grid = grid;
    grid.entry.addEventListener('open', () => this.#note());
    grid.field.addEventListener('blur', () => this.#left());
  }

  /** Opens the cell of the cursor with the caret in its text. */
  open() {
    const { sheet, cursor, entry, gestures } = this.#grid;
    const { place, cell } = cursor;
    if (!sheet.isEditable(place.row)) return gestures.sayLocked();
    if (entry.isOpen) return;
    const { refused } = cell.dataset;
    entry.open(refused ?? (sheet.isPresent(place) ? sheet.exact(place) : ''), refused !== undefined);
  }

  /** Takes an open entry over, into the cursor's cell or into all that are selected. @param {boolean} [intoSelection] */
  commit(intoSelection = false) {
    const { entry, cursor, selection, gestures } = this.#grid;
    if (!entry.isOpen || entry.isComposing) return;
    const { isChanged, text: typed } = entry;
    this.#leaveNote();
    entry.close();
    if (isChanged || intoSelection) gestures.enter(typed, intoSelection ? selection.places() : [cursor.place], this.#opened);
  }

  /** Esc: what was typed goes; without that, the selection shrinks to the cursor. */
  cancel() {
    const { entry, cursor, selection } = this.#grid;
    this.#leaveNote();
    if (entry.isOpen) {
      cursor.cell.removeAttribute('data-refused');
      entry.close();
    } else {
      selection.to(cursor.place);
    }
  }

  #note() {
    const { sheet, cursor, entry, field } = this.#grid;
    if (field.readOnly) return entry.close();
    const key = sheet.key(cursor.place);
    // What was refused is mended on what it was typed over
    if (this.#opened?.key !== key || cursor.cell.dataset.refused === undefined) this.#opened = { key, seen: sheet.seen(cursor.place) };
  }

  /** A click elsewhere keeps what was typed, as Enter does; what was refused waits in its cell. Another window changes nothing. */
  #left() {
    const { entry, field } = this.#grid;
    if (!document.hasFocus() || !entry.isOpen) return;
    if (field.getAttribute('aria-invalid') === 'true') entry.close();
    else this.commit();
  }

  /** A note about a conflict stays until it is settled. */
  #leaveNote() {
    if (this.#grid.queue.state !== 'contested') this.#grid.note.hide();
  }
}
