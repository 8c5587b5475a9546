// Forms that are pages of their own open in the dialog when htmx puts them there.
const dialog = document.getElementById('dialog');

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (ctx.target !== dialog || ctx.response.status === 404) return;
  const heading = dialog.querySelector('h1, h2');
  if (heading) dialog.setAttribute('aria-label', heading.textContent);
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector('[aria-invalid="true"], .input-validation-error, [autofocus]') ?? dialog.querySelector('a, button'))?.focus();
});

dialog.addEventListener('click', (event) => {
  const closes = event.target.closest('[data-close]') || event.target === dialog;
  if (!closes) return;
  event.preventDefault();
  dialog.close();
});

dialog.addEventListener('close', () => dialog.replaceChildren());

for (const changed of ['sessions-changed', 'users-changed', 'masters-changed', 'worklist-changed']) {
  document.addEventListener(changed, (event) => {
    if (!event.detail?.keepsDialog) dialog.close();
  });
}
