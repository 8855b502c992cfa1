/* Names made to break pages: neither page nor layout is harmed. HOSTILE is the folder of their report. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { close, open, pagesOf, parseCsv, withBrowser } from "./lib.js";

const folder = process.env.HOSTILE;
withBrowser();
const names = parseCsv(readFileSync(folder + "/attachments/customer_segments.csv", "utf8"))
  .filter((customer) => Number(customer.customer_id) <= 12)
  .map((customer) => customer.name);

test("the report has the names, without separators of lines and overrides of direction", () => {
  const text = names.join("\n");
  assert.ok(!/[\u2028\u2029\u202e]/.test(text));
  for (const part of ["</script>", "\"'&", "Line and paragraph", "مرحبا", "👩‍👩‍👧", "{{title}}", "<!--", "]]>"]) assert.ok(text.includes(part), part);
  assert.ok(names.some((name) => name.length >= 190 && name.endsWith("…")), "5,000 letters are cut");
});

test("every page fits, runs, and none of the names became markup", async () => {
  for (const width of [360, 1600]) {
    const page = await open("index.html", { folder, viewport: { width, height: 900 } });
    for (const file of pagesOf(folder)) {
      await page.goto(new URL(file, page.url().replace(/segments\/.*/, "")).href);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${file} scrolls sideways at ${width}`);
      assert.equal(await page.evaluate(() => window.harmed), undefined, file);
      assert.equal(await page.locator("xmp, plaintext, [onerror], main b b").count(), 0, file);
      assert.equal(await page.locator(".foot").count(), 1, `${file} is whole`);
    }
    await close(page);
  }
});

test("they are found, shown as they are in rows of one height, and open as cards", async () => {
  const page = await open("customers.html", { folder });
  await page.getByRole("searchbox").fill("script alert");
  assert.ok((await page.locator("tbody").textContent()).includes("</script><script>alert"));
  await page.getByRole("searchbox").fill("");
  const heights = await page.locator("tbody tr:not(.spacer)").evaluateAll((all) => [...new Set(all.map((row) => Math.round(row.getBoundingClientRect().height)))]);
  assert.equal(heights.length, 1, heights.join(" "));
  await close(page);
  const first = await open("index.html", { folder, viewport: { width: 360, height: 800 } });
  for (const query of ["xxxxx", "script alert", "مرحبا"]) {
    await first.getByLabel("Search", { exact: true }).fill(query);
    await first.locator(".row-open").first().click();
    const dialog = first.locator("dialog");
    const box = await dialog.boundingBox();
    assert.ok(box.width <= 360 && box.height <= 800, `${box.width} × ${box.height} for ${query}`);
    await first.keyboard.press("Escape");
  }
  await close(first);
});

test("no cell of the download starts a formula", async () => {
  const page = await open("customers.html", { folder });
  await page.getByRole("searchbox").fill("cmd");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
  const rows = parseCsv(readFileSync(await file.path(), "utf8").replace(/^\ufeff/, ""));
  assert.ok(rows.length >= 1);
  for (const row of rows) assert.match(row.name, /^'=cmd/);
  await close(page);
});
