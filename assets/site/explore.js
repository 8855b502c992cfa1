/* Filters, key figures, charts, the cloud and the list of the first page, which answer together. */
import { cardOpen } from "./card.js";
import { bars, boxes, donut, tipStart } from "./charts.js";
import { axisOf, Cloud } from "./cloud.js";
import { Crowd } from "./filter.js";
import { grouped, money, moneyShort, percent, short, valueText, withoutZeros } from "./format.js";
import { choiceToHash, emptyChoice, hashToChoice } from "./state.js";
import { quantile } from "./stats.js";
import { make, RowTable } from "./table.js";

const RANGES = ["tenure_days", "total_spend", "frequency"];
const BOXES = ["recency_days", "frequency", "total_spend"];

export class Explore {
  /** @param {HTMLElement} root @param {any} raw */
  constructor(root, raw) {
    this.crowd = new Crowd(raw);
    this.root = root;
    this.choice = hashToChoice(location.hash, RANGES) || emptyChoice();
    this.fields = new Map();
    this.filtersMake();
    this.metricsMake();
    this.panelsMake();
    this.cloudMake();
    this.tableMake();
    this.fieldsFill();
    this.answer(false);
    this.resizeWatch();
    addEventListener("hashchange", () => this.hashRead());
    if (location.hash.startsWith("#explore?")) root.closest("section")?.scrollIntoView();
  }

  /** The charts are drawn to the width that they have. */
  resizeWatch() {
    let wide = this.panels.clientWidth;
    new ResizeObserver(() => {
      if (this.panels.clientWidth === wide) return;
      wide = this.panels.clientWidth;
      this.chartsAgain();
    }).observe(this.panels);
  }

  hashRead() {
    const choice = hashToChoice(location.hash, RANGES);
    if (!choice || choiceToHash(choice) === choiceToHash(this.choice)) return;
    this.choice = choice;
    this.fieldsFill();
    this.answer(false);
  }

  /* --- Filters --- */

  filtersMake() {
    const { crowd } = this;
    const reset = make("button", { type: "button", textContent: "Reset" });
    reset.addEventListener("click", () => {
      this.choice = emptyChoice();
      this.fieldsFill();
      this.answer(true);
    });
    this.status = make("output");
    const parts = [this.chipsMake(), ...RANGES.filter((key) => crowd.column(key)).map((key) => this.rangeMake(key))];
    if (crowd.countries.length) parts.push(this.selectMake("country", "Country", crowd.countries));
    if (crowd.categories.length) parts.push(this.selectMake("category", "Largest category", crowd.categories));
    parts.push(this.queryMake(), make("div", { className: "wide filter-end" }, [this.status, reset]));
    const form = make("form", { className: "card filters" }, parts);
    form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    form.setAttribute("aria-label", "Filters");
    this.root.append(form);
  }

  chipsMake() {
    const chips = this.crowd.segments.map((segment) => {
      const box = make("input", { type: "checkbox", checked: true, value: segment.slug });
      box.addEventListener("change", () => this.segmentsTake());
      this.fields.set("segment " + segment.slug, box);
      return make("label", { className: "chip seg-" + segment.colour }, [
        box, make("span", { className: "dot" }), segment.label,
      ]);
    });
    return make("fieldset", { className: "wide" }, [
      make("legend", { textContent: "Segments" }), make("div", { className: "chips" }, chips),
    ]);
  }

  segmentsTake() {
    const chosen = this.crowd.segments.map((s) => s.slug).filter((slug) => this.fields.get("segment " + slug).checked);
    this.choice.segments = chosen.length === this.crowd.segments.length ? null : chosen;
    this.answer(true);
  }

  /** @param {string} key */
  rangeMake(key) {
    const column = this.crowd.column(key);
    const order = this.crowd.ascending(key);
    const ends = order.length ? [column.numbers[order[0]], column.numbers[order[order.length - 1]]] : [0, 0];
    const inputs = ["From", "To"].map((name, end) => {
      const input = make("input", { type: "number", step: "any", placeholder: String(end ? Math.ceil(ends[1]) : Math.floor(ends[0])) });
      input.setAttribute("aria-label", `${column.title}: ${name.toLowerCase()}`);
      input.addEventListener("input", () => this.rangeTake(key));
      this.fields.set(key + end, input);
      return input;
    });
    const unit = column.kind === "money" ? this.crowd.sign.trim() : column.kind === "days" ? "days" : this.crowd.units[key];
    return make("fieldset", {}, [
      make("legend", { textContent: column.title + (unit ? ` (${unit})` : "") }),
      make("div", { className: "range" }, [inputs[0], "–", inputs[1]]),
    ]);
  }

  /** @param {string} key */
  rangeTake(key) {
    const ends = [0, 1].map((end) => {
      const { value } = this.fields.get(key + end);
      return value === "" || !Number.isFinite(Number(value)) ? null : Number(value);
    });
    this.choice.ranges[key] = /** @type {[number | null, number | null]} */ (ends);
    this.answer(true);
  }

  /** @param {"country" | "category"} key @param {string} title @param {string[]} names */
  selectMake(key, title, names) {
    const options = [...names].sort((a, b) => a.localeCompare(b, "en")).map((name) => make("option", { value: name, textContent: name }));
    const select = make("select", { id: "choose-" + key }, [make("option", { value: "", textContent: "All" }), ...options]);
    select.addEventListener("change", () => {
      this.choice[key] = select.value;
      this.answer(true);
    });
    this.fields.set(key, select);
    return make("div", {}, [make("label", { className: "label", htmlFor: select.id, textContent: title }), select]);
  }

  queryMake() {
    const box = make("input", { type: "search", placeholder: "Name, number or country", autocomplete: "off" });
    box.addEventListener("input", () => {
      this.choice.query = box.value;
      this.answer(true);
    });
    this.fields.set("query", box);
    return make("label", {}, [make("span", { className: "label", textContent: "Search" }), box]);
  }

  /** The fields as the choice has them. */
  fieldsFill() {
    const { choice, fields } = this;
    for (const segment of this.crowd.segments) {
      fields.get("segment " + segment.slug).checked = !choice.segments || choice.segments.includes(segment.slug);
    }
    for (const key of RANGES) {
      for (const end of [0, 1]) {
        const field = fields.get(key + end);
        if (field) field.value = choice.ranges[key]?.[end] ?? "";
      }
    }
    for (const key of ["country", "category", "query"]) {
      const field = fields.get(key);
      if (field) field.value = choice[/** @type {"query"} */ (key)];
    }
  }

  /* --- Places for the answers --- */

  metricsMake() {
    this.metrics = new Map();
    const list = make("dl", { className: "metrics" });
    for (const label of ["Customers", "Revenue", "Revenue a customer", "Orders a customer", "Median recency"]) {
      const value = make("span", { className: "value" }), note = make("span", { className: "metric-note" });
      this.metrics.set(label, { value, note });
      list.append(make("div", { className: "metric card" }, [make("dt", { textContent: label }), make("dd", {}, [value, note])]));
    }
    this.root.append(list);
  }

  panelsMake() {
    this.panels = make("div", { className: "panels" });
    this.donutPlace = this.panelMake("Customers by segment", "six");
    this.barsPlace = this.panelMake("Revenue by segment", "six");
    this.boxPlaces = BOXES.map((key) => this.panelMake(this.crowd.column(key)?.title || key, ""));
    this.root.append(this.panels);
  }

  /** @param {string} title @param {string} size */
  panelMake(title, size) {
    const place = make("div");
    const panel = make("div", { className: "card panel " + size }, [make("h3", { textContent: title }), place]);
    tipStart(panel);
    this.panels.append(panel);
    return place;
  }

  cloudMake() {
    const { crowd } = this;
    const canvas = make("canvas", { tabIndex: 0, id: "cloud" });
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "3-D chart");
    canvas.setAttribute("aria-label", "Customers in three dimensions. Arrow keys turn, plus and minus zoom, Shift and arrows move, Page Down and Page Up go through customers, Enter opens one, Home resets.");
    const tip = make("div", { className: "tip", hidden: true });
    const live = make("div", { className: "offscreen" });
    live.setAttribute("aria-live", "polite");
    this.axisFields = ["x", "y", "z"].map((axis, i) => this.axisMake(axis, BOXES[i]));
    const panel = make("div", { className: "card panel cloud-panel" }, [
      make("h3", { textContent: "Customers in three dimensions" }),
      make("div", { className: "cloud-tools" }, this.axisFields.map((field) => field.label)),
      make("div", { className: "cloud" }, [canvas, tip, live]),
      make("p", { className: "hint", textContent: "Drag to turn, pinch or use the wheel (after a click) to zoom, Shift and drag to move, click a point for the customer. With keys: arrows, + and −, Page Down, Enter. Customers who never bought have no place in it." }),
    ]);
    this.panels.append(panel);
    this.cloud = new Cloud(canvas, tip, live, {
      colours: Array.from(crowd.segmentOf, (segment) => crowd.segments[segment].colour),
      tipOf: (row) => this.tipOf(row),
      onOpen: (row) => cardOpen(crowd, row),
    });
    this.axesTake();
  }

  /** @param {string} axis @param {string} key */
  axisMake(axis, key) {
    const options = this.crowd.figures().map((column) => make("option", { value: column.key, textContent: column.title, selected: column.key === key }));
    const select = make("select", {}, options);
    select.addEventListener("change", () => this.axesTake());
    return { select, label: make("label", {}, [`Axis ${axis}`, select]) };
  }

  axesTake() {
    const { crowd } = this;
    this.axisCache ??= new Map();
    const columns = this.axisFields.map(({ select }) => crowd.column(select.value));
    const axes = columns.map((column) => {
      if (!this.axisCache.has(column.key)) this.axisCache.set(column.key, axisOf(column.numbers));
      return this.axisCache.get(column.key);
    });
    const write = columns.map((column) => (/** @type {number} */ value) =>
      column.kind === "money" ? moneyShort(Math.round(value), crowd.sign) : short(Math.abs(value) >= 20 ? Math.round(value) : Math.round(value * 10) / 10));
    this.cloud.setAxes(axes, columns.map((column) => column.title), write);
  }

  /** @param {number} row */
  tipOf(row) {
    const { crowd } = this;
    const lines = this.axisFields.map(({ select }) => {
      const column = crowd.column(select.value);
      return `${column.title}: ${valueText(column.numbers[row], column, crowd.sign, crowd.units[column.key])}`;
    });
    return [crowd.column("name").texts[row], crowd.segments[crowd.segmentOf[row]].label, ...lines];
  }

  tableMake() {
    const { crowd } = this;
    const segmentColumn = {
      key: "segment", title: "Segment", kind: "text", decimals: 0,
      texts: Array.from(crowd.segmentOf, (segment) => crowd.segments[segment].label),
      colours: Array.from(crowd.segmentOf, (segment) => crowd.segments[segment].colour),
    };
    const [id, name, ...figures] = crowd.columns;
    const columns = [name, id, segmentColumn, ...figures];
    const headers = columns.map((column) => make("th", { scope: "col", className: column.kind === "text" ? "" : "n", textContent: column.title }));
    const scroller = make("section", { className: "table-scroll", tabIndex: 0 }, [
      make("table", {}, [make("thead", {}, [make("tr", {}, headers)]), make("tbody")]),
    ]);
    scroller.setAttribute("aria-label", "The chosen customers");
    const card = make("div", { className: "card table-card browse" }, [scroller]);
    this.root.append(card);
    const first = new Set(["name", "customer_id", "segment", "recency_days", "frequency", "total_spend", "avg_transaction_value", "tenure_days"]);
    this.table = new RowTable(card, { rows: crowd.rows, total: crowd.total, columns }, {
      name: "chosen_customers", noun: "customers", search: false,
      hidden: columns.map((column) => column.key).filter((key) => !first.has(key)),
      onRow: (row) => cardOpen(crowd, row),
    });
  }

  /* --- Answers --- */

  /** All parts show what is chosen. @param {boolean} remember  in the page's address */
  answer(remember) {
    const { crowd, choice } = this;
    const kept = crowd.keep(choice);
    const rows = new Uint32Array(kept.reduce((sum, one) => sum + one, 0));
    for (let row = 0, at = 0; row < kept.length; row++) if (kept[row]) rows[at++] = row;
    const { sums, exact } = crowd.sums(kept, choice);
    const all = { customers: 0, revenue: 0, orders: 0 };
    for (const sum of sums) for (const key of /** @type {const} */ (["customers", "revenue", "orders"])) all[key] += sum[key];
    this.answerMetrics(all, exact, kept);
    this.chartsAgain = () => this.answerCharts(sums, all, kept);
    this.chartsAgain();
    this.cloud.setRows(rows.filter((row) => crowd.hasBought(row)));
    this.table.allow(rows.length === crowd.rows ? null : kept);
    if (remember) this.remember();
  }

  /** The address follows, without a step in the history for each letter typed. */
  remember() {
    const hash = choiceToHash(this.choice);
    if (hash !== location.hash) history.replaceState(null, "", hash);
  }

  /**
   * @param {{customers: number, revenue: number, orders: number}} all
   * @param {boolean} exact
   * @param {Uint8Array} kept
   */
  answerMetrics(all, exact, kept) {
    const { crowd } = this;
    const whole = crowd.segments.reduce((sum, segment) => sum + segment.revenue, 0);
    const recency = crowd.numbers("recency_days"), orders = crowd.numbers("frequency");
    const days = [...crowd.ascending("recency_days")].filter((row) => kept[row] && orders[row] > 0).map((row) => recency[row]);
    const set = (/** @type {string} */ label, /** @type {string} */ text, /** @type {string} */ note) => {
      this.metrics.get(label).value.textContent = text;
      this.metrics.get(label).note.textContent = note;
    };
    const about = exact ? "" : " (estimate)";
    set("Customers", grouped(all.customers, 0), percent(all.customers / crowd.total) + " of all" + about);
    set("Revenue", moneyShort(all.revenue, crowd.sign), percent(all.revenue / whole) + " of all" + about);
    set("Revenue a customer", all.customers ? money(all.revenue / all.customers, crowd.sign) : "–", "on average" + about);
    set("Orders a customer", all.customers ? grouped(all.orders / all.customers, 2) : "–", "on average" + about);
    set("Median recency", days.length ? grouped(quantile(days, 0.5), 0) + " days" : "–", "of those who bought" + (crowd.sampled ? " (sample)" : ""));
    const sample = crowd.sampled ? make("small", {
      textContent: `Charts and list show a sample of ${grouped(crowd.rows, 0)} of ${grouped(crowd.total, 0)} customers, each segment with its share. ` +
        (exact ? "The sums are exact." : "The sums are estimates from it."),
    }) : "";
    this.status.replaceChildren(`${grouped(all.customers, 0)} of ${grouped(crowd.total, 0)} customers`, sample);
  }

  /**
   * @param {{customers: number, revenue: number}[]} sums
   * @param {{customers: number, revenue: number}} all
   * @param {Uint8Array} kept
   */
  answerCharts(sums, all, kept) {
    const { crowd } = this;
    const parts = (/** @type {"customers" | "revenue"} */ key, /** @type {(value: number) => string} */ write) =>
      crowd.segments.map(({ label, colour }, i) => ({
        label, colour, value: sums[i][key],
        tip: `${label}: ${write(sums[i][key])}, ${percent(all[key] ? sums[i][key] / all[key] : 0)}`,
      })).filter((part) => part.value > 0);
    this.donutPlace.replaceChildren(this.donutWithNames(parts("customers", (value) => grouped(value, 0)), all.customers));
    this.barsPlace.replaceChildren(bars(parts("revenue", (value) => moneyShort(value, crowd.sign)), (value) => moneyShort(value, crowd.sign), this.barsPlace.clientWidth || 360));
    BOXES.forEach((key, i) => this.boxPlaces[i].replaceChildren(this.boxesOf(key, kept, this.boxPlaces[i].clientWidth || 360)));
  }

  /** @param {import("./charts.js").Part[]} parts @param {number} total */
  donutWithNames(parts, total) {
    const names = parts.map((part) => make("li", {}, [
      make("span", { className: "dot seg-" + part.colour }), part.label + " ",
      make("b", { textContent: percent(part.value / total) }),
    ]));
    return make("div", { className: "donut" }, [donut(parts, grouped(total, 0), "customers"), make("ul", {}, names)]);
  }

  /** @param {string} key @param {Uint8Array} kept @param {number} width */
  boxesOf(key, kept, width) {
    const { crowd } = this;
    const column = crowd.column(key);
    const write = (/** @type {number} */ value) => withoutZeros(column.kind === "money" ? moneyShort(value, crowd.sign) : short(value));
    const say = (/** @type {number} */ value) => valueText(value, column, crowd.sign);
    return boxes(crowd.boxesBySegment(key, kept).map((box, i) => ({
      label: crowd.segments[i].label, colour: crowd.segments[i].colour, box,
      tip: box ? `${crowd.segments[i].label}: median ${say(box.median)}, half between ${say(box.q1)} and ${say(box.q3)}` : "",
    })), write, width);
  }
}
