// The chart of totals, of the worklist or of two sessions. It is fetched after the list, and drawn from the table that comes with
// it: a line or bars for each column, as its place in the legend says.
import uPlot from '../lib/uplot/uPlot.esm.js';

const HEIGHT = 190;
const dark = matchMedia('(prefers-color-scheme: dark)');
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language, { notation: 'compact' });
// The day before the month, as everywhere on the page
const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'short', timeZone: 'UTC' });

let pane, shown, chart;

const BARS = ['production', 'sales'];

function read() {
  const rows = [...pane.querySelectorAll('tbody tr')];
  const dates = rows.map((row) => Date.parse(row.querySelector('time').dateTime) / 1000);
  const columns = [...pane.querySelectorAll('.legend i')].map((entry, index) => ({
    name: entry.className, values: rows.map((row) => Number(row.querySelectorAll('data')[index].value)),
  }));
  // Lines are drawn over bars
  return { dates, columns: columns.sort((a, b) => BARS.includes(b.name) - BARS.includes(a.name)) };
}

function draw() {
  chart?.destroy();
  chart = null;
  const frame = pane.querySelector('.chart');
  const { dates, columns } = frame ? read() : { dates: [] };
  if (dates.length < 2) return frame?.remove();

  const style = getComputedStyle(pane);
  const colour = (name) => getComputedStyle(pane.querySelector(`.legend .${name}`)).backgroundColor;
  const line = (name, more) => ({ stroke: colour(name), width: 1.5, points: { show: false }, ...more });
  const bars = (name, align) => line(name, {
    scale: 'flow', width: 0, fill: colour(name), paths: uPlot.paths.bars({ size: [0.36, 12], align }),
  });
  const axis = (more) => ({
    stroke: style.color, font: `11px ${style.fontFamily}`, ticks: { show: false },
    grid: { stroke: style.borderTopColor, width: 1 }, ...more,
  });
  const amounts = (_, values) => values.map((value) => number.format(value));
  chart = new uPlot({
    width: frame.clientWidth,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: { show: false },
    scales: { flow: { range: (_, low, high) => [Math.min(0, low), 3 * high || 1] }, y: { range: (_, low, high) => padded(low, high) } },
    axes: [
      axis({ size: 28, values: (_, values) => values.map((value) => day.format(value * 1000)) }),
      axis({ size: 56, values: amounts }),
      ...columns.some(({ name }) => BARS.includes(name))
        ? [axis({ scale: 'flow', side: 1, size: 48, grid: { show: false }, values: amounts })] : [],
    ],
    series: [{}, ...columns.map(({ name }) =>
      BARS.includes(name) ? bars(name, name === 'production' ? -1 : 1)
        : line(name, name === 'closing' ? { width: 2 } : { dash: [4, 4] }))],
  }, [dates, ...columns.map(({ values }) => values)], frame);
}

function padded(low, high) {
  const room = (high - Math.min(0, low)) * 0.06 || 1;
  return [low < 0 ? low - room : 0, high + room];
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
