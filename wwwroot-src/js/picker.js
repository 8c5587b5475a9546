// Keys of the SKU picker: / goes there, arrows walk through the hits, Esc leaves.
const picker = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-picker]'));
/** @param {Event} event */
const isTyping = ({ target }) => target instanceof Element && target.closest('input, textarea, select, dialog');

if (picker) {
  const field = /** @type {HTMLInputElement} */ (picker.elements.namedItem('sku'));
  const walk = (/** @type {number} */ step) => {
    const stops = /** @type {HTMLElement[]} */ ([field, ...picker.querySelectorAll('.picker-hits a')]);
    stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step]?.focus();
  };
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.select();
    field.focus();
  });
  document.addEventListener('keydown', (event) => {
    const rel = event.key === '[' ? 'prev' : event.key === ']' ? 'next' : null;
    if (!rel || isTyping(event) || event.ctrlKey || event.metaKey) return;
    /** @type {HTMLElement | null} */ (document.querySelector(`a[rel="${rel}"]`))?.click();
  });
  picker.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'Escape') {
      /** @type {HTMLElement} */ (document.activeElement).blur();
      /** @type {HTMLElement | null} */ (document.querySelector('.grid .entry'))?.focus();
    } else return;
    event.preventDefault();
  });
}
