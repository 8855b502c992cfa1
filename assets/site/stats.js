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

/**
 * Tukey's box of ascending values, as chart/distribution.c has it: on a logarithmic axis the fences are
 * those of the logarithms.
 * @param {ArrayLike<number>} sorted
 * @param {(value: number) => number} [into]  to places of the axis
 * @returns {Box | null}
 */
export function boxOf(sorted, into = Number) {
  if (sorted.length === 0) return null;
  const q1 = quantile(sorted, 0.25), median = quantile(sorted, 0.5), q3 = quantile(sorted, 0.75);
  const low = into(q1), high = into(q3), reach = 1.5 * (high - low);
  let first = 0, last = sorted.length - 1;
  while (into(sorted[first]) < low - reach) first++;
  while (into(sorted[last]) > high + reach) last--;
  return { count: sorted.length, low: Math.min(sorted[first], q1), q1, median, q3, high: Math.max(sorted[last], q3), first, last };
}

/** Below this nothing is told apart on a logarithmic axis, as in chart/scale.c. @param {string} kind */
function floorOf(kind) {
  return ["count", "days", "seconds"].includes(kind) ? 1 : 0;
}

/**
 * Whether values are for a logarithmic axis: over two decades, from 1 up where they are counted.
 * @param {string} kind
 * @param {number} low
 * @param {number} high
 */
export function spansDecades(kind, low, high) {
  const from = Math.max(low, floorOf(kind));
  return from > 0 && high / from > 100;
}

/** Where a logarithmic axis begins: what is below stands there. @param {string} kind @param {number} low @param {number} high */
export function logStart(kind, low, high) {
  const from = Math.max(low, floorOf(kind));
  return from > 0 ? Math.min(from, high) : high / 1e4;
}

/**
 * About `wanted` round numbers over the range, three at least.
 * @param {number} low
 * @param {number} high
 * @param {number} wanted
 * @returns {number[]}
 */
export function ticksOf(low, high, wanted) {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const sizes = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10];
  let at = sizes.findIndex((size) => size * power >= rough * 0.999);
  let ticks = multiplesOf(sizes[at] * power, low, high);
  while (ticks.length < 3 && at > 0) ticks = multiplesOf(sizes[--at] * power, low, high);
  return ticks;
}

/** @param {number} step @param {number} low @param {number} high */
function multiplesOf(step, low, high) {
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-9) + 1e-12; i++) ticks.push(i * step + 0);
  return ticks;
}
