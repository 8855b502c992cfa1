/* What the tests of the site share: the browser, the report's attachments, and what a view must show.
 *
 * REPORT is the folder of a report of the demo shop, DATABASE a database with the shop's tables and the
 * report's attachments as the tables `segmented` and `features`. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const report = process.env.REPORT;
export const CHROMIUM = {
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

/** The report's pages. @param {string} folder */
export function pagesOf(folder) {
  return [
    ...readdirSync(folder).filter((name) => name.endsWith(".html")),
    ...readdirSync(folder + "/segments").map((name) => "segments/" + name),
  ];
}

let browser;
/** What the browser complained of: script errors, violations of the policy, requests. */
export const complaints = [];

/** A test file that calls this has a browser, which must have had nothing to complain of. */
export function withBrowser() {
  before(async () => {
    browser = await chromium.launch(CHROMIUM);
  });
  after(async () => {
    await browser?.close();
    assert.deepEqual(complaints, [], "the browser complained");
  });
}

/**
 * A page of the report: "index.html#explore", or the address of a page.
 * @param {string} file
 * @param {object} [options]  of the browser's context; `folder`: another report
 */
export async function open(file, { folder = report, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const [path, hash] = file.split("#");
  const url = /^http:/.test(file) ? file : pathToFileURL(folder + "/" + path).href + (hash ? "#" + hash : "");
  page.on("console", (message) => complaints.push(`${file}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${file}: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`${file}: ${request.url().slice(0, 200)} failed`));
  page.on("request", (request) => {
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin) {
      complaints.push(`${file} asks the network for ${request.url()}`);
    }
  });
  await page.goto(url);
  return page;
}

export const close = (page) => page.context().close();

/** Rows as objects. @param {string} query @param {string} [database] */
export function sql(query, database = process.env.DATABASE) {
  const text = execFileSync("sqlite3", ["-readonly", "-json", database, query], { encoding: "utf8", maxBuffer: 1 << 28 });
  return text.trim() ? JSON.parse(text) : [];
}

/** All customers with what the filters ask, from the attachments and the shop's own tables. */
export const CUSTOMERS = `
  SELECT s.customer_id AS id, s.name AS name, s.country AS country, s.segment AS segment,
    CAST(f.recency_days AS REAL) AS recency_days, CAST(f.frequency AS REAL) AS frequency,
    CAST(f.total_spend AS REAL) AS total_spend, CAST(f.tenure_days AS REAL) AS tenure_days,
    (SELECT p.category FROM transactions t JOIN products p USING (product_id)
      WHERE t.customer_id = CAST(s.customer_id AS INTEGER) AND t.transaction_date <= '2024-06-30'
      GROUP BY p.category ORDER BY sum(t.total_amount) DESC LIMIT 1) AS category
  FROM segmented s JOIN features f USING (customer_id)`;

/** @param {string} where */
export const chosenBySql = (where) => sql(`WITH c AS (${CUSTOMERS}) SELECT * FROM c WHERE ${where}`);

export const sum = (rows, key) => rows.reduce((total, row) => total + row[key], 0);
export const number = (text) => Number(text.replace(/[$,]/g, "").replace("−", "-"));
export const fixed = (value, decimals) => value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Type 7 of Hyndman and Fan. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share, below = Math.floor(at);
  return sorted[below] + ((sorted[below + 1] ?? sorted[below]) - sorted[below]) * (at - below);
}

export const metric = (page, label) =>
  page.locator("#explore-app .metric", { has: page.getByText(label, { exact: true }) }).locator(".value").textContent();

/** "$1.23M" is the amount, to its three figures. */
function assertShort(text, amount) {
  const [, digits, letter] = text.match(/^\$([\d.,]+)([KMB]?)$/) ?? [];
  const shown = number(digits) * { "": 1, K: 1e3, M: 1e6, B: 1e9 }[letter];
  assert.ok(Math.abs(shown - amount) <= 0.0051 * amount, `${text} for ${amount}`);
}

/** Key figures, charts, cloud and list all show just these customers. */
export async function assertShows(page, rows) {
  const buyers = rows.filter((row) => row.frequency > 0);
  const revenue = sum(rows, "total_spend"), orders = sum(rows, "frequency");
  assert.equal(number(await metric(page, "Customers")), rows.length);
  assertShort(await metric(page, "Revenue"), revenue);
  assert.equal(await metric(page, "Average value"), "$" + fixed(revenue / buyers.length, 2));
  assert.equal(await metric(page, "Average frequency"), fixed(orders / buyers.length, 1));
  assert.ok(Math.abs(number(await metric(page, "Average purchase")) - revenue / orders) < 0.0051);
  assert.ok(Math.abs(number((await metric(page, "Median recency")).replace(/ days?/, "")) - quantile(buyers.map((row) => row.recency_days), 0.5)) <= 0.5);
  await assertCharts(page, rows, buyers);
  assert.match(await page.locator("#cloud").getAttribute("aria-label"), new RegExp(`^${fixed(buyers.length, 0)} customers?`));
  assert.match(await page.locator("#explore-app .browse .tools output").textContent(), new RegExp(`^${fixed(rows.length, 0)} `));
}

async function assertCharts(page, rows, buyers) {
  const tips = (panel) => page.locator("#explore-app .panel", { has: page.getByRole("heading", { name: panel }) })
    .locator("[data-tip]:not([data-row])").evaluateAll((marks) => marks.map((mark) => mark.getAttribute("data-tip")));
  const bySegment = Map.groupBy ? Map.groupBy(rows, (row) => row.segment) : groups(rows);
  const ring = await tips("Customers by segment"), bars = await tips("Revenue by segment"), boxes = await tips("Recency");
  assert.deepEqual(new Set(ring.map((tip) => tip.split(": ")[0])), new Set(bySegment.keys()));
  for (const [segment, members] of bySegment) {
    const share = percentOf(members.length, rows.length);
    assert.ok(ring.includes(`${segment}: ${fixed(members.length, 0)}, ${share}`), `${segment} ${members.length} in ${ring}`);
    const spend = sum(members, "total_spend");
    const bar = bars.find((tip) => tip.startsWith(segment + ": "));
    assert.equal(Boolean(bar), spend > 0);
    if (bar) assertShort(bar.split(": ")[1].split(", ")[0], spend);
    assertBox(boxes.find((tip) => tip.startsWith(segment + ": ")), members.filter((row) => buyers.includes(row)));
  }
}

/** Whole percents, halves up; what is more than none is not 0%, what is not all not 100%. */
function percentOf(part, of) {
  const whole = Math.floor((200 * part + of) / (2 * of));
  return part && !whole ? "<1%" : part < of && whole === 100 ? ">99%" : whole + "%";
}

function groups(rows) {
  const all = new Map();
  for (const row of rows) all.set(row.segment, [...(all.get(row.segment) ?? []), row]);
  return all;
}

/** "Champions: median 13 days, half between 5 days and 38 days". */
function assertBox(tip, buyers) {
  assert.equal(Boolean(tip), buyers.length > 0);
  if (!tip) return;
  const shown = tip.replace(/.*: /, "").match(/[\d,]+(?= days?)/g).map(number);
  const days = buyers.map((row) => row.recency_days);
  [0.5, 0.25, 0.75].forEach((share, i) => assert.ok(Math.abs(shown[i] - quantile(days, share)) <= 0.5, `${tip} at ${share}`));
}

/** Rows of a CSV file, each an object. */
export function parseCsv(text) {
  const rows = [];
  let row = [], cell = "", quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') (cell += '"'), i++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ",") row.push(cell), (cell = "");
    else if (!quoted && c === "\n") rows.push([...row, cell]), (row = []), (cell = "");
    else cell += c;
  }
  const [keys, ...rest] = rows;
  return rest.map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i]])));
}
