// The session picker: opens with its search in focus, arrows walk through the sessions.
const picker = /** @type {HTMLDetailsElement | null} */ (document.getElementById('session-picker'));

picker?.addEventListener('toggle', () => {
  if (picker.open) picker.querySelector('input')?.focus();
});
picker?.addEventListener('keydown', (event) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (!step || event.isComposing || !picker.open) return;
  const stops = /** @type {HTMLElement[]} */ ([...picker.querySelectorAll('input, a.menu-item')]);
  stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step]?.focus();
  event.preventDefault();
});
