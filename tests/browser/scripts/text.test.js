import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, hasWords, wordsOf } from "../../../assets/site/text.js";

test("accents are folded, and the letters that Unicode does not take apart", () => {
  assert.equal(fold("Łukasz Ørsted ĐURIĆ İnci ıssız Groß Ægir Renée"), "lukasz orsted duric inci issiz gross aegir renee");
});

test("every word of a query must be there, in any order", () => {
  assert.ok(hasWords(fold("Müller, Anna"), wordsOf("  anna MULLER ")));
  assert.ok(!hasWords(fold("Müller, Anna"), wordsOf("anna max")));
  assert.deepEqual(wordsOf("   "), []);
});
