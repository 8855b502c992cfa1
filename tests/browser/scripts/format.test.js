import assert from "node:assert/strict";
import { test } from "node:test";
import { cellText, counted, grouped, money, moneyShort, percent, short, valueText, withoutZeros } from "../../../assets/site/format.js";

test("numbers are grouped, with a true minus", () => {
  assert.equal(grouped(1234567.8, 2), "1,234,567.80");
  assert.equal(grouped(-1234.5, 0), "−1,235"); // a half goes up
  assert.equal(grouped(2.5, 0), "3");
  assert.equal(grouped(1.005, 2), "1.01");
  assert.equal(grouped(0.4999999999, 0), "0");
  assert.equal(grouped(3.5, 0), "4");
  assert.equal(grouped(-0.001, 2), "0.00");
  assert.equal(grouped(NaN, 2), "–");
});

test("short numbers have three figures", () => {
  assert.equal(short(950), "950");
  assert.equal(short(999.6), "1.00K");
  assert.equal(short(1234567), "1.23M");
  assert.equal(short(0.5), "0.50");
  assert.equal(withoutZeros("$6.00K"), "$6K");
  assert.equal(withoutZeros("2.50"), "2.5");
  assert.equal(withoutZeros("200"), "200");
});

test("the sign of money stands behind the minus", () => {
  assert.equal(money(-1234.5, "$"), "−$1,234.50");
  assert.equal(moneyShort(1.5e6, "CHF "), "CHF 1.50M");
  assert.equal(percent(0.1234, 1), "12.3%");
  assert.equal(percent(57 / 200), "29%");
  assert.equal(percent(0.004), "<1%");
  assert.equal(percent(0.9996), ">99%");
  assert.equal(percent(0), "0%");
  assert.equal(percent(1), "100%");
});

test("cells leave the unit to their header, sentences do not", () => {
  assert.equal(cellText(2.7, { kind: "ratio", decimals: 1 }), "2.7×");
  assert.equal(cellText(1.25, { kind: "sigma", decimals: 1 }), "+1.3");
  assert.equal(cellText(0.04, { kind: "sigma", decimals: 1 }), "0.0");
  assert.equal(valueText(1, { kind: "days", decimals: 0 }, "$"), "1 day");
  assert.equal(valueText(41, { kind: "days", decimals: 0 }, "$"), "41 days");
  assert.equal(valueText(1, { kind: "count", decimals: 0 }, "$", "purchases"), "1 purchase");
  assert.equal(counted(1, "customer"), "1 customer");
  assert.equal(counted(1234, "customer"), "1,234 customers");
  assert.equal(counted(0, "has bought", "have bought"), "0 have bought");
  assert.equal(valueText(3, { kind: "count", decimals: 0 }, "$", "purchases"), "3 purchases");
  assert.equal(valueText(86.2, { kind: "money", decimals: 2 }, "$"), "$86.20");
});
