// ? leads to the help, where nothing else takes it: the grid shows its keys, and fields take it as a character.
document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (key !== '?' || event.ctrlKey || event.metaKey || event.defaultPrevented || event.isComposing) return;
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog')) return;
  if (document.getElementById('grid-keys')) return;
  const link = /** @type {HTMLAnchorElement | null} */ (document.getElementById('help-link'));
  link?.click();
});
