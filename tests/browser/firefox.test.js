/* The basics in Firefox ESR, driven through WebDriver BiDi. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { chosenBySql, number, report } from "./lib.js";

const executablePath = process.env.FIREFOX || "/usr/bin/firefox-esr";
const complaints = [];
let browser, page;

before(async () => {
  browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  page = await browser.newPage();
  await page.setViewport({ width: 1200, height: 900 });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
});

after(async () => {
  await browser?.close();
});

const go = (file) => page.goto(pathToFileURL(report + "/" + file.split("#")[0]).href + (file.includes("#") ? "#" + file.split("#")[1] : ""));
const text = (selector) => page.$eval(selector, (element) => element.textContent);

test("the first page stands: pictures, key figures, no complaint", async () => {
  await go("index.html");
  const broken = await page.$$eval("img", (all) => all.filter((i) => getComputedStyle(i).display !== "none" && i.naturalWidth === 0).length);
  assert.equal(broken, 0);
  assert.equal(number(await text("#explore-app .metric .value")), chosenBySql("1").length);
  assert.ok(await page.$eval("#cloud", (c) => c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some((byte) => byte > 0)));
});

test("filters answer, the address keeps them, keys reach a customer's card", async () => {
  const rows = chosenBySql("frequency >= 10");
  await page.type("#explore-app [aria-label='Frequency: from']", "10");
  assert.equal(number(await text("#explore-app .metric .value")), rows.length);
  assert.match(page.url(), /#explore\?frequency=10\.\.$/);
  await page.focus("#cloud");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("PageDown");
  await page.keyboard.press("Enter");
  const name = await text("dialog h3");
  assert.ok(rows.some((row) => row.name === name), name);
  await page.keyboard.press("Escape");
});

test("the list sorts and searches; a page of a segment has its pictures", async () => {
  await go("customers.html");
  await page.type("input[type=search]", "muller");
  assert.match(await text(".tools output"), /^\d+ of 1,000 customers$/);
  const found = chosenBySql("name LIKE '%Müller%' OR name LIKE '%Muller%'").length;
  assert.equal((await page.$$("tbody tr:not(.spacer)")).length, Math.min(found, 40) || 1);
  await page.$eval("thead th:last-child button", (button) => button.click());
  assert.ok(await page.$("thead th:last-child[aria-sort]"));
  const segment = await page.$eval(".menu ul ul a", (a) => a.href);
  await page.goto(segment);
  const pictures = await page.$$eval("img", (all) => all.filter((i) => getComputedStyle(i).display !== "none").map((i) => i.naturalWidth));
  assert.ok(pictures.length > 0 && pictures.every((width) => width > 0));
  assert.deepEqual(complaints, []);
});
