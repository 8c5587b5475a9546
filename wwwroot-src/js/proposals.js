// Proposals: how far a search is while it runs, all lines of a table at once, and the reasons opened when they are asked for.
import { percentOf } from './progress.js';

let timer;

async function follow(bar) {
  const percent = await percentOf(bar.dataset.src);
  if (percent !== null) bar.value = percent;
}

function showProgress(form) {
  const bar = document.querySelector('.proposal-progress');
  let job = form.querySelector('[name="job"]');
  if (!job) {
    job = document.createElement('input');
    job.type = 'hidden';
    job.name = 'job';
    job.value = new URL(bar.dataset.src, location.href).searchParams.get('job');
    form.append(job);
  }
  bar.hidden = false;
  clearInterval(timer);
  timer = setInterval(follow, 400, bar);
}

function openReasons() {
  const unmet = document.getElementById('unmet');
  if (unmet && location.hash === '#unmet') unmet.open = true;
}

function showBusy(form) {
  const bar = document.querySelector('.proposal-progress');
  bar.removeAttribute('value');
  bar.hidden = false;
  const button = form.querySelector('button');
  // After the form has been read; a second click would find the draft applied
  setTimeout(() => { button.disabled = true; });
  window.addEventListener('pageshow', () => { button.disabled = false; }, { once: true });
}

document.addEventListener('submit', ({ target }) => {
  if (target.matches('[data-find]')) showProgress(target);
  if (target.matches('[data-busy]')) showBusy(target);
});
document.addEventListener('change', ({ target }) => {
  if (!target.matches('[data-all]')) return;
  for (const box of target.closest('table').querySelectorAll('tbody .pick input[type="checkbox"]')) box.checked = target.checked;
});
window.addEventListener('hashchange', openReasons);
// Back from the page that came after
window.addEventListener('pageshow', () => {
  clearInterval(timer);
  document.querySelector('.proposal-progress')?.setAttribute('hidden', '');
});
openReasons();
