import { Events } from './events.js';

// Keys of the worklist: j and k walk through the rows, Enter opens the one in focus, x selects it, a shows its alerts, / searches.
const rows = () => [...document.querySelectorAll('.worklist tbody tr')];
const linkOf = (row) => row?.querySelector('.list-name > a');
const isTyping = ({ target }) => target.closest?.('input:not([type="checkbox"]), textarea, select, dialog');

function walk(step) {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
  linkOf(all[next])?.focus();
}

function select() {
  const box = document.activeElement.closest?.('.worklist tbody tr')?.querySelector('.pick input');
  // A click, so that whoever listens for changes hears of it
  box?.click();
}

function showAlerts() {
  document.activeElement.closest?.('.worklist tbody tr')?.querySelector('a.alerts')?.click();
}

function search() {
  const field = document.getElementById('q');
  field?.focus();
  field?.select();
}

function count() {
  const status = document.getElementById('selected');
  if (!status) return;
  const selected = document.querySelectorAll('.worklist tbody .pick :checked').length;
  status.textContent = selected > 0 ? status.dataset.text.replace('{0}', selected) : '';
}

const keys = { j: () => walk(1), k: () => walk(-1), x: select, a: showAlerts, '/': search };

document.addEventListener('keydown', (event) => {
  if (!keys[event.key] || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener('change', ({ target }) => {
  if (target.closest('.pick')) count();
});
document.addEventListener('htmx:after:swap', count);

// Asks whether the list is out of date when somebody commits something; once it says so there is nothing more to hear.
const listened = document.getElementById('stale')?.dataset.events;
if (listened) {
  const events = new Events(listened);
  const ask = () => document.getElementById('stale')?.dispatchEvent(new Event('committed'));
  for (const name of ['change', 'import', 'move', 'session', 'reload']) events.addEventListener(name, ask);
}
