/* The customers of the data island, and which of them a choice keeps. */
import { readColumn, unpack } from "./data.js";
import { boxOf } from "./stats.js";
import { fold, hasWords, wordsOf } from "./text.js";

/**
 * @typedef {object} SegmentFacts
 * @property {string} label
 * @property {string} slug
 * @property {string} reason
 * @property {number} colour
 * @property {number} customers  exact, even where the rows are a sample
 * @property {number} orders
 * @property {number} revenue
 * @property {Record<string, number>} mean
 */

export class Crowd {
  /** @param {any} raw  as publish/site_explore.c writes it */
  constructor(raw) {
    this.rows = raw.rows;
    this.total = raw.total;
    this.sampled = raw.sampled;
    this.sign = raw.sign;
    /** @type {SegmentFacts[]} */
    this.segments = raw.segments;
    this.mean = raw.mean;
    this.sd = raw.sd;
    this.units = raw.units;
    /** @type {string[]} */
    this.clustered = raw.clustered || [];
    this.segmentOf = Uint8Array.from(unpack(raw.segment_of));
    this.countries = raw.countries || [];
    this.countryOf = raw.countries_of ? unpack(raw.countries_of) : null;
    this.categories = raw.categories || [];
    this.categoryOf = raw.categories_of ? unpack(raw.categories_of) : null;
    /** @type {import("./data.js").Column[]} */
    this.columns = raw.columns.map(readColumn);
    this.weight = this.weights();
  }

  /** How many customers of its segment a row stands for: 1 unless the rows are a sample. */
  weights() {
    const rows = new Array(this.segments.length).fill(0);
    for (const segment of this.segmentOf) rows[segment]++;
    return this.segments.map((segment, i) => (rows[i] ? segment.customers / rows[i] : 1));
  }

  /** @param {string} key */
  column(key) {
    return this.columns.find((column) => column.key === key);
  }

  /** @param {string} key @returns {Float64Array} */
  numbers(key) {
    return this.column(key)?.numbers || new Float64Array(this.rows).fill(NaN);
  }

  /** The columns of figures that a range or an axis may take. */
  figures() {
    return this.columns.filter((column) => column.numbers);
  }

  /** The rows in ascending order of a column, made when first asked for. @param {string} key */
  ascending(key) {
    this.orders ??= new Map();
    let order = this.orders.get(key);
    if (!order) {
      const numbers = this.numbers(key);
      order = Uint32Array.from({ length: this.rows }, (_, i) => i).sort((a, b) => numbers[a] - numbers[b]);
      this.orders.set(key, order);
    }
    return order;
  }

  /** @param {number} row */
  foldedRow(row) {
    this.folded ??= new Array(this.rows);
    const country = this.countryOf ? this.countries[this.countryOf[row]] || "" : "";
    return (this.folded[row] ??= fold(
      [...this.columns.filter((c) => c.texts).map((c) => c.texts[row]), country, this.segments[this.segmentOf[row]].label].join(" "),
    ));
  }

  /**
   * 1 for each row that the choice keeps.
   * @param {import("./state.js").Choice} choice
   * @returns {Uint8Array}
   */
  keep(choice) {
    const kept = new Uint8Array(this.rows).fill(1);
    const drop = (/** @type {(row: number) => boolean} */ isOut) => {
      for (let row = 0; row < kept.length; row++) if (kept[row] && isOut(row)) kept[row] = 0;
    };
    if (choice.segments) {
      const isIn = this.segments.map((segment) => choice.segments.includes(segment.slug));
      drop((row) => !isIn[this.segmentOf[row]]);
    }
    for (const [key, [low, high]] of Object.entries(choice.ranges)) {
      const numbers = this.numbers(key);
      if (low !== null) drop((row) => !(numbers[row] >= low));
      if (high !== null) drop((row) => !(numbers[row] <= high));
    }
    this.keepNamed(drop, choice.country, this.countries, this.countryOf);
    this.keepNamed(drop, choice.category, this.categories, this.categoryOf);
    const words = wordsOf(choice.query);
    if (words.length) drop((row) => !hasWords(this.foldedRow(row), words));
    return kept;
  }

  /**
   * @param {(isOut: (row: number) => boolean) => void} drop
   * @param {string} name
   * @param {string[]} names
   * @param {Float64Array | null} codes
   */
  keepNamed(drop, name, names, codes) {
    const code = name ? names.indexOf(name) : -1;
    if (name && codes) drop((row) => codes[row] !== code);
  }

  /**
   * The figures of the kept rows, by segment. Of whole segments they are exact; otherwise a sample's
   * rows count as many customers as they stand for.
   * @param {Uint8Array} kept
   * @param {import("./state.js").Choice} choice
   */
  sums(kept, choice) {
    const spend = this.numbers("total_spend"), orders = this.numbers("frequency");
    const sums = this.segments.map(() => ({ customers: 0, revenue: 0, orders: 0 }));
    for (let row = 0; row < kept.length; row++) {
      if (!kept[row]) continue;
      const segment = this.segmentOf[row];
      sums[segment].customers += this.weight[segment];
      sums[segment].revenue += spend[row] * this.weight[segment];
      sums[segment].orders += orders[row] * this.weight[segment];
    }
    if (!this.sampled || !isWholeSegments(choice)) return { sums, exact: !this.sampled };
    const isIn = (/** @type {SegmentFacts} */ s) => !choice.segments || choice.segments.includes(s.slug);
    return {
      exact: true,
      sums: this.segments.map((s) =>
        isIn(s) ? { customers: s.customers, revenue: s.revenue, orders: s.orders } : { customers: 0, revenue: 0, orders: 0 }),
    };
  }

  /** Those who bought: the others' recency and sums are no measurements. @param {number} row */
  hasBought(row) {
    return this.numbers("frequency")[row] > 0;
  }

  /** The kept buyers' values of a column by segment, ascending. @param {string} key @param {Uint8Array} kept */
  valuesBySegment(key, kept) {
    const numbers = this.numbers(key), orders = this.numbers("frequency");
    /** @type {number[][]} */
    const lists = this.segments.map(() => []);
    for (const row of this.ascending(key)) {
      if (kept[row] && orders[row] > 0 && numbers[row] === numbers[row]) lists[this.segmentOf[row]].push(numbers[row]);
    }
    return lists;
  }

  /** @param {string} key @param {Uint8Array} kept */
  boxesBySegment(key, kept) {
    return this.valuesBySegment(key, kept).map(boxOf);
  }
}

/** Whether the choice is about nothing but segments. @param {import("./state.js").Choice} choice */
export function isWholeSegments(choice) {
  const hasRange = Object.values(choice.ranges).some(([low, high]) => low !== null || high !== null);
  return !hasRange && !choice.country && !choice.category && wordsOf(choice.query).length === 0;
}
