// The chart of totals, of the worklist or of two sessions. It is fetched after the list, and drawn from the table that comes with
// it: a line or bars for each column, as its place in the legend says.
import { BARS, stockChart } from './stock-chart.js';

const HEIGHT = 190;
const dark = matchMedia('(prefers-color-scheme: dark)');
/** @type {HTMLElement | null} */
let pane = null;
/** @type {string | undefined} */
let shown;
/** @type {ReturnType<typeof stockChart> | null} */
let chart = null;

/** @param {HTMLElement} pane */
function read(pane) {
  const rows = [...pane.querySelectorAll('tbody tr')];
  const dates = rows.map((row) => Date.parse(row.querySelector('time')?.dateTime ?? '') / 1000);
  const columns = [...pane.querySelectorAll('.legend i')].map((entry, index) => ({
    name: entry.className, values: rows.map((row) => Number(row.querySelectorAll('data')[index].value)),
  }));
  // Lines are drawn over bars
  return { dates, columns: columns.sort((a, b) => Number(BARS.includes(b.name)) - Number(BARS.includes(a.name))) };
}

function draw() {
  chart?.destroy();
  chart = null;
  const frame = /** @type {HTMLElement | null} */ (pane?.querySelector('.chart'));
  if (!pane || !frame) return;
  const { dates, columns } = read(pane);
  if (dates.length < 2) return frame.remove();
  chart = stockChart(frame, /** @type {Element} */ (pane.querySelector('.legend')), [dates, ...columns.map(({ values }) => values)], HEIGHT,
    columns.map(({ name }) => name));
}

async function load() {
  pane = document.getElementById('totals');
  if (!pane || pane.dataset.src === shown) return;
  const { src = '', failed = '' } = pane.dataset;
  shown = src;
  pane.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(src, { headers: { Accept: 'text/html' }, redirect: 'error' });
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    if (src !== shown) return;
    pane.innerHTML = html;
    draw();
  } catch {
    if (src === shown) pane.textContent = failed;
  } finally {
    pane.removeAttribute('aria-busy');
  }
}

new ResizeObserver(() => {
  const frame = pane?.querySelector('.chart');
  if (chart && frame) chart.setSize({ width: frame.clientWidth, height: HEIGHT });
}).observe(/** @type {HTMLElement} */ (document.getElementById('main')));
dark.addEventListener('change', () => shown && draw());
document.addEventListener('htmx:after:swap', load);
load();
