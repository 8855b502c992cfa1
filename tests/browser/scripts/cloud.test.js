import assert from "node:assert/strict";
import { test } from "node:test";
import { axisOf, spotOf } from "../../../assets/site/cloud.js";

test("a column lies in -1 to 1, blanks nowhere", () => {
  const { at, isLog, ticks } = axisOf(Float64Array.of(10, 20, NaN, 15));
  assert.deepEqual([...at], [-1, 1, NaN, 0]);
  assert.equal(isLog, false);
  assert.deepEqual(ticks, [10, 15, 20]);
});

test("an axis is logarithmic only where the values reach far, and over ten times the smallest", () => {
  assert.equal(axisOf(Float64Array.of(1, 2, 3, 4, 1000)).isLog, true);
  assert.equal(axisOf(Float64Array.of(37, 37, 37, 38, 50)).isLog, false);
  assert.equal(axisOf(Float64Array.of(-1, 2, 3, 4, 1000)).isLog, false);
  const { at, ticks } = axisOf(Float64Array.of(0, 0, 0, 99));
  assert.deepEqual([at[0], at[3]], [-1, 1]);
  assert.ok(Math.abs(ticks[1] - 9) < 1e-9, "the middle of a logarithmic axis from 0 to 99");
});

test("a column without a single value is an axis all the same", () => {
  assert.deepEqual(axisOf(Float64Array.of(NaN, NaN)).ticks, [0, 0.5, 1]);
});

test("a spot is round about its middle", () => {
  assert.equal(spotOf(0).length, 1);
  assert.equal(spotOf(1).length, 5);
});
