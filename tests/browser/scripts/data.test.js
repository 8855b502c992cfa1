import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf, csvText } from "../../../assets/site/csv.js";
import { orderOf, readColumn, unpack } from "../../../assets/site/data.js";
import { fold } from "../../../assets/site/text.js";

const base64 = (...bytes) => btoa(String.fromCharCode(...bytes));

test("packed numbers come back, and the largest code is a blank", () => {
  const got = unpack({ bytes: 2, scale: 100, low: -150, data: base64(0, 0, 50, 1, 255, 255) });
  assert.deepEqual([...got], [-1.5, 1.56, NaN]);
});

test("texts stay texts", () => {
  assert.deepEqual(readColumn({ key: "a", kind: "text", texts: ["x"] }).texts, ["x"]);
});

test("rows are ordered by figures with blanks last, either way", () => {
  const column = { key: "a", title: "A", kind: "money", decimals: 2, numbers: Float64Array.of(3, NaN, 1, 3) };
  assert.deepEqual([...orderOf(column, 4, false, fold)], [2, 0, 3, 1]);
  assert.deepEqual([...orderOf(column, 4, true, fold)], [0, 3, 2, 1]);
});

test("rows are ordered by folded texts, and ids by their numbers", () => {
  const names = { key: "n", title: "N", kind: "text", decimals: 0, texts: ["Zoé", "", "émile", "Łukasz"] };
  assert.deepEqual([...orderOf(names, 4, false, fold)], [2, 3, 0, 1]);
  const ids = { key: "i", title: "I", kind: "id", decimals: 0, texts: ["10", "9", "100"] };
  assert.deepEqual([...orderOf(ids, 3, false, fold)], [1, 0, 2]);
});

test("a text that a spreadsheet would run is made harmless", () => {
  for (const text of ["=1+1", "+1", "-1", "@x", "\tx", "\rx"]) assert.equal(csvText(text), `"'${text}"`);
  assert.equal(csvText('a "b", c'), '"a ""b"", c"');
  assert.equal(csvText("plain"), "plain");
});

test("CSV has the keys as header, the rows asked for, and blanks for blanks", () => {
  const columns = [
    { key: "name", title: "Name", kind: "text", decimals: 0, texts: ["=a", "b,c", "d"] },
    { key: "spend", title: "Spend", kind: "money", decimals: 0, numbers: Float64Array.of(1.5, NaN, -2) },
  ];
  assert.equal(csvOf(columns, [2, 0, 1]), "name,spend\nd,-2.00\n\"'=a\",1.50\n\"b,c\",\n");
});
