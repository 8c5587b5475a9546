// Keys of the SKU picker: / goes there, arrows walk through the hits, Esc leaves.
const picker = document.querySelector('[data-picker]');
const isTyping = ({ target }) => target.closest?.('input, textarea, select, dialog');

function walk(step) {
  const stops = [picker.elements.sku, ...picker.querySelectorAll('.picker-hits a')];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
}

if (picker) {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    picker.elements.sku.select();
    picker.elements.sku.focus();
  });
  document.addEventListener('keydown', (event) => {
    const rel = { '[': 'prev', ']': 'next' }[event.key];
    if (!rel || isTyping(event) || event.ctrlKey || event.metaKey) return;
    document.querySelector(`a[rel="${rel}"]`)?.click();
  });
  picker.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') walk(1);
    else if (event.key === 'ArrowUp') walk(-1);
    else if (event.key === 'Escape') {
      document.activeElement.blur();
      document.querySelector('.grid .entry')?.focus();
    } else return;
    event.preventDefault();
  });
}
