// Editing cells. An entry stays in its cell until the server has taken it; what it refuses stays to be mended.
import htmx from '../lib/htmx/htmx.esm.min.js';

const shownIn = (cell) => (cell.classList.contains('n') ? '0' : (cell.dataset.v ?? cell.textContent.replaceAll(',', '')));

export class Editor {
  #cursor;
  #form;
  #note;
  /** Cells with an entry that is not settled yet: what they showed, and how keys move. */
  #open = new Map();

  constructor(cursor, form, note) {
    [this.#cursor, this.#form, this.#note] = [cursor, form, note];
    form.addEventListener('htmx:before:swap', ({ detail: { ctx } }) => this.#answered(ctx));
    form.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => this.#swapped(ctx));
    form.addEventListener('htmx:error', ({ detail: { ctx } }) => this.#failed(ctx.cell));
    note.addEventListener('click', ({ target }) => this.#resolve(target.closest('[data-entry]')));
  }

  /** Opens an input in the cursor's cell. With `caret` arrow keys move in the text, else they leave the cell. */
  open({ text, caret = false }) {
    const { cell } = this.#cursor;
    if (!cell.parentElement.classList.contains('edit')) return;
    if (cell.classList.contains('saving')) return;
    if (this.#open.has(cell)) return cell.querySelector('input').focus();

    const input = document.createElement('input');
    Object.assign(input, { className: 'cell-input', type: 'text', inputMode: 'decimal', autocomplete: 'off', value: text ?? (cell.classList.contains('n') ? '' : shownIn(cell)) });
    input.setAttribute('aria-label', this.#cursor.nameOf(cell));
    this.#open.set(cell, { seen: shownIn(cell), initial: text === undefined ? input.value : null, caret });
    cell.classList.add('editing');
    cell.append(input);
    input.addEventListener('keydown', (event) => this.#key(event, cell, input));
    input.addEventListener('blur', () => this.#leave(cell, input));
    input.focus({ preventScroll: true });
    if (text === undefined && !caret) input.select();
  }

  /** Takes the planner's value away: back to what was imported. */
  clear() {
    const { cell } = this.#cursor;
    if (!cell.parentElement.classList.contains('edit') || this.#open.has(cell)) return;
    if (!cell.classList.contains('e')) return;
    this.open({ text: '' });
    this.#commit(cell);
    this.#cursor.to(cell);
  }

  #key(event, cell, input) {
    if (event.isComposing) return;
    event.stopPropagation();
    const { caret } = this.#open.get(cell) ?? {};
    const steps = { Enter: [event.shiftKey ? -1 : 1, 0], Tab: [0, event.shiftKey ? -1 : 1] };
    if (!caret) Object.assign(steps, { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] });
    if (event.key === 'Escape') {
      this.#close(cell);
      this.#cursor.to(cell);
    } else if (event.key === 'F2') {
      this.#open.get(cell).caret = true;
    } else if (steps[event.key]) {
      this.#commit(cell);
      this.#cursor.move(...steps[event.key]);
    } else return;
    event.preventDefault();
  }

  /** Clicking elsewhere keeps what was typed, as Enter does. */
  #leave(cell, input) {
    if (input.isConnected && this.#open.has(cell) && !cell.classList.contains('saving') && input.getAttribute('aria-invalid') !== 'true') this.#commit(cell);
  }

  #commit(cell) {
    if (cell.classList.contains('saving')) return;
    const entry = cell.querySelector('input').value;
    const { seen, initial } = this.#open.get(cell);
    if (entry === initial) this.#close(cell);
    else this.#post(cell, entry, seen);
  }

  #post(cell, entry, seen) {
    const input = cell.querySelector('input');
    const body = cell.closest('tbody');
    const { warehouse, channel } = body.dataset;
    cell.classList.add('saving');
    input.readOnly = true;
    input.removeAttribute('aria-invalid');
    htmx.ajax('POST', this.#form.action, {
      source: this.#form,
      target: body,
      swap: 'outerMorph',
      cell,
      values: { warehouse, channel, date: this.#cursor.dateOf(cell), field: cell.parentElement.dataset.field, entry, seen },
    });
  }

  /** Before the answer comes into the page: an accepted entry makes room for it, a refused one takes the note in. */
  #answered(ctx) {
    if (!ctx.cell) return;
    if (ctx.response.status < 400) this.#close(ctx.cell);
    else ctx.cell.append(this.#note);
  }

  #swapped(ctx) {
    if (!ctx.cell || ctx.response.status < 400) return;
    this.#refuse(ctx.cell);
  }

  #failed(cell) {
    if (!cell) return;
    cell.append(this.#note);
    this.#note.textContent = this.#form.dataset.failed;
    this.#refuse(cell);
  }

  #refuse(cell) {
    const input = cell.querySelector('input');
    if (!input) return;
    cell.classList.remove('saving');
    input.readOnly = false;
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', this.#note.id);
    const isBusyElsewhere = document.activeElement?.classList.contains('cell-input') && document.activeElement !== input;
    if (!isBusyElsewhere) {
      this.#cursor.to(cell);
      (this.#note.querySelector('button') ?? input).focus({ preventScroll: true });
    }
    this.#note.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** "Mine" or "theirs" of a conflict. */
  #resolve(button) {
    if (!button) return;
    const cell = button.closest('td');
    const { entry, seen } = button.dataset;
    this.#putNoteAway();
    this.#cursor.to(cell);
    this.#post(cell, entry, seen);
  }

  #close(cell) {
    if (!this.#open.delete(cell)) return;
    const hadFocus = cell.contains(document.activeElement) && document.activeElement !== cell;
    if (cell.contains(this.#note)) this.#putNoteAway();
    cell.classList.remove('editing', 'saving');
    cell.querySelector('input').remove();
    if (hadFocus) this.#cursor.to(cell);
  }

  #putNoteAway() {
    this.#note.replaceChildren();
    this.#form.after(this.#note);
  }
}
