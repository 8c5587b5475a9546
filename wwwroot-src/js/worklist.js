import './stale.js';

// Keys of the worklist: j and k walk through the rows, Enter opens the one in focus, x selects it, a shows its alerts, / searches.
const ROW = '.worklist tbody tr';

const rows = () => [...document.querySelectorAll(ROW)];
const focused = () => document.activeElement?.closest(ROW);
/** @param {Element | null | undefined} row */
const linkOf = (row) => /** @type {HTMLElement | null | undefined} */ (row?.querySelector('.list-name > a'));
/** @param {Event} event */
const isTyping = ({ target }) => target instanceof Element && target.closest('input:not([type="checkbox"]), textarea, select, dialog');
/** A click, so that whoever listens hears of it. @param {string} selector */
const clickInRow = (selector) => /** @type {HTMLElement | null | undefined} */ (focused()?.querySelector(selector))?.click();

/** @param {1 | -1} step */
function walk(step) {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  linkOf(all[next])?.focus();
}

function search() {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById('q'));
  field?.focus();
  field?.select();
}

function count() {
  const status = document.getElementById('selected');
  if (!status) return;
  const selected = document.querySelectorAll(`${ROW} .pick :checked`).length;
  status.textContent = selected > 0 ? (status.dataset.text ?? '').replace('{0}', String(selected)) : '';
}

/** @type {Map<string, () => void>} */
const keys = new Map([
  ['j', () => walk(1)], ['k', () => walk(-1)], ['x', () => clickInRow('.pick input')], ['a', () => clickInRow('a.alerts')], ['/', search],
]);

document.addEventListener('keydown', (event) => {
  const act = keys.get(event.key);
  if (!act || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});
// Back from a grid, one goes on at its row; the browser takes the focus away when it scrolls there
const goOn = () => linkOf(document.getElementById(location.hash.slice(1))?.closest(ROW))?.focus();
addEventListener('load', () => setTimeout(goOn));
document.addEventListener('change', ({ target }) => {
  if (target instanceof Element && target.closest('.pick')) count();
});
document.addEventListener('htmx:after:swap', count);
