/* What checkers of the trade find: nothing wrong in the markup; Lighthouse at 95 or more where the
 * score is the page's own doing. Its score for performance is the machine's as well, and is printed:
 * what is asserted are its causes.
 *
 * REPORT is the folder of a report of 1,000 customers. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core";
import vnu from "vnu-jar";

const report = process.env.REPORT;
const pages = [report, report + "/segments"].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(".html")).map((name) => `${folder}/${name}`));
let browser, server, root;

before(async () => {
  server = createServer((request, answer) => {
    try {
      const bytes = readFileSync(report + new URL(request.url, "http://x").pathname);
      answer.writeHead(200, { "content-type": request.url.endsWith(".png") ? "image/png" : "text/html; charset=utf-8" }).end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((ok) => server.listen(0, "127.0.0.1", ok));
  root = `http://127.0.0.1:${server.address().port}/`;
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

test("the Nu HTML checker finds no error", async (t) => {
  try {
    await promisify(execFile)("java", ["-version"]);
  } catch {
    return t.skip("java is not installed");
  }
  const { stderr } = await promisify(execFile)("java", ["-jar", vnu, "--errors-only", ...pages]).catch((error) => error);
  assert.equal(stderr, "");
});

/* What a page costs on any machine: one request, nothing that jumps or blocks. */
const COSTS = [
  ["requests", 1, (audits) => audits["network-requests"].details.items.filter(({ url }) => !url.startsWith("data:")).length],
  ["bytes", 1_000_000, (audits) => audits["total-byte-weight"].numericValue],
  ["elements", 2_500, (audits) => audits["dom-size"].numericValue],
  ["layout shift", 0.1, (audits) => audits["cumulative-layout-shift"].numericValue],
  ["resources that block the first paint", 0, (audits) => audits["render-blocking-resources"].details?.items.length ?? 0],
];

for (const file of ["index.html", "customers.html"]) {
  test(`Lighthouse gives ${file} 95 or more, and it costs little`, async (t) => {
    const page = await browser.newPage();
    const onlyCategories = ["performance", "accessibility", "best-practices"];
    const { lhr } = await lighthouse(root + file, { onlyCategories, logLevel: "error" }, desktopConfig, page);
    const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
    const costs = COSTS.map(([what, most, of]) => [what, of(lhr.audits), most]);
    t.diagnostic(scores.map(([id, score]) => `${id} ${score}`).join(", "));
    t.diagnostic(costs.map(([what, cost]) => `${what} ${cost}`).join(", "));
    assert.deepEqual(scores.filter(([id, score]) => id !== "performance" && score < 95), []);
    assert.deepEqual(costs.filter(([, cost, most]) => !(cost <= most)), []);
    await page.close();
  });
}
