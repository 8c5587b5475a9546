// Proposals: how far a search is while it runs, all lines of a table at once, and the reasons opened when they are asked for.
import { percentOf } from './progress.js';

/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

const progress = () => /** @type {HTMLProgressElement | null} */ (document.querySelector('.proposal-progress'));

/** @param {HTMLProgressElement} bar */
async function follow(bar) {
  const percent = await percentOf(bar.dataset.src ?? '');
  if (percent !== null) bar.value = percent;
}

/** @param {HTMLFormElement} form */
function showProgress(form) {
  const bar = progress();
  if (!bar) return;
  let job = /** @type {HTMLInputElement | null} */ (form.querySelector('[name="job"]'));
  if (!job) {
    job = document.createElement('input');
    job.type = 'hidden';
    job.name = 'job';
    job.value = new URL(bar.dataset.src ?? '', location.href).searchParams.get('job') ?? '';
    form.append(job);
  }
  bar.hidden = false;
  clearInterval(timer);
  timer = setInterval(follow, 400, bar);
}

function openReasons() {
  const unmet = /** @type {HTMLDetailsElement | null} */ (document.getElementById('unmet'));
  if (unmet && location.hash === '#unmet') unmet.open = true;
}

/** @param {HTMLFormElement} form */
function showBusy(form) {
  const bar = progress();
  const button = form.querySelector('button');
  if (!bar || !button) return;
  bar.removeAttribute('value');
  bar.hidden = false;
  // After the form has been read; a second click would find the draft applied
  setTimeout(() => { button.disabled = true; });
  window.addEventListener('pageshow', () => { button.disabled = false; }, { once: true });
}

document.addEventListener('submit', ({ target }) => {
  if (!(target instanceof HTMLFormElement)) return;
  if (target.matches('[data-find]')) showProgress(target);
  if (target.matches('[data-busy]')) showBusy(target);
});
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches('[data-all]')) return;
  const boxes = target.closest('table')?.querySelectorAll('tbody .pick input[type="checkbox"]') ?? [];
  for (const box of boxes) /** @type {HTMLInputElement} */ (box).checked = target.checked;
});
window.addEventListener('hashchange', openReasons);
// Back from the page that came after
window.addEventListener('pageshow', () => {
  clearInterval(timer);
  progress()?.setAttribute('hidden', '');
});
openReasons();
