/* The list of customers: sorted, searched, scrolled, its columns chosen, taken away as CSV. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { close, number, open, parseCsv, report, withBrowser } from "./lib.js";

withBrowser();
const customers = parseCsv(readFileSync(report + "/attachments/customer_segments.csv", "utf8"));
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđıß]/g, (c) => ({ ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss" })[c]);
const lines = (page) => page.locator("tbody tr:not(.spacer)");
const status = (page) => page.locator(".tools output").textContent();
const download = async (page) => {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
  return readFileSync(await file.path(), "utf8");
};
const rowsOf = (text) => parseCsv(text.replace(/^\ufeff/, ""));

test("every column sorts, both ways, and says how", async () => {
  const page = await open("customers.html");
  const headers = page.locator("thead th");
  for (let i = 0; i < (await headers.count()); i++) {
    const orders = [];
    for (let click = 0; click < 2; click++) {
      await headers.nth(i).getByRole("button").click();
      const how = await headers.nth(i).getAttribute("aria-sort");
      const keys = Object.values(rowsOf(await download(page))).map((row) => Object.values(row)[i]);
      const values = keys.filter((key) => key !== "");
      const isNumber = values.every((value) => Number.isFinite(Number(value)));
      const sign = how === "ascending" ? 1 : -1;
      for (let r = 1; r < values.length; r++) {
        const [a, b] = isNumber ? [Number(values[r - 1]), Number(values[r])] : [plain(values[r - 1]), plain(values[r])];
        assert.ok(a === b || (a < b ? sign : -sign) > 0, `column ${i} ${how}: ${values[r - 1]} before ${values[r]}`);
      }
      orders.push(how);
    }
    assert.deepEqual([...orders].sort(), ["ascending", "descending"]);
  }
  assert.equal(await page.locator("[aria-sort]").count(), 1);
  await close(page);
});

test("customers are found without their accents, ł ø ı ß among them", async () => {
  const page = await open("customers.html");
  const box = page.getByRole("searchbox");
  for (const letter of "łøßıé") {
    const one = customers.find((customer) => customer.name.includes(letter));
    assert.ok(one, `the demo shop has a name with ${letter}`);
    const words = plain(one.name).split(" ");
    await box.fill(plain(one.name).toUpperCase());
    const found = customers.filter((customer) => words.every((word) => plain(`${customer.customer_id} ${customer.name} ${customer.country} ${customer.segment}`).includes(word)));
    assert.match(await status(page), new RegExp(`^${found.length} of `), one.name);
    assert.ok((await page.locator("tbody").textContent()).includes(one.name));
  }
  await box.fill("");
  assert.equal(await status(page), "1,000 customers");
  await close(page);
});

test("only the rows in sight are in the page, and all of them come into sight", async () => {
  const page = await open("customers.html");
  assert.ok((await lines(page).count()) < 80);
  const scroller = page.locator(".table-scroll");
  const whole = await scroller.evaluate((s) => s.scrollHeight);
  assert.ok(whole > 37 * 1000, `${whole} high`);
  const seen = new Set();
  for (let top = 0; top < whole; top += 700) {
    await scroller.evaluate((s, at) => new Promise((ok) => { s.scrollTop = at; requestAnimationFrame(() => requestAnimationFrame(ok)); }), top);
    for (const index of await lines(page).evaluateAll((all) => all.map((line) => line.getAttribute("aria-rowindex")))) seen.add(index);
  }
  assert.equal(seen.size, 1000);
  await close(page);
});

test("columns go and come, in what is downloaded too; with keys alone", async () => {
  const page = await open("customers.html");
  const before = await page.locator("thead th:visible").count();
  await page.locator(".columns summary").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const label = await page.evaluate(() => document.activeElement.parentElement.textContent);
  await page.keyboard.press("Space");
  assert.equal(await page.locator("thead th:visible").count(), before - 1);
  assert.equal(await lines(page).first().locator("td:visible, th:visible").count(), before - 1);
  const keys = Object.keys(rowsOf(await download(page))[0]);
  assert.equal(keys.length, before - 1);
  assert.ok(!keys.includes(label.toLowerCase()), label);
  await close(page);
});

test("what is shown comes as CSV that reads back", async () => {
  const page = await open("customers.html");
  await page.getByRole("searchbox").fill("an");
  const count = number((await status(page)).split(" ")[0]);
  const text = await download(page);
  assert.ok(text.startsWith("\ufeff"), "spreadsheets know it as UTF-8");
  const rows = rowsOf(text);
  assert.equal(rows.length, count);
  const byId = new Map(customers.map((customer) => [customer.customer_id, customer]));
  for (const row of rows) {
    const same = byId.get(row.customer_id);
    assert.equal(row.name, same.name);
    assert.equal(Number(row.total_spend), Number(same.total_spend));
  }
  await close(page);
});
