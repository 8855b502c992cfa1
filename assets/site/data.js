/* Columns as site/column.c writes them, and back. */

/**
 * @typedef {object} Column
 * @property {string} key
 * @property {string} title
 * @property {string} kind
 * @property {number} decimals
 * @property {string[]} [texts]     texts and ids
 * @property {Float64Array} [numbers] the others; NaN is a blank
 * @property {number[]} [colours]   a segment's colour for each row, -1 for none
 * @property {string[]} [links]     where a row's cell leads, "" for nowhere
 */

/**
 * Whole multiples of 1/scale above `low`, each in `bytes` bytes, little-endian, in base64. The
 * largest code is a blank.
 * @param {{bytes: number, scale: number, low: number, data: string}} packed
 * @returns {Float64Array}
 */
export function unpack(packed) {
  const { bytes, scale, low } = packed;
  const text = atob(packed.data);
  const count = text.length / bytes;
  const blank = 2 ** (8 * bytes) - 1;
  const numbers = new Float64Array(count);
  for (let i = 0, at = 0; i < count; i++) {
    let code = 0;
    for (let b = 0, weight = 1; b < bytes; b++, weight *= 256) code += text.charCodeAt(at++) * weight;
    numbers[i] = code === blank ? NaN : (code + low) / scale;
  }
  return numbers;
}

/** @param {any} raw @returns {Column} */
export function readColumn(raw) {
  if (raw.texts) return raw;
  const { key, title, kind, decimals, colours, links } = raw;
  return { key, title, kind, decimals, colours, links, numbers: unpack(raw) };
}

/** @param {Element} element @returns {any} */
export function readIsland(element) {
  return JSON.parse(element.textContent || "null");
}

/**
 * The rows' order by a column: blanks last, equal values by row.
 * @param {Column} column
 * @param {number} rows
 * @param {boolean} descending
 * @param {(text: string) => string} folded
 * @returns {Uint32Array}
 */
export function orderOf(column, rows, descending, folded) {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  const turn = descending ? -1 : 1;
  if (column.texts && column.kind === "text") {
    const keys = column.texts.map(folded);
    order.sort((a, b) => {
      if (!keys[a] || !keys[b]) return (keys[a] ? 0 : 1) - (keys[b] ? 0 : 1) || a - b;
      return keys[a] < keys[b] ? -turn : keys[a] > keys[b] ? turn : a - b;
    });
    return order;
  }
  const numbers = column.numbers || Float64Array.from(/** @type {string[]} */ (column.texts), Number);
  order.sort((a, b) => {
    const x = numbers[a], y = numbers[b];
    if (x !== x || y !== y) return (x !== x ? 1 : 0) - (y !== y ? 1 : 0) || a - b;
    return (x - y) * turn || a - b;
  });
  return order;
}
