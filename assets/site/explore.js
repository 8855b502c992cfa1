/* Filters, key figures, charts, the cloud and the list of the first page, which answer together. */
import { Boxes } from "./boxes.js";
import { cardOpen } from "./card.js";
import { bars, donut, tipStart } from "./charts.js";
import { axisOf, Cloud } from "./cloud.js";
import { Crowd } from "./filter.js";
import { counted, grouped, money, moneyShort, percent, short, valueText, withoutZeros } from "./format.js";
import { choiceToHash, emptyChoice, hashToChoice } from "./state.js";
import { make, RowTable } from "./table.js";
import { logStart, spansDecades } from "./stats.js";

const RANGES = ["tenure_days", "total_spend", "frequency"];
/* The last is what customers spend, or how much they vary, or how long they have been there: the first that the data have. */
const BOXES = ["recency_days", "frequency"], THIRD = ["total_spend", "unique_products", "tenure_days"];

export class Explore {
  /** @param {HTMLElement} root @param {any} raw */
  constructor(root, raw) {
    this.crowd = new Crowd(raw);
    this.hasMoney = Boolean(this.crowd.column("total_spend"));
    this.boxKeys = [...BOXES, ...THIRD.filter((key) => this.crowd.column(key)).slice(0, 1)];
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
      this.widths = undefined;
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
    const box = make("input", { type: "search", placeholder: this.crowd.countries.length ? "Name, ID, country" : "Name, ID", autocomplete: "off" });
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
    const list = make("dl", { className: "metrics six" });
    const shown = this.hasMoney ? ["Revenue", "Average value", "Average frequency", "Average purchase"] : ["Purchases", "Average frequency", "Median variety"];
    for (const label of ["Customers", ...shown, "Median recency"]) {
      const value = make("span", { className: "value" }), note = make("span", { className: "metric-note" });
      this.metrics.set(label, { value, note });
      list.append(make("div", { className: "metric card" }, [make("dt", { textContent: label }), make("dd", {}, [value, note])]));
    }
    this.root.append(list);
  }

  panelsMake() {
    this.panels = make("div", { className: "panels" });
    this.donutPlace = make("div");
    this.donutNames = this.legendMake();
    this.panelMake("Customers by segment", "six", make("div", { className: "donut" }, [this.donutPlace, this.donutNames.list]));
    this.barsPlace = this.panelMake(this.hasMoney ? "Revenue by segment" : "Purchases by segment", "six", make("div"));
    this.starts = this.startsFind();
    this.boxes = this.boxKeys.map((key) => this.boxesMake(key));
    this.panels.append(make("p", { className: "hint wide", textContent: `Boxes hold the middle half, the line is the median; points are customers beyond the whiskers, all of them, or a strip as high as they are many: click one for its card. Click a chart, then zoom with the wheel, pinch or + and −; drag to move; double click shows all.` }));
    this.root.append(this.panels);
  }

  /** Where the axes of the boxes begin when they are logarithmic: all, or none. @returns {Map<string, number>} */
  startsFind() {
    const { crowd } = this;
    const ranges = this.boxKeys.map((key) => ({ key, kind: crowd.column(key).kind, range: crowd.rangeOf(key) }));
    if (!ranges.some(({ kind, range }) => spansDecades(kind, ...range))) return new Map();
    return new Map(ranges.map(({ key, kind, range }) => [key, logStart(kind, ...range)]));
  }

  /** @param {string} key */
  boxesMake(key) {
    const { crowd } = this;
    const column = crowd.column(key);
    const unit = crowd.units[key];
    const isMoney = column.kind === "money";
    const write = (/** @type {number} */ value) => withoutZeros(isMoney ? moneyShort(value, crowd.sign) : short(value));
    const notes = [isMoney ? "" : unit, this.starts.has(key) ? "log scale" : ""].filter(Boolean).join(", ");
    const title = column.title + (notes ? ` (${notes})` : "");
    const place = this.panelMake(title, "", make("div", { className: "zoomable" }));
    return new Boxes(place, { title: column.title, kind: column.kind, start: this.starts.get(key) ?? 0, write, onOpen: (row) => cardOpen(crowd, row) });
  }

  /** The segments' names as switches. */
  legendMake() {
    const notes = this.crowd.segments.map(() => make("b"));
    const buttons = this.crowd.segments.map((segment, i) => {
      const button = make("button", { type: "button", className: "legend seg-" + segment.colour }, [
        make("span", { className: "dot" }), segment.label, notes[i],
      ]);
      button.addEventListener("click", () => this.fields.get("segment " + segment.slug).click());
      return button;
    });
    const list = make("ul", { className: "legends" }, buttons.map((button) => make("li", {}, [button])));
    list.setAttribute("aria-label", "Switch segments");
    return { list, buttons, notes };
  }

  /** @param {string} title @param {string} size @param {HTMLElement} place */
  panelMake(title, size, place) {
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
    const tip = make("div", { className: "tip", hidden: true });
    const live = make("div", { className: "offscreen" });
    live.setAttribute("aria-live", "polite");
    this.cloudNames = this.legendMake();
    this.axisFields = ["x", "y", "z"].map((axis, i) => this.axisMake(axis, this.boxKeys[i]));
    const panel = make("div", { className: "card panel cloud-panel" }, [
      make("h3", { textContent: "Customers in three dimensions" }),
      make("div", { className: "cloud-tools" }, this.axisFields.map((field) => field.label)),
      this.cloudNames.list,
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
    const first = new Set(["name", "customer_id", "segment", "recency_days", "frequency", "total_spend", "avg_purchase", "tenure_days", ...(this.hasMoney ? [] : ["unique_products"])]);
    this.table = new RowTable(card, { rows: crowd.rows, total: crowd.total, columns }, {
      name: "chosen_customers", noun: "customer", search: false,
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
    const all = { customers: 0, buyers: 0, purchases: 0, revenue: 0 };
    for (const sum of sums) for (const key of /** @type {(keyof typeof all)[]} */ (Object.keys(all))) all[key] += sum[key];
    /* First what asks for its size, then what only writes: so the page is laid out once. */
    this.cloudFill(rows.filter((row) => crowd.hasBought(row)));
    this.table.allow(rows.length === crowd.rows ? null : kept);
    this.chartsAgain = () => this.answerCharts(sums, all, kept);
    this.chartsAgain();
    this.answerMetrics(all, exact, kept);
    if (remember) this.remember();
  }

  /** @param {Uint32Array} rows */
  cloudFill(rows) {
    const keys = "Arrow keys turn, plus and minus zoom, Shift and arrows move, Page Down and Page Up go through customers, Enter opens one, Home resets.";
    this.cloud.canvas.setAttribute("aria-label", `${counted(rows.length, "customer")} in three dimensions. ${keys}`);
    this.cloud.setRows(rows);
  }

  /** The address follows, without a step in the history for each letter typed. */
  remember() {
    const hash = choiceToHash(this.choice);
    if (hash !== location.hash) history.replaceState(null, "", hash);
  }

  /**
   * The key figures of the first page, for what is chosen.
   * @param {import("./filter.js").Sums} all
   * @param {boolean} exact
   * @param {Uint8Array} kept
   */
  answerMetrics(all, exact, kept) {
    const { crowd } = this;
    const key = this.hasMoney ? "revenue" : "purchases";
    const whole = crowd.segments.reduce((sum, segment) => sum + segment[key], 0);
    const [third, purchases, days] = [this.boxKeys[2], "frequency", "recency_days"].map((name) => crowd.median(name, kept));
    const set = (/** @type {string} */ label, /** @type {string} */ text, /** @type {string} */ note) => {
      this.metrics.get(label).value.textContent = text;
      this.metrics.get(label).note.textContent = note;
    };
    const about = exact ? "" : " (estimate)", sample = crowd.sampled ? " of the sample" : "";
    set("Customers", grouped(all.customers, 0), `${percent(all.customers / crowd.total)} of all; ${counted(all.buyers, "has bought", "have bought")}${about}`);
    if (this.hasMoney) {
      set("Revenue", moneyShort(all.revenue, crowd.sign), percent(all.revenue / whole) + " of all" + about);
      set("Average value", money(all.revenue / all.buyers, crowd.sign), `per buyer${about}; median${sample} ${money(third, crowd.sign)}`);
      set("Average purchase", money(all.revenue / all.purchases, crowd.sign), "revenue divided by purchases" + about);
    } else {
      set("Purchases", grouped(all.purchases, 0), percent(all.purchases / whole) + " of all" + about);
      set("Median variety", grouped(crowd.median("unique_products", kept), 0), "products per buyer" + (sample && ", in the sample"));
    }
    set("Average frequency", grouped(all.purchases / all.buyers, 1), `purchases per buyer${about}; median${sample} ${grouped(purchases, 0)}`);
    set("Median recency", Number.isFinite(days) ? counted(days, "day") : "–", "of those who bought" + (sample && ", in the sample"));
    this.status.replaceChildren(`${grouped(all.customers, 0)} of ${counted(crowd.total, "customer")}`, crowd.sampled ? this.sampleNote(exact) : "");
  }

  /** @param {boolean} exact */
  sampleNote(exact) {
    const { crowd } = this;
    return make("small", {
      textContent: `Charts and list show a sample of ${grouped(crowd.rows, 0)} of ${counted(crowd.total, "customer")}, each segment with its share. ` +
        (exact ? "The sums are exact; medians are the sample’s." : "The sums are estimates from it."),
    });
  }

  /**
   * @param {import("./filter.js").Sums[]} sums
   * @param {import("./filter.js").Sums} all
   * @param {Uint8Array} kept
   */
  answerCharts(sums, all, kept) {
    const { crowd } = this;
    const parts = (/** @type {"customers" | "purchases" | "revenue"} */ key, /** @type {(value: number) => string} */ write) =>
      crowd.segments.map(({ label, colour }, i) => ({
        label, colour, value: sums[i][key],
        tip: `${label}: ${write(sums[i][key])}, ${percent(all[key] ? sums[i][key] / all[key] : 0)}`,
      })).filter((part) => part.value > 0);
    const wide = (/** @type {HTMLElement} */ place) => place.clientWidth || 360;
    this.widths ??= [this.barsPlace, ...this.boxes.map(({ place }) => place)].map(wide);
    const amount = (/** @type {number} */ value) => (this.hasMoney ? moneyShort(value, crowd.sign) : grouped(value, 0));
    this.donutPlace.replaceChildren(donut(parts("customers", (value) => grouped(value, 0)), grouped(all.customers, 0), "customers"));
    this.barsPlace.replaceChildren(bars(parts(this.hasMoney ? "revenue" : "purchases", amount), amount, this.widths[0]));
    this.boxes.forEach((boxes, i) => boxes.show(this.groupsOf(this.boxKeys[i], kept), this.widths[i + 1]));
    for (const legend of [this.donutNames, this.cloudNames]) this.legendFill(legend, sums, all.customers);
  }

  /**
   * @param {ReturnType<Explore["legendMake"]>} legend
   * @param {import("./filter.js").Sums[]} sums
   * @param {number} total
   */
  legendFill({ buttons, notes }, sums, total) {
    this.crowd.segments.forEach(({ slug }, i) => {
      const isOn = !this.choice.segments || this.choice.segments.includes(slug);
      buttons[i].setAttribute("aria-pressed", String(isOn));
      notes[i].textContent = isOn ? percent(total ? sums[i].customers / total : 0) : "";
    });
  }

  /** @param {string} key @param {Uint8Array} kept @returns {import("./boxes.js").Group[]} */
  groupsOf(key, kept) {
    const { crowd } = this;
    const column = crowd.column(key);
    const names = crowd.column("name").texts;
    const say = (/** @type {number} */ value) => valueText(value, column, crowd.sign, crowd.units[key]);
    return crowd.boxesBySegment(key, kept, this.starts.get(key) ?? 0).map(({ box, beyond }, i) => ({
      label: crowd.segments[i].label, colour: crowd.segments[i].colour, box,
      tip: box ? `${crowd.segments[i].label}: median ${say(box.median)}, half between ${say(box.q1)} and ${say(box.q3)}` : "",
      beyond: beyond.map((row) => ({ row, value: column.numbers[row], tip: `${names[row]}: ${say(column.numbers[row])}` })),
    })).filter((group) => group.box);
  }
}
