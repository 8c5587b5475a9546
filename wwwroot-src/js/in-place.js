// Fields that stand in the place of a text of the list of sessions: Esc leaves them.

// The list draws itself anew
const leave = () => document.body.dispatchEvent(new Event('sessions-changed', { bubbles: true }));

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing && event.target instanceof Element && event.target.closest('.in-place')) leave();
});
document.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('.in-place [data-cancel]')) leave();
});
document.addEventListener('htmx:after:swap', (event) => {
  /** @type {CustomEvent} */ (event).detail.ctx.target.querySelector?.('.in-place [autofocus]')?.select();
});
