/* Numbers as the rest of the report writes them. */

/**
 * 1234567.8 → "1,234,567.80"; no number is "–".
 * @param {number} value
 * @param {number} decimals
 * @returns {string}
 */
export function grouped(value, decimals) {
  if (!Number.isFinite(value)) return "–";
  // A half goes up, even one that lost its last bits, as in the rest of the report (base/number.c).
  const scale = 10 ** decimals, size = Math.abs(value) * scale;
  const nearest = Math.floor(size) + (size % 1 >= 0.5 - size * 2 ** -50 ? 1 : 0);
  const rounded = (size < 2 ** 46 ? nearest : size) / scale;
  const [whole, rest] = rounded.toFixed(decimals).split(".");
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

/**
 * "1 customer", "1,234 customers": the form is that of the number as it is shown.
 * @param {number} value
 * @param {string} one
 * @param {string} [many]
 * @returns {string}
 */
export function counted(value, one, many = one + "s") {
  const text = grouped(value, 0);
  return `${text} ${text === "1" ? one : many}`;
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
export function percent(share, decimals = 0) {
  if (!Number.isFinite(share)) return "–";
  const text = grouped(100 * share, decimals), unit = 10 ** -decimals;
  if (share > 0 && !/[1-9]/.test(text)) return "<" + grouped(unit, decimals) + "%";
  if (share < 1 && text.startsWith("100")) return ">" + grouped(100 - unit, decimals) + "%";
  return text + "%";
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
  if (column.kind !== "count" || !unit) return text;
  return `${text} ${text === "1" ? unit.replace(/s$/, "") : unit}`; // the units are regular
}
