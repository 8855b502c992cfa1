/* Boxes of a figure by segment, with all customers beyond the whiskers as points; past DOTS of a segment
 * as a strip of their density. The same fences, ticks and logarithms as in the pictures (chart/box.c).
 *
 * The axis zooms and moves: wheel or pinch, drag, keys; a double click or Home shows all again. */
import { LINE, axisMarks, nameLines, nameRoom, nameText, picture, svgMake } from "./charts.js";
import { ticksOf } from "./stats.js";

const CLOSEST = 200; /* times */
const ROW = 30; /* a segment's height, at least */
const DOTS = 200; /* points beyond the fences of one segment; more are a strip of density */
const BINS = 96; /* of such a strip */

/**
 * @typedef {object} Group
 * @property {string} label
 * @property {number} colour
 * @property {import("./stats.js").Box} box
 * @property {string} tip
 * @property {{value: number, row: number, tip: string}[]} beyond
 */

/**
 * Values to places along the axis and back. A straight axis has nought on it unless all values are far
 * from it; on a logarithmic one what is below its start stands there.
 * @param {number} low
 * @param {number} high
 * @param {number} start  where a logarithmic axis begins; 0: it is straight
 */
export function axisPlan(low, high, start) {
  const isLog = start > 0 && high > 0;
  if (isLog) {
    const from = Math.max(low, start), to = Math.max(high, from * 1.5);
    return { isLog, low: Math.log10(from), high: Math.log10(to), into: (/** @type {number} */ value) => Math.log10(Math.max(value, from)), back: (/** @type {number} */ at) => 10 ** at };
  }
  if (!(high > low)) high = low + 1;
  return { isLog, low: low > 0.3 * high ? low : Math.min(0, low), high, into: Number, back: Number };
}

const DAYS = [1, 7, 30, 180, 730, 3650];

/**
 * Round values between two places; on a logarithmic axis of days weeks, months and years, else 1, 3, 10,
 * 30 as long as these are enough. Three at least.
 * @param {ReturnType<typeof axisPlan>} axis
 * @param {number} from
 * @param {number} to
 * @param {number} wanted
 * @param {string} [kind]
 * @returns {number[]}
 */
export function axisTicks(axis, from, to, wanted, kind) {
  if (!axis.isLog || to - from < 1) return ticksOf(axis.back(from), axis.back(to), wanted);
  const inside = (/** @type {number} */ tick) => Math.log10(tick) >= from - 1e-9 && Math.log10(tick) <= to + 1e-9;
  const days = kind === "days" && to < Math.log10(5000) ? DAYS.filter(inside) : [];
  if (days.length >= 3) return days;
  for (const leads of to - from > wanted / 1.5 ? [[1], [1, 3]] : [[1, 3], [1, 2, 5]]) {
    const ticks = [];
    for (let power = Math.floor(from); power <= to; power++) ticks.push(...leads.map((lead) => lead * 10 ** power).filter(inside));
    if (ticks.length >= 3) return ticks;
  }
  return ticksOf(axis.back(from), axis.back(to), wanted);
}

/**
 * The part of [low, high] after a zoom about a place: never beyond the whole.
 * @param {{low: number, high: number}} whole
 * @param {[number, number]} view
 * @param {number} by    above 1: closer
 * @param {number} about a place within the view
 * @returns {[number, number]}
 */
export function zoomed(whole, [from, to], by, about) {
  const all = whole.high - whole.low;
  const span = Math.min(all, Math.max(all / CLOSEST, (to - from) / by));
  return moved(whole, [about - ((about - from) / (to - from)) * span, 0], span);
}

/**
 * A view of that span which begins at `from`, or as near as the ends allow.
 * @param {{low: number, high: number}} whole
 * @param {number[]} view
 * @param {number} span
 * @returns {[number, number]}
 */
export function moved(whole, [from], span) {
  const start = Math.max(whole.low, Math.min(from, whole.high - span));
  return [start, start + span];
}

export class Boxes {
  /**
   * @param {HTMLElement} place
   * @param {{title: string, kind: string, start: number, write: (value: number) => string, onOpen: (row: number) => void}} options
   */
  constructor(place, options) {
    this.place = place;
    this.options = options;
    /** @type {Group[]} */
    this.groups = [];
    this.pointers = new Map();
    place.tabIndex = 0;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", options.title + " by segment. Plus and minus zoom, arrow keys move, Home shows all.");
    this.listen();
  }

  /** @param {Group[]} groups  those with a box @param {number} width */
  show(groups, width) {
    this.groups = groups;
    this.width = width;
    const values = groups.flatMap(({ box, beyond }) => [box.low, box.high, ...beyond.map((point) => point.value)]);
    this.axis = axisPlan(values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity), this.options.start);
    this.home();
  }

  home() {
    this.view = /** @type {[number, number]} */ ([this.axis.low, this.axis.high]);
    this.draw();
  }

  draw() {
    const { groups, width, axis, options } = this;
    const { room, letters } = nameRoom(width);
    const names = groups.map((group) => nameLines(group.label, letters));
    this.row = Math.max(ROW, LINE * Math.max(1, ...names.map((lines) => lines.length)) + 6);
    this.left = room + 8;
    this.long = width - this.left - 18;
    const height = groups.length * this.row + 22;
    const svg = picture(groups.map((group) => group.tip).join("; ") || "Nothing is chosen", width, height);
    const ticks = groups.length ? axisTicks(axis, this.view[0], this.view[1], width > 420 ? 5 : 3, options.kind) : [];
    const isCut = axis.isLog && groups.some(({ beyond, box }) => box.low <= options.start || beyond.some((point) => point.value < options.start));
    svg.append(...axisMarks(ticks.map((tick) => ({ at: this.placeOf(tick), text: (isCut && tick <= axis.back(axis.low) * 1.001 ? "≤" : "") + options.write(tick) })), height));
    const inside = svgMake("svg", { x: room, y: 0, width: width - room, height, viewBox: `${room} 0 ${width - room} ${height}`, class: "clip" });
    groups.forEach((group, i) => {
      svg.append(nameText(names[i], (i + 0.5) * this.row));
      inside.append(this.marks(group, (i + 0.5) * this.row - 10));
    });
    svg.append(inside);
    this.place.replaceChildren(svg);
    this.place.classList.toggle("zoomed", this.view[1] - this.view[0] < (axis.high - axis.low) * 0.999);
  }

  /** @param {number} value */
  placeOf(value) {
    const at = this.axis.into(value), [from, to] = this.view;
    return this.left + (this.long * (at - from)) / (to - from);
  }

  /** @param {Group} group @param {number} y */
  marks(group, y) {
    const [low, q1, median, q3, high] = ["low", "q1", "median", "q3", "high"].map((key) => this.placeOf(group.box[/** @type {"low"} */ (key)]));
    const line = (/** @type {number} */ x1, /** @type {number} */ y1, /** @type {number} */ x2, /** @type {number} */ y2) =>
      svgMake("line", { class: "whisker", x1, y1, x2, y2 });
    const points = group.beyond.length > DOTS ? this.strip(group, y + 10) : group.beyond.map((point, i) =>
      svgMake("circle", { class: "beyond", cx: this.placeOf(point.value), cy: y + 10 + ((i * 5) % 9) - 4, r: 2.5, "data-tip": point.tip, "data-row": point.row }));
    return svgMake("g", { class: "seg-" + group.colour }, [
      svgMake("g", { "data-tip": group.tip }, [
        svgMake("rect", { x: low - 4, y: y - 3, width: high - low + 8, height: 26, fill: "transparent" }),
        line(low, y + 10, q1, y + 10), line(q3, y + 10, high, y + 10),
        line(low, y + 5, low, y + 15), line(high, y + 5, high, y + 15),
        svgMake("rect", { class: "box", x: q1, y: y + 1, width: Math.max(1, q3 - q1), height: 18, rx: 2 }),
        line(median, y + 1, median, y + 19),
      ]),
      ...points,
    ]);
  }

  /** How many are at each place, as the height of a strip; a single one is still seen. @param {Group} group @param {number} middle */
  strip(group, middle) {
    const counts = new Uint32Array(BINS), each = this.long / BINS;
    for (const { value } of group.beyond) {
      const bin = Math.floor((this.placeOf(value) - this.left) / each);
      if (bin >= -1 && bin <= BINS) counts[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    return Array.from(counts, (count, bin) => {
      const high = Math.max(1, (18 * count) / most);
      return count ? svgMake("rect", { class: "strip", x: this.left + bin * each, y: middle - high / 2, width: each, height: high }) : null;
    }).filter((mark) => mark !== null);
  }

  /* --- Zoom and move --- */

  /** The axis at a place of the screen. @param {number} clientX */
  atPointer(clientX) {
    const x = clientX - this.place.getBoundingClientRect().left;
    const [from, to] = this.view;
    return from + ((to - from) * Math.max(0, Math.min(this.long, x - this.left))) / this.long;
  }

  /** @param {number} by @param {number} about */
  zoom(by, about) {
    this.view = zoomed(this.axis, this.view, by, about);
    this.draw();
  }

  /** @param {number} share  of the view; above 0: towards larger values */
  move(share) {
    const span = this.view[1] - this.view[0];
    this.view = moved(this.axis, [this.view[0] + share * span], span);
    this.draw();
  }

  listen() {
    const { place } = this;
    place.addEventListener("keydown", (event) => this.key(event));
    place.addEventListener("dblclick", () => this.home());
    place.addEventListener("wheel", (event) => {
      if (document.activeElement !== place && !event.ctrlKey) return;
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), this.atPointer(event.clientX));
    }, { passive: false });
    place.addEventListener("pointerdown", (event) => {
      this.pointers.set(event.pointerId, event.clientX);
      this.way = 0;
    });
    place.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
      place.addEventListener(name, (event) => this.pointers.delete(/** @type {PointerEvent} */ (event).pointerId));
    }
    place.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest("[data-row]") : null;
      if (mark && this.way < 5) this.options.onOpen(Number(mark.getAttribute("data-row")));
    });
  }

  /** One pointer moves the axis, two stretch it. @param {PointerEvent} event */
  drag(event) {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) return;
    const step = event.clientX - before;
    this.way += Math.abs(step);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId);
    this.pointers.set(event.pointerId, event.clientX);
    if (other) {
      const old = Math.abs(before - other[1]) || 1, now = Math.abs(event.clientX - other[1]) || 1;
      this.zoom(now / old, this.atPointer((event.clientX + other[1]) / 2));
    } else if (step) this.move(-step / this.long);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const middle = (this.view[0] + this.view[1]) / 2;
    if (event.key === "+" || event.key === "=") this.zoom(1.5, middle);
    else if (event.key === "-") this.zoom(1 / 1.5, middle);
    else if (event.key === "ArrowLeft") this.move(-0.2);
    else if (event.key === "ArrowRight") this.move(0.2);
    else if (event.key === "Home" || event.key === "0") this.home();
    else return;
    event.preventDefault();
  }
}
