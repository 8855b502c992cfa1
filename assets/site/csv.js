/* Comma-separated values (RFC 4180), safe to open in a spreadsheet; as publish/csv.c writes them. */

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it.
 * @param {string} text
 * @returns {string}
 */
export function csvText(text) {
  const isFormula = /^[=+\-@\t\r]/.test(text);
  if (!isFormula && !/[",\r\n]/.test(text)) return text;
  return '"' + (isFormula ? "'" : "") + text.replaceAll('"', '""') + '"';
}

/**
 * @param {import("./data.js").Column[]} columns
 * @param {ArrayLike<number>} rows
 * @returns {string}
 */
export function csvOf(columns, rows) {
  const lines = [columns.map((column) => csvText(column.key)).join(",")];
  for (let i = 0; i < rows.length; i++) {
    lines.push(columns.map((column) => csvCell(column, rows[i])).join(","));
  }
  return lines.join("\n") + "\n";
}

/** @param {import("./data.js").Column} column @param {number} row */
function csvCell(column, row) {
  if (column.kind === "id" && column.texts) return column.texts[row];
  if (column.texts) return csvText(column.texts[row]);
  const value = /** @type {Float64Array} */ (column.numbers)[row];
  if (!Number.isFinite(value)) return "";
  return column.kind === "money" ? value.toFixed(2) : String(value);
}

/** @param {string} name @param {string} text */
export function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
