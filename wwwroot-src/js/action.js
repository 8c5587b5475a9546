// An action on many series: only the fields of what is chosen are shown, and how far it is while it is carried out.
import { percentOf } from './progress.js';

const form = /** @type {HTMLFormElement} */ (document.getElementById('action'));
const bar = /** @type {HTMLProgressElement} */ (form.querySelector('progress'));

function choose() {
  const kind = /** @type {HTMLInputElement | null} */ (form.querySelector('[name="kind"]:checked'))?.value;
  const rows = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-for]'));
  for (const row of rows) row.hidden = row.dataset.for !== kind;
}

async function follow() {
  const percent = await percentOf(form.dataset.progress ?? '');
  if (percent !== null) bar.value = percent;
}

form.addEventListener('change', choose);
form.addEventListener('submit', () => {
  bar.hidden = false;
  setInterval(follow, 500);
});
// Back from the page that came after
window.addEventListener('pageshow', () => {
  bar.hidden = true;
});
choose();
document.getElementById('preview')?.focus();
