/* Numbers as the rest of the report writes them. */

/**
 * 1234567.8 → "1,234,567.80"; no number is "–".
 * @param {number} value
 * @param {number} decimals
 * @returns {string}
 */
export function grouped(value, decimals) {
  if (!Number.isFinite(value)) return "–";
  let size = Math.abs(value);
  // An exact half goes to the even neighbour, as it does in the rest of the report.
  if (decimals === 0 && size % 2 === 0.5) size = Math.floor(size);
  const [whole, rest] = size.toFixed(decimals).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? "." + rest : "");
  return value < 0 && /[1-9]/.test(text) ? "−" + text : text;
}

/**
 * 1234567 → "1.23M".
 * @param {number} value
 * @returns {string}
 */
export function short(value) {
  if (!Number.isFinite(value)) return "–";
  const letters = ["", "K", "M", "B", "T"];
  let unit = 0;
  while (unit < 4 && Math.abs(value) >= 999.5) {
    value /= 1000;
    unit++;
  }
  const size = Math.abs(value);
  const isPlain = unit === 0 && Number.isInteger(value);
  return grouped(value, isPlain ? 0 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0) + letters[unit];
}

/** "6.00K" → "6K", for axes. @param {string} text @returns {string} */
export function withoutZeros(text) {
  return text.replace(/(\.\d*?)0+(?=[KMBT]?$)/, "$1").replace(/\.(?=[KMBT]?$)/, "");
}

/** The sign goes behind the minus. @param {string} text @param {string} sign */
function withSign(text, sign) {
  return text.startsWith("−") ? "−" + sign + text.slice(1) : sign + text;
}

/** @param {number} value @param {string} sign @param {number} [decimals] */
export function money(value, sign, decimals = 2) {
  return Number.isFinite(value) ? withSign(grouped(value, decimals), sign) : "–";
}

/** @param {number} value @param {string} sign */
export function moneyShort(value, sign) {
  return Number.isFinite(value) ? withSign(short(value), sign) : "–";
}

/** @param {number} share @param {number} [decimals] */
export function percent(share, decimals = 1) {
  return Number.isFinite(share) ? grouped(100 * share, decimals) + "%" : "–";
}

/**
 * A cell of a table; its unit stands in the header.
 * @param {number} value
 * @param {{kind: string, decimals: number}} column
 * @returns {string}
 */
export function cellText(value, column) {
  if (!Number.isFinite(value)) return "–";
  if (column.kind === "share") return percent(value, column.decimals);
  const text = grouped(value, column.decimals);
  if (column.kind === "ratio") return text + "×";
  return column.kind === "sigma" && value > 0 && /[1-9]/.test(text) ? "+" + text : text;
}

/**
 * A value in a sentence, with its unit: "41 days", "$86.20".
 * @param {number} value
 * @param {{kind: string, decimals: number}} column
 * @param {string} sign
 * @param {string} [unit]
 * @returns {string}
 */
export function valueText(value, column, sign, unit = "") {
  if (!Number.isFinite(value)) return "–";
  if (column.kind === "money") return money(value, sign, column.decimals);
  const text = cellText(value, column);
  if (column.kind === "days") return text + (text === "1" ? " day" : " days");
  if (column.kind === "seconds") return text + " s";
  return column.kind === "count" && unit ? text + " " + unit : text;
}
