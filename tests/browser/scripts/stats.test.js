import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, logStart, quantile, spansDecades, ticksOf } from "../../../assets/site/stats.js";

test("quantiles lie between neighbours in proportion", () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75);
  assert.equal(quantile([7], 0.9), 7);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test("whiskers end at the furthest values within one and a half boxes", () => {
  const box = boxOf([1, 2, 3, 4, 5, 6, 7, 8, 100]);
  assert.deepEqual(box, { count: 9, low: 1, q1: 3, median: 5, q3: 7, high: 8, first: 0, last: 7 });
  assert.equal(boxOf([]), null);
});

test("on a logarithmic axis the fences are those of the logarithms", () => {
  const values = [1, 10, 10, 10, 100, 100, 100, 1000, 20000];
  assert.equal(boxOf(values).last, 6);
  assert.equal(boxOf(values, Math.log).last, 7);
});

test("counts and days are logarithmic from one up, money from its least", () => {
  assert.equal(spansDecades("days", 0, 700), true);
  assert.equal(spansDecades("count", 0, 90), false);
  assert.equal(spansDecades("money", 0, 1e6), false);
  assert.equal(spansDecades("money", 5, 1000), true);
  assert.equal(logStart("days", 0, 700), 1);
  assert.equal(logStart("money", -20, 1000), 0.1);
});

test("three ticks at least", () => {
  for (const high of [1, 1.1, 3, 7, 9.99, 42, 1000, 86499]) assert.ok(ticksOf(0, high, 2).length >= 3, String(high));
});

test("ticks are round", () => {
  assert.deepEqual(ticksOf(0, 100, 4), [0, 25, 50, 75, 100]);
  assert.deepEqual(ticksOf(0, 7, 4), [0, 2, 4, 6]);
  assert.deepEqual(ticksOf(5, 5, 4), [5]);
});
