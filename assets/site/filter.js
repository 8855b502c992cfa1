/* The customers of the data island, and which of them a choice keeps. */
import { readColumn, unpack } from "./data.js";
import { boxOf, quantile } from "./stats.js";
import { fold, hasWords, wordsOf } from "./text.js";

/**
 * @typedef {object} SegmentFacts
 * @property {string} label
 * @property {string} slug
 * @property {string} reason
 * @property {number} colour
 * @property {number} customers  exact, even where the rows are a sample
 * @property {number} buyers
 * @property {number} purchases
 * @property {number} revenue
 * @property {Record<string, number>} mean
 */

/** @typedef {{customers: number, buyers: number, purchases: number, revenue: number}} Sums */

export class Crowd {
  /** @param {any} raw  as site/explore.c writes it */
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
    /** By country and segment, of all customers: there when the rows are a sample. */
    this.countrySums = raw.countries_sums;
    this.categories = raw.categories || [];
    this.categoryOf = raw.categories_of ? unpack(raw.categories_of) : null;
    this.categorySums = raw.categories_sums;
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
      order = ascendingOrder(this.numbers(key));
      this.orders.set(key, order);
    }
    return order;
  }

  /** The same without those who never bought. @param {string} key */
  buyersAscending(key) {
    this.buyerOrders ??= new Map();
    let order = this.buyerOrders.get(key);
    if (!order) {
      const purchases = this.numbers("frequency");
      order = this.ascending(key).filter((row) => purchases[row] > 0);
      this.buyerOrders.set(key, order);
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
   * The figures of the kept rows, by segment. Of a sample they are exact where they are known
   * beforehand; otherwise its rows count as many customers as they stand for.
   * @param {Uint8Array} kept
   * @param {import("./state.js").Choice} choice
   * @returns {{sums: Sums[], exact: boolean}}
   */
  sums(kept, choice) {
    const known = this.sampled ? this.known(choice) : null;
    if (known) return { sums: known, exact: true };
    const spend = this.numbers("total_spend"), purchases = this.numbers("frequency");
    const sums = this.segments.map(() => ({ customers: 0, buyers: 0, purchases: 0, revenue: 0 }));
    for (let row = 0; row < kept.length; row++) {
      if (!kept[row]) continue;
      const sum = sums[this.segmentOf[row]], weight = this.weight[this.segmentOf[row]];
      sum.customers += weight;
      sum.buyers += purchases[row] > 0 ? weight : 0;
      sum.purchases += purchases[row] * weight;
      sum.revenue += spend[row] * weight;
    }
    return { sums, exact: !this.sampled };
  }

  /**
   * What the report counted over all customers: by segment, also within a country or a category.
   * @param {import("./state.js").Choice} choice
   * @returns {Sums[] | null}
   */
  known(choice) {
    if (!isCountedBeforehand(choice)) return null;
    const name = choice.country || choice.category;
    const [names, table] = choice.country ? [this.countries, this.countrySums] : [this.categories, this.categorySums];
    if (name && !table) return null;
    const first = names.indexOf(name) * this.segments.length;
    return this.segments.map((segment, i) => {
      const isIn = (!choice.segments || choice.segments.includes(segment.slug)) && (!name || first >= 0);
      const of = (/** @type {keyof Sums} */ key) => (!isIn ? 0 : name ? table[key][first + i] : segment[key]);
      return { customers: of("customers"), buyers: of("buyers"), purchases: of("purchases"), revenue: of("revenue") };
    });
  }

  /** Those who bought: the others' recency and sums are no measurements. @param {number} row */
  hasBought(row) {
    return this.numbers("frequency")[row] > 0;
  }

  /**
   * The kept buyers' rows by segment, in ascending order of a column; blanks left out.
   * @param {string} key
   * @param {Uint8Array} kept
   * @returns {Uint32Array[]}
   */
  rowsBySegment(key, kept) {
    const numbers = this.numbers(key), order = this.buyersAscending(key), { segmentOf } = this;
    const counts = new Uint32Array(this.segments.length);
    for (let i = 0; i < order.length; i++) if (kept[order[i]]) counts[segmentOf[order[i]]]++;
    const lists = Array.from(counts, (count) => new Uint32Array(count));
    counts.fill(0);
    for (let i = 0; i < order.length; i++) {
      const row = order[i], segment = segmentOf[row];
      if (kept[row] && numbers[row] === numbers[row]) lists[segment][counts[segment]++] = row;
    }
    return lists.map((list, segment) => list.subarray(0, counts[segment]));
  }

  /**
   * Each segment's box, and all rows beyond its whiskers.
   * @param {string} key
   * @param {Uint8Array} kept
   * @param {number} start  where a logarithmic axis begins; 0: it is straight
   */
  boxesBySegment(key, kept, start) {
    const numbers = this.numbers(key);
    return this.rowsBySegment(key, kept).map((rows) => {
      const box = boxOf(Float64Array.from(rows, (row) => Math.max(numbers[row], start || -Infinity)), start ? Math.log : Number);
      if (!box) return { box, beyond: [] };
      return { box, beyond: [...rows.subarray(0, box.first), ...rows.subarray(box.last + 1)] };
    });
  }

  /** The least and the largest value of all buyers. @param {string} key @returns {[number, number]} */
  rangeOf(key) {
    const numbers = this.numbers(key);
    const order = this.buyersAscending(key).filter((row) => numbers[row] === numbers[row]);
    return order.length ? [numbers[order[0]], numbers[order[order.length - 1]]] : [NaN, NaN];
  }

  /** The median over the kept buyers. @param {string} key @param {Uint8Array} kept */
  median(key, kept) {
    const numbers = this.numbers(key), order = this.buyersAscending(key);
    const values = new Float64Array(order.length);
    let count = 0;
    for (let i = 0; i < order.length; i++) if (kept[order[i]]) values[count++] = numbers[order[i]];
    return quantile(values.subarray(0, count), 0.5);
  }
}

/**
 * Indexes by ascending value, equal ones by index: sorted as values, and each value's places looked
 * up, because numbers sort far quicker than a function compares them.
 * @param {Float64Array} numbers
 * @returns {Uint32Array}
 */
export function ascendingOrder(numbers) {
  const sorted = numbers.slice().sort();
  const next = new Map();
  for (let i = sorted.length - 1; i >= 0; i--) next.set(sorted[i], i);
  const order = new Uint32Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) {
    const at = next.get(numbers[row]);
    order[at] = row;
    next.set(numbers[row], at + 1);
  }
  return order;
}

/**
 * Whether the choice is about nothing but segments, and a country or a category.
 * @param {import("./state.js").Choice} choice
 */
export function isCountedBeforehand(choice) {
  const hasRange = Object.values(choice.ranges).some(([low, high]) => low !== null || high !== null);
  return !hasRange && !(choice.country && choice.category) && wordsOf(choice.query).length === 0;
}
