// The session picker: opens with its search in focus, arrows walk through the sessions. Fields that stand in the place of a text
// leave it with Esc.
const picker = document.getElementById('session-picker');

picker?.addEventListener('toggle', () => {
  if (picker.open) picker.querySelector('input').focus();
});
picker?.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing || !picker.open) return;
  const stops = [picker.querySelector('input'), ...picker.querySelectorAll('a.menu-item')];
  stops[stops.indexOf(document.activeElement) + step]?.focus();
  event.preventDefault();
});

// The list draws itself anew
const leave = () => document.body.dispatchEvent(new Event('sessions-changed', { bubbles: true }));

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && event.target.closest?.('.in-place')) leave();
});
document.addEventListener('click', ({ target }) => {
  if (target.closest?.('.in-place [data-cancel]')) leave();
});
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  ctx.target.querySelector?.('.in-place [autofocus]')?.select();
});
