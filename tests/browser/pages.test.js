/* Every page: accessible, valid, linked, fitting, printable, whole without scripts. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { close, complaints, open, pagesOf, parseCsv, report, withBrowser } from "./lib.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const files = pagesOf(report);
withBrowser();

for (const [colorScheme, width] of [["light", 1600], ["dark", 360]]) {
  test(`every page is accessible and fits, in ${colorScheme} colours, ${width} pixels wide`, async () => {
    const page = await open("index.html", { colorScheme, viewport: { width, height: 900 } });
    for (const file of files) {
      await page.goto(new URL(file, page.url().replace(/segments\/.*/, "")).href);
      const result = await page.evaluate(axe + "; axe.run()");
      assert.deepEqual(result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`), [], `${file} at ${width}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${file} scrolls sideways at ${width}`);
    }
    await close(page);
  });
}

test("every page is valid HTML", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"] });
  for (const file of files) {
    const result = await validator.validateFile(report + "/" + file);
    assert.deepEqual(result.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message}`)), [], file);
  }
});

test("every link leads to a file and a place that are there, and every picture is seen", async () => {
  const page = await open("index.html");
  for (const file of files) {
    await page.goto(new URL(file, page.url().replace(/segments\/.*/, "")).href);
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href));
    for (const link of new Set(links)) {
      const url = new URL(link);
      const text = readFileSync(decodeURIComponent(url.pathname));
      if (url.hash) assert.ok(text.includes(`id="${url.hash.slice(1)}"`), `${file}: ${url.hash}`);
    }
    const broken = await page.$$eval("img", (all) => all.filter((i) => getComputedStyle(i).display !== "none" && i.naturalWidth === 0).length);
    assert.equal(broken, 0, file);
  }
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

test("with keys alone: past the navigation, through the menu, and the switch of colours", async () => {
  const page = await open("index.html");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.locator("#theme-switch").focus();
  await page.keyboard.press("Space");
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), before);
  await page.locator(".menu a", { hasText: "Customers" }).last().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/customers\.html$/);
  await close(page);
});

test("the switch of colours changes the ground, pictures with it, and is remembered", async () => {
  const page = await open("index.html", { colorScheme: "light" });
  assert.equal(await page.locator(".when-dark").first().isVisible(), false);
  await page.locator("#theme-switch").click();
  assert.equal(await page.locator(".when-dark").first().isVisible(), true);
  assert.equal(await page.locator(".when-light").first().isVisible(), false);
  await page.reload();
  assert.equal(await page.locator(".when-dark").first().isVisible(), true);
  await close(page);
});

test("without scripts all charts, tables and texts are there, and only the filters say why they are not", async () => {
  const page = await open("index.html", { javaScriptEnabled: false });
  assert.ok((await page.locator(".figure img:visible").count()) >= 5);
  assert.ok((await page.locator("table:visible").count()) >= 3);
  assert.ok(await page.getByText("The filters need JavaScript").isVisible());
  assert.equal(await page.locator("#theme-switch").isVisible(), false);
  await close(page);
  const rows = parseCsv(readFileSync(report + "/attachments/customer_segments.csv", "utf8"));
  const list = await open("customers.html", { javaScriptEnabled: false });
  assert.equal(await list.locator("tbody tr:visible").count(), rows.length);
  await close(list);
});

test("it prints: the navigation and tools stay away, the rows and the cloud come", async () => {
  const page = await open("customers.html", { colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".side").isVisible(), false);
  assert.equal(await page.locator(".tools").isVisible(), false);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(ground, "rgb(255, 255, 255)");
  const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(sheets >= 10 && sheets <= 60, `${sheets} sheets for 1,000 rows`);
  await close(page);
  const first = await open("index.html");
  const pages = (await first.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 5 && pages <= 60, `${pages} sheets of the first page`);
  await close(first);
});

test("the first page alone, in an empty folder, is whole, and light", () => {
  const html = readFileSync(report + "/index.html", "utf8");
  for (const [, source] of html.matchAll(/<img[^>]* src="([^"]{0,40})/g)) assert.match(source, /^data:image\/png;base64,/);
  assert.ok(!/<(script|link|iframe)[^>]* (src|href)="(?!data:)/.test(html));
  const longest = (tag) => Math.max(...[...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map((m) => Buffer.byteLength(m[1])));
  assert.ok(longest("script") < 66_000, `${longest("script")} bytes of script`);
  assert.ok(longest("style") < 25_000, `${longest("style")} bytes of style`);
  assert.ok(Buffer.byteLength(html) < 1.5e6, `${Buffer.byteLength(html)} bytes`);
});

test("the policy of every page allows nothing but its own bytes", async () => {
  for (const file of files) {
    const html = readFileSync(report + "/" + file, "utf8");
    const policy = html.match(/Content-Security-Policy" content="([^"]*)"/)[1].replaceAll("&#39;", "'");
    assert.match(policy, /^default-src 'none'; script-src( 'sha256-[^']+')+; style-src 'sha256-[^']+'; img-src data: 'self';/);
    assert.ok(!/ style="| on[a-z]+="/.test(html.replace(/<script.*?<\/script>/gs, "")), file);
  }
  const page = await open("index.html");
  const own = complaints.length;
  const violated = page.evaluate(() => new Promise((ok) => document.addEventListener("securitypolicyviolation", (e) => ok(e.effectiveDirective))));
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("div"), { innerHTML: "<img src=x onerror=1>" })));
  assert.match(await violated, /script-src|img-src/);
  await close(page);
  complaints.length = own; /* of what the test itself put in */
});

test("served under a sub-path, every page works and asks only there", async (t) => {
  const asked = [];
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    asked.push(path);
    if (!path.startsWith("/shops/blue door/week 26/")) return answer.writeHead(404).end();
    const type = path.endsWith(".html") ? "text/html; charset=utf-8" : "image/png";
    try {
      const bytes = readFileSync(report + path.slice("/shops/blue door/week 26".length));
      return answer.writeHead(200, { "content-type": type }).end(bytes);
    } catch {
      return answer.writeHead(404).end();
    }
  });
  await new Promise((ok) => server.listen(0, "127.0.0.1", ok));
  t.after(() => server.close());
  const root = `http://127.0.0.1:${server.address().port}/shops/blue%20door/week%2026/`;
  const page = await open(root + "index.html");
  for (const link of await page.locator(".menu a[href*='.html']").evaluateAll((all) => all.map((a) => a.href))) {
    assert.ok(link.startsWith(root), link);
    await page.goto(link);
    const broken = await page.$$eval("img", (all) => all.filter((i) => getComputedStyle(i).display !== "none" && i.naturalWidth === 0).length);
    assert.equal(broken, 0, link);
  }
  await close(page);
  assert.ok(asked.every((path) => path.startsWith("/shops/blue door/week 26/")), asked.join(" "));
});
