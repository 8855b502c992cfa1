/* How long a page takes to answer, in processor time of the page's main thread: the best of several
 * tries, so that what else the machine does counts little. LARGE is a report of 20,000 customers.
 * Run by site.sh; by hand, on a quiet machine. */
import { test } from "node:test";
import { close, open, report, withBrowser } from "./lib.js";

withBrowser();

async function measured(folder) {
  const page = await open("attachments.html", { folder });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
  const start = await spent();
  await page.goto(page.url().replace("attachments.html", "index.html"));
  const ready = (await spent()) - start;
  const answers = [];
  for (const chip of [0, 1]) {
    const before = await spent();
    await page.evaluate((i) => {
      document.querySelectorAll("#explore-app .chip input")[i].click();
      return new Promise((ok) => requestAnimationFrame(() => setTimeout(ok)));
    }, chip);
    answers.push((await spent()) - before);
  }
  await close(page);
  return { ready, first: answers[0], next: answers[1] };
}

async function best(folder, tries) {
  const all = [];
  for (let i = 0; i < tries; i++) all.push(await measured(folder));
  const least = (key) => Math.min(...all.map((one) => one[key]));
  return { ready: least("ready"), first: least("first"), next: least("next") };
}

for (const [customers, folder] of [["1,000", report], ["20,000", process.env.LARGE]]) {
  test(`${customers} customers`, async (t) => {
    const { ready, first, next } = await best(folder, 4);
    t.diagnostic(`ready ${ready.toFixed(0)} ms, first filter ${first.toFixed(0)} ms, next ${next.toFixed(0)} ms`);
  });
}
