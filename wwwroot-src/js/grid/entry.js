// Typing into the cell of the cursor. States: ready (the field is empty and unseen), typing (arrows leave the cell), caret
// (arrows move in the text), and composing on top of either, in which every key is the input method's. See docs/grid.md.

/** @typedef {'ready' | 'typing' | 'caret'} EntryState */

export class Entry extends EventTarget {
  /** @type {EntryState} */
  state = 'ready';
  isComposing = false;
  #field;
  #initial = '';

  /** @param {HTMLInputElement} field */
  constructor(field) {
    super();
    this.#field = field;
    field.addEventListener('compositionstart', () => {
      this.isComposing = true;
      this.#begin('typing');
    });
    field.addEventListener('compositionend', () => {
      this.isComposing = false;
    });
    field.addEventListener('input', () => {
      field.removeAttribute('aria-invalid');
      this.#begin('typing');
      this.dispatchEvent(new Event('input'));
    });
  }

  get isOpen() {
    return this.state !== 'ready';
  }

  get text() {
    return this.#field.value;
  }

  /** Whether there is anything to be taken over. */
  get isChanged() {
    return this.isOpen && (this.state === 'typing' || this.text !== this.#initial);
  }

  /** Whether a key is the input method's. Safari sends the key that ends a composition after its end. @param {KeyboardEvent} event */
  isOfComposition(event) {
    return this.isComposing || event.isComposing || event.keyCode === 229;
  }

  /** Opens what a cell holds, the caret behind it. @param {string} text @param {boolean} [isRefused] */
  open(text, isRefused = false) {
    if (this.#field.readOnly || this.isComposing) return;
    this.#field.value = text;
    this.#initial = isRefused ? '' : text;
    this.state = isRefused ? 'typing' : 'caret';
    this.#field.inputMode = 'decimal';
    this.#field.toggleAttribute('aria-invalid', false);
    if (isRefused) this.#field.setAttribute('aria-invalid', 'true');
    this.#show(true);
    this.#field.setSelectionRange(text.length, text.length);
    this.dispatchEvent(new Event('open'));
  }

  /** F2: arrows in the text, or out of the cell. */
  toggle() {
    if (this.state === 'typing') this.state = 'caret';
    else if (this.state === 'caret') this.state = 'typing';
  }

  /** Ends without taking anything over. */
  close() {
    this.state = 'ready';
    this.#field.value = '';
    this.#field.removeAttribute('aria-invalid');
    this.#field.removeAttribute('aria-describedby');
    this.#show(false);
    this.dispatchEvent(new Event('close'));
  }

  /** @param {EntryState} state */
  #begin(state) {
    if (this.isOpen) return;
    this.state = state;
    this.#initial = '';
    this.#show(true);
    this.dispatchEvent(new Event('open'));
  }

  /** @param {boolean} isOpen */
  #show(isOpen) {
    this.#field.classList.toggle('open', isOpen);
  }
}
