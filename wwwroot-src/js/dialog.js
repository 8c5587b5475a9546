// Forms that are pages of their own open in the dialog when htmx puts them there.
const dialog = /** @type {HTMLDialogElement} */ (document.getElementById('dialog'));

function focusFirst() {
  const wrong = dialog.querySelector('[aria-invalid="true"], .input-validation-error, [autofocus]');
  /** @type {HTMLElement | null} */ (wrong ?? dialog.querySelector('a, button'))?.focus();
}

document.addEventListener('htmx:after:swap', (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  if (ctx.target !== dialog) {
    // What had the focus in it may be gone
    if (dialog.open && !dialog.contains(document.activeElement)) focusFirst();
    return;
  }
  if (ctx.response.status === 404) return;
  const heading = dialog.querySelector('h1, h2');
  if (heading) dialog.setAttribute('aria-label', heading.textContent ?? '');
  if (!dialog.open) dialog.showModal();
  focusFirst();
});

dialog.addEventListener('click', (event) => {
  const closes = event.target === dialog || (event.target instanceof Element && event.target.closest('[data-close]'));
  if (!closes) return;
  event.preventDefault();
  dialog.close();
});

dialog.addEventListener('close', () => dialog.replaceChildren());

for (const changed of ['sessions-changed', 'users-changed', 'masters-changed', 'worklist-changed']) {
  document.addEventListener(changed, (event) => {
    if (!(/** @type {CustomEvent} */ (event).detail?.keepsDialog)) dialog.close();
  });
}
