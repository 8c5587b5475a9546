// What a fill writes: a value repeats, a series goes on.

/**
 * The values that follow some values.
 * @param {string[]} values As exact texts; blank ones repeat.
 * @param {number} count
 * @returns {string[]}
 */
export function goOn(values, count) {
  const step = stepOf(values);
  if (step === null) return Array.from({ length: count }, (_, index) => values[index % values.length]);
  const last = Number(values[values.length - 1]);
  return Array.from({ length: count }, (_, index) => tidy(last + step * (index + 1)));
}

/** The same against the direction of the series: what comes before it, the nearest first. @param {string[]} values @param {number} count */
export function goBack(values, count) {
  return goOn([...values].reverse(), count);
}

/** What a series goes on by; null where it is none. @param {string[]} values */
function stepOf(values) {
  if (values.length < 2 || values.includes('')) return null;
  const numbers = values.map(Number);
  const step = numbers[1] - numbers[0];
  const isSeries = numbers.every((number, index) => index === 0 || Math.abs(number - numbers[index - 1] - step) < 1e-7);
  return isSeries && step !== 0 ? step : null;
}

/** Six decimals, as quantities have, and nothing under 0. @param {number} value */
function tidy(value) {
  return String(Number(Math.max(0, value).toFixed(6)));
}
