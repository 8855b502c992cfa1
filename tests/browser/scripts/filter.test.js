import assert from "node:assert/strict";
import { test } from "node:test";
import { ascendingOrder, Crowd, isCountedBeforehand } from "../../../assets/site/filter.js";
import { choiceToHash, emptyChoice, hashToChoice } from "../../../assets/site/state.js";

const pack = (/** @type {number[]} */ numbers) => ({
  kind: "count", decimals: 0, bytes: 2, scale: 1, low: 0,
  data: btoa(String.fromCharCode(...numbers.flatMap((n) => [n & 255, n >> 8]))),
});

function crowd(extra = {}) {
  return new Crowd({
    rows: 4, total: 4, sampled: false, sign: "$",
    segments: [
      { label: "Champions", slug: "champions", colour: 0, customers: 2, buyers: 2, purchases: 30, revenue: 300, mean: {} },
      { label: "At Risk", slug: "at-risk", colour: 1, customers: 2, buyers: 1, purchases: 3, revenue: 40, mean: {} },
    ],
    mean: {}, sd: {}, units: {},
    segment_of: pack([0, 0, 1, 1]),
    countries: ["Poland", "Peru"], countries_of: pack([0, 1, 65535, 0]),
    columns: [
      { key: "customer_id", kind: "id", texts: ["1", "2", "3", "4"] },
      { key: "name", kind: "text", texts: ["Łukasz", "Renée", "Bo", "Al"] },
      { key: "total_spend", ...pack([100, 200, 40, 0]) },
      { key: "frequency", ...pack([10, 20, 3, 0]) },
    ],
    ...extra,
  });
}

const kept = (/** @type {object} */ choice) => [...crowd().keep({ ...emptyChoice(), ...choice })];

test("every filter keeps the rows that it should", () => {
  assert.deepEqual(kept({}), [1, 1, 1, 1]);
  assert.deepEqual(kept({ segments: ["at-risk"] }), [0, 0, 1, 1]);
  assert.deepEqual(kept({ segments: [] }), [0, 0, 0, 0]);
  assert.deepEqual(kept({ ranges: { total_spend: [40, 100] } }), [1, 0, 1, 0]);
  assert.deepEqual(kept({ ranges: { total_spend: [null, 50], frequency: [1, null] } }), [0, 0, 1, 0]);
  assert.deepEqual(kept({ country: "Poland" }), [1, 0, 0, 1]);
  assert.deepEqual(kept({ query: "luk" }), [1, 0, 0, 0]);
  assert.deepEqual(kept({ query: "renee peru champions" }), [0, 1, 0, 0]);
});

test("a choice that names what is not there keeps nothing rather than everything", () => {
  assert.deepEqual(kept({ country: "Atlantis" }), [0, 0, 0, 0]);
  assert.deepEqual(kept({ segments: ["nobody"] }), [0, 0, 0, 0]);
});

test("sums are by segment and exact", () => {
  const all = crowd();
  const { sums, exact } = all.sums(all.keep({ ...emptyChoice(), ranges: { total_spend: [50, null] } }), emptyChoice());
  assert.ok(exact);
  assert.deepEqual(sums, [{ customers: 2, buyers: 2, purchases: 30, revenue: 300 }, { customers: 0, buyers: 0, purchases: 0, revenue: 0 }]);
});

test("of a sample, whole segments are exact and the rest is an estimate", () => {
  const sample = crowd({ sampled: true, total: 2002 });
  sample.segments[0].customers = 2000;
  sample.weight = sample.weights();
  const whole = { ...emptyChoice(), segments: ["champions"] };
  assert.deepEqual(sample.sums(sample.keep(whole), whole).sums[0], { customers: 2000, buyers: 2, purchases: 30, revenue: 300 });
  const part = { ...emptyChoice(), ranges: { total_spend: [150, null] } };
  const got = sample.sums(sample.keep(part), part);
  assert.equal(got.exact, false);
  assert.equal(got.sums[0].customers, 1000);
});

test("of a sample, a country is exact where the report counted it, also within segments", () => {
  const sums = { customers: [900, 7, 100, 3], buyers: [800, 5, 90, 2], purchases: [10, 6, 5, 1], revenue: [70, 30, 20, 10] };
  const sample = crowd({ sampled: true, total: 2002, countries_sums: sums });
  const poland = { ...emptyChoice(), country: "Poland" };
  assert.deepEqual(sample.sums(sample.keep(poland), poland), {
    exact: true,
    sums: [{ customers: 900, buyers: 800, purchases: 10, revenue: 70 }, { customers: 7, buyers: 5, purchases: 6, revenue: 30 }],
  });
  const peru = { ...emptyChoice(), country: "Peru", segments: ["at-risk"] };
  assert.deepEqual(sample.known(peru).map((sum) => sum.customers), [0, 3]);
  assert.deepEqual(sample.known({ ...poland, country: "Atlantis" }).map((sum) => sum.customers), [0, 0]);
  assert.equal(sample.known({ ...poland, category: "Books" }), null);
});

test("boxes and medians leave out those who never bought", () => {
  const all = crowd();
  const kept = all.keep(emptyChoice());
  assert.deepEqual(all.rowsBySegment("total_spend", kept).map((rows) => [...rows]), [[0, 1], [2]]);
  assert.equal(all.median("total_spend", kept), 100);
  assert.ok(Number.isNaN(all.median("total_spend", new Uint8Array(4))));
});

test("all rows beyond a box's whiskers, in ascending order", () => {
  const values = [...Array(40).keys()].map((i) => 100 + (i % 5)).concat([1, 2, 900, 800, 700]);
  const all = crowd({
    rows: values.length, total: values.length, segment_of: pack(values.map(() => 0)), countries_of: null,
    columns: [{ key: "total_spend", ...pack(values) }, { key: "frequency", ...pack(values.map(() => 1)) }],
  });
  const [{ box, beyond }] = all.boxesBySegment("total_spend", all.keep(emptyChoice()), 0);
  assert.deepEqual([box.low, box.high], [100, 104]);
  assert.deepEqual(beyond.map((row) => values[row]), [1, 2, 700, 800, 900]);
});

test("rows come in ascending order, equal ones as they stand, blanks last", () => {
  assert.deepEqual([...ascendingOrder(Float64Array.of(3, NaN, 1, 3, -2))], [4, 2, 0, 3, 1]);
});

test("the address keeps a choice and gives it back", () => {
  const choice = { segments: ["champions", "at-risk"], ranges: { total_spend: [10, null], frequency: [null, 5] }, country: "Côte d'Ivoire", category: "A&B=C", query: "ł #é" };
  assert.deepEqual(hashToChoice(choiceToHash(choice), ["total_spend", "frequency"]), choice);
  assert.equal(choiceToHash(emptyChoice()), "#explore");
  assert.equal(hashToChoice("#insights", []), null);
  assert.deepEqual(hashToChoice("#explore?total_spend=x..1e999", ["total_spend"]).ranges, { total_spend: [null, null] });
  assert.deepEqual(hashToChoice("#explore?segments=", []).segments, []);
});

test("what the report counted beforehand, and what not", () => {
  assert.ok(isCountedBeforehand({ ...emptyChoice(), segments: ["a"], ranges: { x: [null, null] }, query: " " }));
  assert.ok(!isCountedBeforehand({ ...emptyChoice(), ranges: { x: [1, null] } }));
  assert.ok(!isCountedBeforehand({ ...emptyChoice(), query: "a" }));
});
