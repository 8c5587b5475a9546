// The chart of the worklist's totals. It is fetched after the list, and drawn from the table that comes with it.
import { stockChart } from './stock-chart.js';

const HEIGHT = 190;
const dark = matchMedia('(prefers-color-scheme: dark)');
let pane, shown, chart;

function read() {
  const rows = [...pane.querySelectorAll('tbody tr')];
  const dates = rows.map((row) => Date.parse(row.querySelector('time').dateTime) / 1000);
  const columns = [...pane.querySelectorAll('.legend i')].map((_, index) =>
    rows.map((row) => Number(row.querySelectorAll('data')[index].value)));
  const [closing, standard, safety, production, sales] = columns;
  // Lines are drawn over bars
  return [dates, production, sales, closing, standard, safety];
}

function draw() {
  chart?.destroy();
  chart = null;
  const frame = pane.querySelector('.chart');
  const data = frame ? read() : [[]];
  if (data[0].length < 2) return frame?.remove();
  chart = stockChart(frame, pane.querySelector('.legend'), data, HEIGHT);
}

async function load() {
  pane = document.getElementById('totals');
  if (!pane || pane.dataset.src === shown) return;
  const src = shown = pane.dataset.src;
  pane.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(src, { headers: { Accept: 'text/html' }, redirect: 'error' });
    if (!answer.ok) throw new Error(answer.statusText);
    const html = await answer.text();
    if (src !== shown) return;
    pane.innerHTML = html;
    draw();
  } catch {
    if (src === shown) pane.textContent = pane.dataset.failed;
  } finally {
    pane.removeAttribute('aria-busy');
  }
}

new ResizeObserver(() => {
  const frame = pane?.querySelector('.chart');
  if (chart && frame) chart.setSize({ width: frame.clientWidth, height: HEIGHT });
}).observe(document.getElementById('main'));
dark.addEventListener('change', () => shown && draw());
document.addEventListener('htmx:after:swap', load);
load();
