/* Summaries of chosen rows. */

/**
 * The quantile of ascending values, between neighbours in proportion (type 7 of Hyndman and Fan).
 * @param {ArrayLike<number>} sorted
 * @param {number} share
 * @returns {number}
 */
export function quantile(sorted, share) {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/**
 * @typedef {object} Box
 * @property {number} count
 * @property {number} low  the whiskers' ends: the furthest values within 1.5 boxes of the box
 * @property {number} q1
 * @property {number} median
 * @property {number} q3
 * @property {number} high
 * @property {number} first  the places in the values of the whiskers' ends
 * @property {number} last
 */

/** Tukey's box of ascending values. @param {ArrayLike<number>} sorted @returns {Box | null} */
export function boxOf(sorted) {
  if (sorted.length === 0) return null;
  const q1 = quantile(sorted, 0.25), median = quantile(sorted, 0.5), q3 = quantile(sorted, 0.75);
  const reach = 1.5 * (q3 - q1);
  let first = 0, last = sorted.length - 1;
  while (sorted[first] < q1 - reach) first++;
  while (sorted[last] > q3 + reach) last--;
  return { count: sorted.length, low: Math.min(sorted[first], q1), q1, median, q3, high: Math.max(sorted[last], q3), first, last };
}

/**
 * About `wanted` round numbers over the range.
 * @param {number} low
 * @param {number} high
 * @param {number} wanted
 * @returns {number[]}
 */
export function ticksOf(low, high, wanted) {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((size) => size * power >= rough * 0.999) * power;
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9) + 1e-12; i++) ticks.push(i * step + 0);
  return ticks;
}
