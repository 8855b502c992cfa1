/* What a reader sees and does in the site, checked against the report's own attachments.
 *
 * REPORT is the folder of a report of the demo shop. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const report = process.env.REPORT;
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const files = [
  ...readdirSync(report).filter((name) => name.endsWith(".html")),
  ...readdirSync(report + "/segments").map((name) => "segments/" + name),
];
let browser;
const complaints = [];

before(async () => {
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
});

/** Rows of a CSV file, each an object. */
function parseCsv(text) {
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

const customers = parseCsv(readFileSync(report + "/attachments/customer_segments.csv", "utf8"));
const features = parseCsv(readFileSync(report + "/attachments/customer_features.csv", "utf8"));
const sum = (rows, key) => rows.reduce((total, row) => total + Number(row[key]), 0);

/** A page of the report; what the browser complains of is kept. */
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(`${file}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${file}: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`${file}: ${request.url().slice(0, 200)} failed`));
  page.on("request", (request) => {
    if (/^(https?|wss?):/.test(request.url())) complaints.push(`${file} asks the network for ${request.url()}`);
  });
  const [path, hash] = file.split("#");
  await page.goto(pathToFileURL(report + "/" + path).href + (hash ? "#" + hash : ""));
  return page;
}

const close = (page) => page.context().close();
const metric = (page, label) => page.locator("#explore-app .metric", { has: page.getByText(label, { exact: true }) }).locator(".value").textContent();
const number = (text) => Number(text.replace(/[$,]/g, ""));

for (const scheme of ["light", "dark"]) {
  test(`every page is accessible and fits, in ${scheme} colours, on a phone and on a desk`, async () => {
    for (const width of [360, 1600]) {
      for (const file of files) {
        const page = await open(file, { colorScheme: scheme, viewport: { width, height: 900 } });
        const result = await page.evaluate(axe + "; axe.run()");
        assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`), [], `${file} at ${width}`);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${file} scrolls sideways at ${width}`);
        await close(page);
      }
    }
  });
}

test("every page is valid HTML", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
  for (const file of files) {
    const result = await validator.validateFile(report + "/" + file);
    assert.deepEqual(result.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message}`)), [], file);
  }
});

test("every link leads to a file and a place that are there", async () => {
  for (const file of files) {
    const page = await open(file);
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
    for (const link of new Set(links)) {
      const url = new URL(link);
      const text = readFileSync(decodeURIComponent(url.pathname));
      if (url.hash) assert.ok(text.includes(`id="${url.hash.slice(1)}"`), `${file}: ${url.hash}`);
    }
    const broken = await page.$$eval("img", (all) => all.filter((i) => getComputedStyle(i).display !== "none" && i.naturalWidth === 0).length);
    assert.equal(broken, 0, file);
    await close(page);
  }
});

test("choosing one segment changes key figures, charts, cloud and list together", async () => {
  const page = await open("index.html");
  const labels = [...new Set(customers.map((c) => c.segment))];
  const [kept, ...others] = labels;
  for (const label of others) await page.locator("#explore-app .chip", { hasText: new RegExp(`^${label}$`) }).click();
  const rows = customers.filter((c) => c.segment === kept);
  assert.equal(number(await metric(page, "Customers")), rows.length);
  assert.equal(await metric(page, "Revenue a customer"), "$" + (sum(rows, "total_spend") / rows.length).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
  assert.equal(number(await metric(page, "Orders a customer")), Number((sum(rows, "frequency") / rows.length).toFixed(2)));
  assert.equal(await page.locator("#explore-app .donut li").count(), 1);
  assert.match(await page.locator("#explore-app .tools output").textContent(), new RegExp(`^${rows.length.toLocaleString("en-US")} of`));
  assert.match(page.url(), /#explore\?segments=/);
  await page.getByRole("button", { name: "Reset" }).click();
  assert.equal(number(await metric(page, "Customers")), customers.length);
  await close(page);
});

test("ranges, country and search keep the customers that the files name", async () => {
  const page = await open("index.html");
  await page.getByLabel("Total spend: from").fill("500");
  await page.getByLabel("Total spend: to").fill("1500");
  let rows = customers.filter((c) => c.total_spend >= 500 && c.total_spend <= 1500);
  assert.equal(number(await metric(page, "Customers")), rows.length);
  await page.getByLabel("Tenure: from").fill("200");
  const tenure = new Map(features.map((f) => [f.customer_id, Number(f.tenure_days)]));
  rows = rows.filter((c) => tenure.get(c.customer_id) >= 200);
  assert.equal(number(await metric(page, "Customers")), rows.length);
  const country = rows[0].country;
  await page.getByLabel("Country", { exact: true }).selectOption(country);
  rows = rows.filter((c) => c.country === country);
  assert.equal(number(await metric(page, "Customers")), rows.length);
  await close(page);
});

test("the address holds the view: opened again, it shows the same", async () => {
  const page = await open("index.html");
  await page.getByLabel("Frequency: from").fill("10");
  await page.locator("#explore-app input[type=search]").fill("é");
  const shown = await metric(page, "Customers");
  const hash = new URL(page.url()).hash;
  await close(page);
  const again = await open("index.html" + hash);
  assert.equal(await metric(again, "Customers"), shown);
  assert.equal(await again.getByLabel("Frequency: from").inputValue(), "10");
  await close(again);
});

test("the customers sort, and are found without their accents", async () => {
  const page = await open("customers.html");
  const first = () => page.locator("tbody tr:not(.spacer)").first().textContent();
  const spend = page.getByRole("button", { name: /^Total spend/ });
  await spend.click();
  const most = customers.reduce((a, b) => (Number(b.total_spend) > Number(a.total_spend) ? b : a));
  assert.ok((await first()).includes(most.name));
  await spend.click();
  assert.ok(!(await first()).includes(most.name));
  const strip = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l");
  const accented = customers.find((c) => /[łé]/.test(c.name));
  await page.getByRole("searchbox").fill(strip(accented.name));
  const found = customers.filter((c) => strip(c.name).includes(strip(accented.name)));
  assert.match(await page.locator(".tools output").textContent(), new RegExp(`^${found.length} of `));
  assert.ok((await page.locator("tbody").textContent()).includes(accented.name));
  await close(page);
});

test("what is shown comes as CSV that reads back", async () => {
  const page = await open("customers.html");
  await page.getByRole("searchbox").fill("an");
  const count = number((await page.locator(".tools output").textContent()).split(" ")[0]);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
  const text = readFileSync(await download.path(), "utf8").replace(/^\ufeff/, "");
  const rows = parseCsv(text);
  assert.equal(rows.length, count);
  const byId = new Map(customers.map((c) => [c.customer_id, c]));
  for (const row of rows) assert.equal(Number(row.total_spend), Number(byId.get(row.customer_id).total_spend));
  await close(page);
});

test("the cloud answers keys: a customer is said, and opens as a card", async () => {
  const page = await open("index.html");
  await page.locator("#cloud").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("PageDown");
  const said = await page.locator("[aria-live]").textContent();
  const name = said.split(",")[0];
  assert.ok(customers.some((c) => c.name === name), said);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("dialog h3").textContent(), name);
  assert.match(await page.locator("dialog").textContent(), /Why here/);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog").count(), 0);
  await close(page);
});

test("turning the cloud with a pointer changes the picture", async () => {
  const page = await open("index.html");
  const canvas = page.locator("#cloud");
  await canvas.scrollIntoViewIfNeeded();
  const before = await canvas.screenshot();
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + 200, box.y + 150);
  await page.mouse.down();
  await page.mouse.move(box.x + 320, box.y + 190, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.waitForTimeout(100);
  assert.notDeepEqual(await canvas.screenshot(), before);
  await close(page);
});

test("on a phone the menu opens and closes", async () => {
  const page = await open("index.html", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const link = page.locator(".menu a", { hasText: "Method" });
  assert.equal(await link.isVisible(), false);
  await page.locator(".menu-button").tap();
  assert.equal(await link.isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await link.isVisible(), false);
  await close(page);
});

test("the theme switch changes the ground, and pictures with it", async () => {
  const page = await open("index.html", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  assert.equal(await page.locator(".when-dark").first().isVisible(), false);
  await page.locator("#theme-switch").click();
  assert.notEqual(await ground(), light);
  assert.equal(await page.locator(".when-dark").first().isVisible(), true);
  await close(page);
});

test("without scripts all charts, tables and texts are there, and the filters say why they are not", async () => {
  const page = await open("index.html", { javaScriptEnabled: false });
  assert.ok((await page.locator(".figure img:visible").count()) >= 5);
  assert.ok(await page.getByText("The filters need scripts").isVisible());
  await close(page);
  const list = await open("customers.html", { javaScriptEnabled: false });
  assert.equal(await list.locator("tbody tr").count(), customers.length);
  await close(list);
});

test("it prints: the navigation and tools stay away, the rows come", async () => {
  const page = await open("customers.html");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".side").isVisible(), false);
  assert.equal(await page.locator(".tools").isVisible(), false);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 20000);
  await close(page);
});

test("the first page alone, in an empty folder, is whole", async () => {
  const html = readFileSync(report + "/index.html", "utf8");
  for (const [, source] of html.matchAll(/<img[^>]* src="([^"]{0,40})/g)) assert.match(source, /^data:image\/png;base64,/);
  assert.ok(!/<(script|link|iframe)[^>]* (src|href)="(?!data:)/.test(html));
  assert.ok(html.length < 1.5e6, `${html.length} bytes`);
});

test("the browser had nothing to complain of: no script error, no policy violation, no request", () => {
  assert.deepEqual(complaints, []);
});
