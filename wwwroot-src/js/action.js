// An action on many series: only the fields of what is chosen are shown, and how far it is while it is carried out.
import { percentOf } from './progress.js';

const form = document.getElementById('action');

function choose() {
  const kind = form.querySelector('[name="kind"]:checked')?.value;
  for (const row of form.querySelectorAll('[data-for]')) row.hidden = row.dataset.for !== kind;
}

async function follow(bar) {
  const percent = await percentOf(form.dataset.progress);
  if (percent !== null) bar.value = percent;
}

form.addEventListener('change', choose);
form.addEventListener('submit', () => {
  const bar = form.querySelector('progress');
  bar.hidden = false;
  setInterval(follow, 500, bar);
});
// Back from the page that came after
window.addEventListener('pageshow', () => {
  form.querySelector('progress').hidden = true;
});
choose();
document.getElementById('preview')?.focus();
