/* A table that sorts, searches, shows the columns and rows that are asked for, and gives them as CSV.
 *
 * The rows that are in sight are the only ones in the page, so that 20,000 are as quick as 20.
 * Before printing all of them are put in, up to a limit. */
import { csvOf, download } from "./csv.js";
import { orderOf } from "./data.js";
import { cellText, counted, grouped } from "./format.js";
import { fold, hasWords, wordsOf } from "./text.js";

const ROWS_BEYOND_SIGHT = 8;
const ROWS_IN_PRINT = 2000;

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {(Node | string)[]} [children]
 * @returns {any}
 */
export function make(tag, properties = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export class RowTable {
  /**
   * @param {HTMLElement} card    has a table with a header row; gets tools above it
   * @param {{rows: number, total: number, columns: import("./data.js").Column[]}} source
   * @param {{name: string, noun: string, search: boolean, hidden?: string[], onRow?: (row: number) => void}} options
   */
  constructor(card, source, options) {
    this.card = card;
    this.source = source;
    this.options = options;
    this.scroller = /** @type {HTMLElement} */ (card.querySelector(".table-scroll"));
    this.table = /** @type {HTMLTableElement} */ (card.querySelector("table"));
    this.body = this.table.tBodies[0];
    this.headers = [...this.table.tHead.rows[0].cells];
    this.hidden = new Set(options.hidden || []);
    this.order = Uint32Array.from({ length: source.rows }, (_, i) => i);
    this.allowed = null;
    this.words = [];
    this.sorted = null;
    this.rows = this.order;
    this.firstDrawn = -1;
    card.classList.add("ready");
    this.toolsMake();
    this.headersMake();
    this.rowHeight = this.measure();
    this.scroller.addEventListener("scroll", () => this.draw(false), { passive: true });
    addEventListener("resize", () => this.draw(false));
    addEventListener("beforeprint", () => this.drawRows(0, Math.min(this.rows.length, ROWS_IN_PRINT)));
    addEventListener("afterprint", () => this.draw(true));
    this.update();
  }

  toolsMake() {
    const { options } = this;
    this.status = make("output");
    const tools = make("div", { className: "tools" });
    if (options.search) {
      const box = make("input", { type: "search", placeholder: "Search", autocomplete: "off" });
      box.setAttribute("aria-label", "Search " + options.noun + "s");
      box.addEventListener("input", () => {
        this.words = wordsOf(box.value);
        this.update();
      });
      tools.append(box);
    }
    const save = make("button", { type: "button", textContent: "Download what is shown as CSV" });
    save.addEventListener("click", () => download(options.name + ".csv", this.csv()));
    tools.append(this.status, this.columnsMake(), save);
    this.card.prepend(tools);
  }

  columnsMake() {
    const list = make("div", { className: "card" });
    this.source.columns.forEach((column, i) => {
      if (i === 0) return; /* what the row is about stays */
      const box = make("input", { type: "checkbox", checked: !this.hidden.has(column.key) });
      box.addEventListener("change", () => {
        if (box.checked) this.hidden.delete(column.key);
        else this.hidden.add(column.key);
        this.headersShow();
        this.draw(true);
      });
      list.append(make("label", {}, [box, column.title]));
    });
    return make("details", { className: "columns" }, [
      make("summary", { className: "button", textContent: "Columns" }), list,
    ]);
  }

  headersMake() {
    this.headers.forEach((header, i) => {
      const button = make("button", { type: "button", className: "sort" }, [...header.childNodes]);
      header.append(button);
      button.addEventListener("click", () => this.sortBy(i));
    });
    this.headersShow();
  }

  headersShow() {
    this.headers.forEach((header, i) => {
      header.hidden = this.hidden.has(this.source.columns[i].key);
    });
  }

  /** First ascending for texts and descending for figures, then the other way. @param {number} i */
  sortBy(i) {
    const column = this.source.columns[i];
    const isText = column.kind === "text" || column.kind === "id";
    const again = this.sorted && this.sorted.i === i;
    const descending = again ? !this.sorted.descending : !isText;
    this.sorted = { i, descending };
    this.order = orderOf(column, this.source.rows, descending, fold);
    this.headers.forEach((header, h) => {
      if (h === i) header.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
    });
    this.update();
  }

  /** Shows only rows that are marked with 1; null shows all. @param {Uint8Array | null} allowed */
  allow(allowed) {
    this.allowed = allowed;
    this.update();
  }

  /** All texts of a row, folded, made when first asked for. @param {number} row */
  foldedRow(row) {
    this.folded ??= new Array(this.source.rows);
    return (this.folded[row] ??= fold(
      this.source.columns.map((column) => (column.texts ? column.texts[row] : "")).join(" "),
    ));
  }

  update() {
    const { words, allowed } = this;
    const isShown = (/** @type {number} */ row) =>
      (!allowed || allowed[row] === 1) && (words.length === 0 || hasWords(this.foldedRow(row), words));
    this.rows = words.length || allowed ? this.order.filter(isShown) : this.order;
    const high = this.scroller.clientHeight; /* asked before anything changes: asked later, it costs a layout */
    this.scroller.scrollTop = 0;
    this.drawAt(0, high, true);
    const all = counted(this.source.rows, this.options.noun);
    this.status.textContent =
      this.rows.length === this.source.rows ? all : `${grouped(this.rows.length, 0)} of ${all}`;
    this.table.setAttribute("aria-rowcount", String(this.rows.length + 1));
  }

  measure() {
    const row = this.body.rows[0];
    return (row && row.getBoundingClientRect().height) || 38;
  }

  /** @param {boolean} force  draw even if the rows in sight are the same */
  draw(force) {
    this.drawAt(this.scroller.scrollTop, this.scroller.clientHeight, force);
  }

  /** @param {number} scrolled @param {number} high @param {boolean} force */
  drawAt(scrolled, high, force) {
    const inSight = Math.ceil(high / this.rowHeight) || 20;
    const top = Math.floor(scrolled / this.rowHeight);
    const first = Math.max(0, Math.min(top, this.rows.length - inSight) - ROWS_BEYOND_SIGHT);
    const step = first - (first % ROWS_BEYOND_SIGHT);
    if (!force && step === this.firstDrawn) return;
    this.drawRows(step, Math.min(this.rows.length, step + inSight + 3 * ROWS_BEYOND_SIGHT));
  }

  /** @param {number} first @param {number} end */
  drawRows(first, end) {
    const focused = this.body.contains(document.activeElement);
    const lines = [];
    if (first > 0) lines.push(this.spacer(first));
    for (let i = first; i < end; i++) lines.push(this.row(this.rows[i], i));
    if (end < this.rows.length) lines.push(this.spacer(this.rows.length - end));
    if (this.rows.length === 0) lines.push(this.emptyRow());
    this.body.replaceChildren(...lines);
    this.firstDrawn = first;
    if (focused) this.scroller.focus({ preventScroll: true });
  }

  /** @param {number} rows */
  spacer(rows) {
    const cell = make("td", { colSpan: this.headers.length });
    cell.style.height = rows * this.rowHeight + "px";
    const line = make("tr", { className: "spacer" }, [cell]);
    line.setAttribute("aria-hidden", "true");
    return line;
  }

  emptyRow() {
    return make("tr", {}, [make("td", { colSpan: this.headers.length, textContent: "None of them match." })]);
  }

  /** @param {number} row @param {number} place */
  row(row, place) {
    const line = make("tr");
    line.setAttribute("aria-rowindex", String(place + 2));
    this.source.columns.forEach((column, i) => {
      if (!this.hidden.has(column.key)) line.append(this.cell(column, row, i));
    });
    return line;
  }

  /** @param {import("./data.js").Column} column @param {number} row @param {number} i */
  cell(column, row, i) {
    const text = column.texts ? column.texts[row] : cellText(column.numbers[row], column);
    const cell = make(i === 0 && column.kind === "text" ? "th" : "td");
    if (cell.tagName === "TH") cell.scope = "row";
    if (column.kind !== "text") cell.className = "n";
    if (text.length > 24) cell.title = text.slice(0, 300);
    if (column.colours && column.colours[row] >= 0) {
      cell.append(make("span", { className: "dot seg-" + column.colours[row] }));
    }
    const link = column.links && column.links[row];
    if (this.options.onRow && i === 0) cell.append(this.opener(row, text));
    else cell.append(link ? make("a", { href: link, textContent: text }) : text);
    return cell;
  }

  /** @param {number} row @param {string} text */
  opener(row, text) {
    const button = make("button", { type: "button", className: "row-open", textContent: text });
    button.addEventListener("click", () => this.options.onRow(row));
    return button;
  }

  csv() {
    return csvOf(this.source.columns.filter((column) => !this.hidden.has(column.key)), this.rows);
  }
}
