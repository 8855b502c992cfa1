import assert from "node:assert/strict";
import { test } from "node:test";
import { Crowd, isWholeSegments } from "../../../assets/site/filter.js";
import { choiceToHash, emptyChoice, hashToChoice } from "../../../assets/site/state.js";

const pack = (/** @type {number[]} */ numbers) => ({
  kind: "count", decimals: 0, bytes: 2, scale: 1, low: 0,
  data: btoa(String.fromCharCode(...numbers.flatMap((n) => [n & 255, n >> 8]))),
});

function crowd(extra = {}) {
  return new Crowd({
    rows: 4, total: 4, sampled: false, sign: "$",
    segments: [
      { label: "Champions", slug: "champions", colour: 0, customers: 2, orders: 30, revenue: 300, mean: {} },
      { label: "At Risk", slug: "at-risk", colour: 1, customers: 2, orders: 3, revenue: 40, mean: {} },
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
  assert.deepEqual(sums, [{ customers: 2, revenue: 300, orders: 30 }, { customers: 0, revenue: 0, orders: 0 }]);
});

test("of a sample, whole segments are exact and the rest is an estimate", () => {
  const sample = crowd({ sampled: true, total: 2002 });
  sample.segments[0].customers = 2000;
  sample.weight = sample.weights();
  const whole = { ...emptyChoice(), segments: ["champions"] };
  assert.deepEqual(sample.sums(sample.keep(whole), whole).sums[0], { customers: 2000, revenue: 300, orders: 30 });
  const part = { ...emptyChoice(), ranges: { total_spend: [150, null] } };
  const got = sample.sums(sample.keep(part), part);
  assert.equal(got.exact, false);
  assert.equal(got.sums[0].customers, 1000);
});

test("boxes leave out those who never bought", () => {
  const all = crowd();
  assert.deepEqual(all.valuesBySegment("total_spend", all.keep(emptyChoice())), [[100, 200], [40]]);
});

test("the address keeps a choice and gives it back", () => {
  const choice = { segments: ["champions", "at-risk"], ranges: { total_spend: [10, null], frequency: [null, 5] }, country: "Côte d'Ivoire", category: "A&B=C", query: "ł #é" };
  assert.deepEqual(hashToChoice(choiceToHash(choice), ["total_spend", "frequency"]), choice);
  assert.equal(choiceToHash(emptyChoice()), "#explore");
  assert.equal(hashToChoice("#insights", []), null);
  assert.deepEqual(hashToChoice("#explore?total_spend=x..1e999", ["total_spend"]).ranges, { total_spend: [null, null] });
  assert.deepEqual(hashToChoice("#explore?segments=", []).segments, []);
});

test("only segments are chosen, or more", () => {
  assert.ok(isWholeSegments({ ...emptyChoice(), segments: ["a"], ranges: { x: [null, null] }, query: " " }));
  assert.ok(!isWholeSegments({ ...emptyChoice(), ranges: { x: [1, null] } }));
  assert.ok(!isWholeSegments({ ...emptyChoice(), query: "a" }));
});
