/* One customer's card: figures against the average buyer, and why the customer is in the segment. */
import { valueText } from "./format.js";
import { make } from "./table.js";

/**
 * The features in which the customer stands off the average on the same side as the segment does,
 * strongest first.
 * @param {import("./filter.js").Crowd} crowd
 * @param {number} row
 * @returns {{column: import("./data.js").Column, sigma: number}[]}
 */
export function whyHere(crowd, row) {
  const segment = crowd.segments[crowd.segmentOf[row]];
  return crowd
    .figures()
    .filter((column) => crowd.clustered.includes(column.key) && crowd.sd[column.key] > 0)
    .map((column) => {
      const { key } = column;
      const sigma = (crowd.numbers(key)[row] - crowd.mean[key]) / crowd.sd[key];
      const side = (segment.mean[key] - crowd.mean[key]) / crowd.sd[key];
      return { column, sigma, pull: sigma * side > 0 ? Math.min(Math.abs(sigma), 3) * Math.abs(side) : 0 };
    })
    .filter((feature) => feature.pull > 0.05)
    .sort((a, b) => b.pull - a.pull)
    .slice(0, 3);
}

/** @param {import("./filter.js").Crowd} crowd @param {number} row @returns {string} */
export function whyText(crowd, row) {
  const parts = whyHere(crowd, row).map(({ column, sigma }) => {
    const value = valueText(crowd.numbers(column.key)[row], column, crowd.sign, crowd.units[column.key]);
    const above = ["above the average buyer", "far above the average buyer"];
    const below = ["below the average buyer", "far below the average buyer"];
    const how = (sigma > 0 ? above : below)[Math.abs(sigma) < 2 ? 0 : 1];
    return `${column.title} ${value}, ${how}`;
  });
  return parts.length
    ? "Why here: " + parts.join("; ") + "."
    : "Why here: close to this segment's average in every figure; none stands out.";
}

/** @param {import("./filter.js").Crowd} crowd @param {number} row */
function figuresList(crowd, row) {
  return make("dl", {}, crowd.figures().filter((column) => column.key in crowd.mean).map((column) => {
    const unit = crowd.units[column.key];
    return make("div", {}, [
      make("dt", { textContent: column.title }),
      make("dd", { textContent: valueText(crowd.numbers(column.key)[row], column, crowd.sign, unit) }),
      make("dd", { className: "soft", textContent: "average " + valueText(crowd.mean[column.key], column, crowd.sign) }),
    ]);
  }));
}

/** @param {import("./filter.js").Crowd} crowd @param {number} row */
export function cardOpen(crowd, row) {
  const segment = crowd.segments[crowd.segmentOf[row]];
  const id = crowd.column("customer_id")?.texts?.[row] ?? "";
  const dialog = make("dialog");
  const heading = make("h3", { id: "card-title", textContent: crowd.column("name")?.texts?.[row] || "Customer " + id });
  dialog.setAttribute("aria-labelledby", heading.id);
  const end = make("form", { method: "dialog" }, [make("button", { className: "button", textContent: "Close" })]);
  dialog.append(
    heading,
    make("p", {}, [
      make("span", { className: "dot seg-" + segment.colour }),
      make("a", { href: "segments/" + segment.slug + ".html", textContent: segment.label }),
      ` · customer ${id}`,
    ]),
    make("p", { className: "why", textContent: whyText(crowd, row) }),
    make("p", { className: "why", textContent: segment.reason ? `The segment: ${segment.reason}.`.replace(/\.\.$/, ".") : "" }),
    figuresList(crowd, row),
    end,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) dialog.close(); /* the ground beside it */
  });
  document.body.append(dialog);
  dialog.showModal();
}
