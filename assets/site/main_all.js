/* What the pages with tables to browse and the first page start. */
import { readColumn, readIsland } from "./data.js";
import { Explore } from "./explore.js";
import { RowTable } from "./table.js";
import { menuStart, picturesStart, themeSwitchStart } from "./theme.js";

themeSwitchStart();
menuStart();
picturesStart();

const exploreRoot = document.getElementById("explore-app");
const exploreData = document.getElementById("explore-data");
if (exploreRoot && exploreData) new Explore(exploreRoot, readIsland(exploreData));

for (const data of document.querySelectorAll("script.table-data")) {
  const raw = readIsland(data);
  const card = /** @type {HTMLElement} */ (data.parentElement);
  const source = { rows: raw.rows, total: raw.total, columns: raw.columns.map(readColumn) };
  new RowTable(card, source, { name: "customers", noun: "customer", search: true });
  const rest = card.querySelector(".rest-shown");
  if (rest && raw.rows === raw.total) card.querySelector(".rest")?.remove();
}
