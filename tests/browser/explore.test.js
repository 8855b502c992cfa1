/* Filters, charts, cloud and list of the first page, against figures that SQL takes from the CSV files. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { assertShows, chosenBySql, close, metric, number, open, parseCsv, sql, withBrowser } from "./lib.js";

withBrowser();
const everyone = chosenBySql("1");

test("nothing chosen is everyone; the first page's own key figures agree", async () => {
  const page = await open("index.html");
  await assertShows(page, everyone);
  for (const label of ["Customers", "Revenue", "Average value", "Average frequency", "Average purchase"]) {
    const own = page.locator("section[id$=summary] .metric").filter({ has: page.getByText(label, { exact: true }) }).first();
    assert.equal(await metric(page, label), await own.locator(".value").textContent(), label);
  }
  await close(page);
});

test("each filter changes key figures, charts, cloud and list together, and Reset undoes it", async () => {
  const page = await open("index.html");
  const [first, second] = sql("SELECT segment FROM segmented GROUP BY 1 ORDER BY count(*) DESC");
  const country = sql("SELECT country FROM segmented GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0].country;
  const category = everyone.find((row) => row.category).category;
  const fill = (label, value) => page.getByLabel(label, { exact: true }).fill(value);
  const only = async (...kept) => {
    for (const chip of await page.locator("#explore-app .chip").all()) {
      if (!kept.includes(await chip.textContent())) await chip.click();
    }
  };
  const cases = [
    [() => only(first.segment), `segment = '${first.segment}'`],
    [() => only(first.segment, second.segment), `segment IN ('${first.segment}', '${second.segment}')`],
    [async () => (await fill("Tenure: from", "200"), fill("Tenure: to", "500")), "tenure_days BETWEEN 200 AND 500"],
    [async () => (await fill("Total spend: from", "500"), fill("Total spend: to", "1500.5")), "total_spend BETWEEN 500 AND 1500.5"],
    [() => fill("Frequency: from", "10"), "frequency >= 10"],
    [() => page.getByLabel("Country", { exact: true }).selectOption(country), `country = '${country}'`],
    [() => page.getByLabel("Largest category", { exact: true }).selectOption(category), `category = '${category}'`],
    [() => page.getByLabel("Search", { exact: true }).fill("BROOKS"), "name LIKE '%brooks%'"],
    [async () => (await only(first.segment), await fill("Frequency: to", "6"), page.getByLabel("Country", { exact: true }).selectOption(country)),
      `segment = '${first.segment}' AND frequency <= 6 AND country = '${country}'`],
  ];
  for (const [act, where] of cases) {
    await act();
    const rows = chosenBySql(where);
    assert.ok(rows.length > 0 && rows.length < everyone.length, where);
    await assertShows(page, rows);
    assert.match(page.url(), /#explore\?/);
    await page.getByRole("button", { name: "Reset" }).click();
    assert.equal(number(await metric(page, "Customers")), everyone.length);
  }
  await close(page);
});

test("a choice that keeps nobody says so, without a figure that is none", async () => {
  const page = await open("index.html");
  await page.getByLabel("Search", { exact: true }).fill("nobody has this name");
  assert.equal(await metric(page, "Customers"), "0");
  assert.equal(await metric(page, "Average value"), "–");
  assert.equal(await metric(page, "Median recency"), "–");
  assert.ok(await page.getByText("None of them match.").isVisible());
  assert.ok(!/NaN|Infinity|undefined/.test(await page.locator("#explore-app").innerText()));
  await close(page);
});

test("the address holds the view: opened again, it shows the same; the way back, too", async () => {
  const page = await open("index.html");
  await page.getByLabel("Frequency: from").fill("10");
  await page.getByLabel("Search", { exact: true }).fill("é");
  const shown = await metric(page, "Customers");
  const hash = new URL(page.url()).hash;
  await close(page);
  const again = await open("index.html" + hash);
  assert.equal(await metric(again, "Customers"), shown);
  assert.equal(await again.getByLabel("Frequency: from").inputValue(), "10");
  await again.evaluate(() => { location.hash = "#explore?frequency=20..&tenure_days=..600"; });
  await again.waitForFunction(() => document.querySelector("#explore-app [aria-label='Frequency: from']").value === "20");
  await assertShows(again, chosenBySql("frequency >= 20 AND tenure_days <= 600"));
  await close(again);
});

test("entries of the legends switch segments, in the filters too", async () => {
  const page = await open("index.html");
  for (const place of [".cloud-panel", ".donut"]) {
    const entry = page.locator(`#explore-app ${place} .legend`).first();
    const label = (await page.locator("#explore-app .chip").first().textContent()).trim();
    await entry.click();
    assert.equal(await entry.getAttribute("aria-pressed"), "false");
    assert.equal(await page.locator("#explore-app .chip input").first().isChecked(), false);
    await assertShows(page, everyone.filter((row) => row.segment !== label));
    await entry.focus();
    await page.keyboard.press("Enter");
    assert.equal(await entry.getAttribute("aria-pressed"), "true");
    assert.equal(number(await metric(page, "Customers")), everyone.length);
  }
  await close(page);
});

test("marks say their figures to a pointer that is over them, and to a finger", async () => {
  const page = await open("index.html", { hasTouch: true });
  for (const name of ["Customers by segment", "Revenue by segment", "Frequency (purchases, log scale)"]) {
    const panel = page.locator("#explore-app .panel", { has: page.getByRole("heading", { name }) });
    const mark = panel.locator("[data-tip]").first();
    await mark.scrollIntoViewIfNeeded();
    await mark.hover({ force: true });
    assert.equal(await panel.locator(".tip").textContent(), await mark.getAttribute("data-tip"), name);
    await page.mouse.move(0, 0);
    assert.equal(await panel.locator(".tip").isVisible(), false);
    await mark.tap({ force: true, position: name === "Customers by segment" ? undefined : { x: 6, y: 6 } });
    assert.ok((await panel.locator(".tip").textContent()).length > 5);
  }
  await close(page);
});

test("boxes zoom and move with keys, wheel and drag, and a point opens its customer", async () => {
  const page = await open("index.html");
  const panel = page.locator("#explore-app .panel", { has: page.getByRole("heading", { name: "Frequency (purchases, log scale)" }) });
  const boxes = panel.locator(".zoomable");
  const ticks = () => boxes.locator("svg > text[text-anchor]").allTextContents();
  const all = await ticks();
  await boxes.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  const close1 = await ticks();
  assert.notDeepEqual(close1, all);
  await page.keyboard.press("ArrowRight");
  assert.notDeepEqual(await ticks(), close1);
  await page.keyboard.press("Home");
  assert.deepEqual(await ticks(), all);
  const frame = await boxes.boundingBox();
  await page.mouse.move(frame.x + frame.width / 2, frame.y + 40);
  await page.mouse.wheel(0, -400);
  await page.waitForFunction(() => document.querySelector(".zoomable.zoomed"));
  const before = await ticks();
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width / 2 - 90, frame.y + 40, { steps: 3 });
  await page.mouse.up();
  assert.notDeepEqual(await ticks(), before);
  await boxes.dblclick({ position: { x: 10, y: 5 } });
  assert.deepEqual(await ticks(), all);
  const point = boxes.locator("[data-row]").last();
  const name = (await point.getAttribute("data-tip")).split(": ")[0];
  await point.click({ force: true });
  assert.equal(await page.locator("dialog h3").textContent(), name);
  await close(page);
});

test("the cloud answers keys: a customer is said, and opens as a card that says why", async () => {
  const page = await open("index.html");
  const canvas = page.locator("#cloud");
  await canvas.focus();
  const pictures = new Set([await canvas.evaluate((c) => c.toDataURL())]);
  for (const key of ["ArrowLeft", "ArrowUp", "+", "Shift+ArrowRight", "-", "Home"]) {
    await page.keyboard.press(key);
    pictures.add(await canvas.evaluate((c) => c.toDataURL()));
  }
  assert.equal(pictures.size, 6, "each key changes the picture, and Home shows the first again");
  await page.keyboard.press("PageDown");
  const said = await page.locator("#explore-app [aria-live]").textContent();
  const row = everyone.find((one) => said.startsWith(one.name + ", " + one.segment));
  assert.ok(row, said);
  await page.keyboard.press("Enter");
  const dialog = page.locator("dialog");
  assert.equal(await dialog.locator("h3").textContent(), row.name);
  assert.match(await dialog.textContent(), /Why here: .+\./);
  assert.ok((await dialog.textContent()).includes(row.segment));
  await page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "cloud");
  await close(page);
});

test("the cloud turns, moves and zooms with a mouse; hovering names a customer, a click opens the card", async () => {
  const page = await open("index.html");
  const canvas = page.locator("#cloud");
  await canvas.scrollIntoViewIfNeeded();
  const look = () => canvas.evaluate((c) => c.toDataURL());
  const settle = () => page.evaluate(() => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok))));
  const box = await canvas.boundingBox();
  const drag = async () => {
    await page.mouse.move(box.x + 40, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 140, box.y + 70, { steps: 3 });
    await page.mouse.up();
    await settle();
  };
  const seen = new Set([await look()]);
  await drag();
  seen.add(await look());
  await page.keyboard.down("Shift");
  await drag();
  await page.keyboard.up("Shift");
  seen.add(await look());
  await canvas.focus();
  await page.mouse.wheel(0, -300);
  await settle();
  seen.add(await look());
  assert.equal(seen.size, 4);
  await page.keyboard.press("Home");
  const tip = page.locator(".cloud .tip");
  for (let x = 0.3; x < 0.7 && !(await tip.isVisible()); x += 0.02) await page.mouse.move(box.x + box.width * x, box.y + box.height * 0.4);
  const name = await tip.locator("b").textContent();
  assert.ok(everyone.some((row) => row.name === name), name);
  await page.mouse.down();
  await page.mouse.up();
  assert.equal(await page.locator("dialog h3").textContent(), name);
  await page.getByRole("button", { name: "Close" }).click();
  await close(page);
});

test("with fingers: one turns the cloud, two zoom it, a tap opens a card; a box stretches", async () => {
  const page = await open("index.html", { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  const session = await page.context().newCDPSession(page);
  const canvas = page.locator("#cloud");
  await canvas.scrollIntoViewIfNeeded();
  const look = () => canvas.evaluate((c) => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(() => ok(c.toDataURL())))));
  const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const box = await canvas.boundingBox();
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const first = await look();
  const top = await page.evaluate(() => scrollY);
  await touch("touchStart", [x, y]);
  await touch("touchMove", [x + 40, y + 30]);
  await touch("touchEnd");
  const turned = await look();
  assert.notEqual(turned, first);
  assert.equal(await page.evaluate(() => scrollY), top, "the page stays");
  await touch("touchStart", [x - 20, y], [x + 20, y]);
  await touch("touchMove", [x - 80, y], [x + 80, y]);
  await touch("touchEnd");
  assert.notEqual(await look(), turned);
  for (let at = 0.2; at < 0.8 && !(await page.locator("dialog").count()); at += 0.04) await page.touchscreen.tap(box.x + box.width * at, y);
  assert.match(await page.locator("dialog").textContent(), /Why here/);
  await page.keyboard.press("Escape");
  const boxes = page.locator(".zoomable").first();
  await boxes.scrollIntoViewIfNeeded();
  const frame = await boxes.boundingBox();
  await touch("touchStart", [frame.x + 180, frame.y + 30], [frame.x + 220, frame.y + 30]);
  await touch("touchMove", [frame.x + 150, frame.y + 30], [frame.x + 260, frame.y + 30]);
  await touch("touchEnd");
  assert.ok(await boxes.evaluate((place) => place.classList.contains("zoomed")));
  await close(page);
});

test("every feature and principal component can be an axis of the cloud", async () => {
  const page = await open("index.html");
  const select = page.locator(".cloud-tools select").first();
  const names = await select.locator("option").allTextContents();
  const features = Object.keys(sql("SELECT * FROM features LIMIT 1")[0]).length - 2;
  assert.equal(names.filter((name) => !name.startsWith("Component ")).length, features);
  assert.ok(names.includes("Component 1") && names.includes("Component 3"));
  const look = () => page.locator("#cloud").evaluate((c) => c.toDataURL());
  const before = await look();
  await select.selectOption({ label: "Component 2" });
  assert.notEqual(await look(), before);
  await close(page);
});

test("the list of what is chosen comes as CSV with just these customers", async () => {
  const page = await open("index.html#explore?frequency=15..");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#explore-app").getByRole("button", { name: /CSV/ }).click()]);
  const rows = parseCsv(readFileSync(await download.path(), "utf8").replace(/^\ufeff/, ""));
  assert.deepEqual(rows.map((row) => row.customer_id).sort(), chosenBySql("frequency >= 15").map((row) => String(row.id)).sort());
  await close(page);
});

test("a sample says that it is one; segments, countries and categories stay exact", async () => {
  const page = await open("index.html", { folder: process.env.SAMPLED });
  const segment = everyone[0].segment;
  const country = sql("SELECT country FROM segmented GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0].country;
  const category = everyone.find((row) => row.category).category;
  const status = page.locator("#explore-app .filter-end output");
  const check = async (rows) => {
    assert.match(await status.textContent(), /sample of (29\d|300) of 1,000 customers.*sums are exact/);
    assert.equal(number(await metric(page, "Customers")), rows.length);
    const buyers = rows.filter((row) => row.frequency > 0);
    const spend = rows.reduce((total, row) => total + row.total_spend, 0);
    assert.ok(Math.abs(number(await metric(page, "Average value")) - spend / buyers.length) < 0.0051);
  };
  await check(everyone);
  await page.getByLabel("Country", { exact: true }).selectOption(country);
  await check(everyone.filter((row) => row.country === country));
  for (const chip of await page.locator("#explore-app .chip").all()) if ((await chip.textContent()) !== segment) await chip.click();
  await check(everyone.filter((row) => row.country === country && row.segment === segment));
  await page.getByRole("button", { name: "Reset" }).click();
  await page.getByLabel("Largest category", { exact: true }).selectOption(category);
  await check(everyone.filter((row) => row.category === category));
  await page.getByLabel("Frequency: from").fill("5");
  assert.match(await status.textContent(), /sums are estimates/);
  await close(page);
});
