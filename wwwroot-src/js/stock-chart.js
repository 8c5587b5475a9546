// Stock over time: stock and levels as lines, production and sales as bars under them. Colours are those of the legend.
import uPlot from '../lib/uplot/uPlot.esm.js';

/** The library comes without types. @type {any} */
const Plot = uPlot;
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language, { notation: 'compact' });
// The day before the month, as everywhere on the page
const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'short', timeZone: 'UTC' });

const USUAL = ['production', 'sales', 'closing', 'standard', 'safety'];
export const BARS = ['production', 'sales'];

/** @typedef {(_: unknown, low: number, high: number) => [number, number]} Range */
/** @typedef {(_: unknown, values: number[]) => string[]} Labels */

/** @type {Range} */
const low0 = (_, low, high) => [Math.min(0, low), 3 * high || 1];
/** @type {Range} */
const padded = (_, low, high) => {
  const room = (high - Math.min(0, low)) * 0.06 || 1;
  return [low < 0 ? low - room : 0, high + room];
};
/** @type {Labels} */
const amounts = (_, values) => values.map((value) => number.format(value));
/** @type {Labels} */
const days = (_, values) => values.map((value) => day.format(value * 1000));

/**
 * @param {HTMLElement} frame Where to draw.
 * @param {Element} legend Whose signs have the colours.
 * @param {(number | null)[][]} data Seconds, then a column for each name.
 * @param {number} height
 * @param {string[]} [names] What the columns are, as the legend names them; bars come before the lines over them.
 */
export function stockChart(frame, legend, data, height, names = USUAL) {
  const style = getComputedStyle(frame);
  /** @param {string} name */
  const colour = (name) => getComputedStyle(/** @type {Element} */ (legend.querySelector(`.${name}`))).backgroundColor;
  /** @param {string} name @param {object} [more] */
  const line = (name, more = {}) => ({ stroke: colour(name), width: 1.5, points: { show: false }, ...more });
  /** @param {string} name @param {number} align */
  const bars = (name, align) => line(name, {
    scale: 'flow', width: 0, fill: colour(name), paths: Plot.paths.bars({ size: [0.36, 12], align }),
  });
  /** @param {object} more */
  const axis = (more) => ({
    stroke: style.color, font: `11px ${style.fontFamily}`, ticks: { show: false },
    grid: { stroke: style.borderTopColor, width: 1 }, ...more,
  });
  return new Plot({
    width: frame.clientWidth,
    height,
    tzDate: (/** @type {number} */ seconds) => Plot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: { show: false },
    scales: { flow: { range: low0 }, y: { range: padded } },
    axes: [
      axis({ size: 28, space: 64, values: days }),
      axis({ size: 56, values: amounts }),
      ...names.some((name) => BARS.includes(name))
        ? [axis({ scale: 'flow', side: 1, size: 48, grid: { show: false }, values: amounts })] : [],
    ],
    series: [{}, ...names.map((name) =>
      BARS.includes(name) ? bars(name, name === 'production' ? -1 : 1)
        : line(name, name === 'closing' ? { width: 2 } : { dash: [4, 4] }))],
  }, data, frame);
}
