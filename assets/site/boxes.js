/* Boxes of a figure by segment, with the customers beyond the whiskers as points.
 *
 * The axis zooms and moves: wheel or pinch, drag, keys; a double click or Home shows all again. Where
 * amounts of money span over two decades it is logarithmic. */
import { cut, nameRoom, picture, svgMake } from "./charts.js";
import { ticksOf } from "./stats.js";

const CLOSEST = 200; /* times */
const ROW = 30; /* a segment's height */

/**
 * @typedef {object} Group
 * @property {string} label
 * @property {number} colour
 * @property {import("./stats.js").Box} box
 * @property {string} tip
 * @property {{value: number, row: number, tip: string}[]} beyond
 */

/**
 * Values to places along the axis and back. Nought is on it unless all values are far from it.
 * @param {number} low
 * @param {number} high
 * @param {boolean} mayBend  where the values span over two decades
 */
export function axisPlan(low, high, mayBend) {
  const isLog = mayBend && low > 0 && high > 100 * low;
  if (!(high > low)) high = low + 1;
  return isLog
    ? { isLog, low: Math.log10(low), high: Math.log10(high), into: Math.log10, back: (/** @type {number} */ at) => 10 ** at }
    : { isLog, low: low > high - low ? low : Math.min(0, low), high, into: Number, back: Number };
}

/**
 * Round values between two places; on a logarithmic axis 1, 3, 10, 30 as long as these are enough.
 * @param {ReturnType<typeof axisPlan>} axis
 * @param {number} from
 * @param {number} to
 * @param {number} wanted
 * @returns {number[]}
 */
export function axisTicks(axis, from, to, wanted) {
  if (!axis.isLog || to - from < 1) return ticksOf(axis.back(from), axis.back(to), wanted);
  const ticks = [];
  const leads = to - from > wanted / 1.5 ? [1] : [1, 3];
  for (let power = Math.floor(from); power <= to; power++) {
    for (const lead of leads) {
      const tick = lead * 10 ** power;
      if (Math.log10(tick) >= from && Math.log10(tick) <= to) ticks.push(tick);
    }
  }
  return ticks;
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
   * @param {{title: string, mayBend: boolean, write: (value: number) => string, onOpen: (row: number) => void}} options
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
    this.axis = axisPlan(values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), 0), this.options.mayBend);
    this.home();
  }

  home() {
    this.view = /** @type {[number, number]} */ ([this.axis.low, this.axis.high]);
    this.draw();
  }

  draw() {
    const { groups, width, axis, options } = this;
    const { room, letters } = nameRoom(width);
    this.left = room + 8;
    this.long = width - this.left - 18;
    const height = groups.length * ROW + 22;
    const svg = picture(groups.map((group) => group.tip).join("; ") || "Nothing is chosen", width, height);
    for (const tick of groups.length ? axisTicks(axis, this.view[0], this.view[1], width > 420 ? 5 : 3) : []) {
      const x = this.placeOf(tick);
      svg.append(
        svgMake("line", { class: "grid", x1: x, y1: 0, x2: x, y2: height - 18 }),
        svgMake("text", { x, y: height - 4, "text-anchor": "middle" }, [options.write(tick)]),
      );
    }
    const inside = svgMake("svg", { x: room, y: 0, width: width - room, height, viewBox: `${room} 0 ${width - room} ${height}`, class: "clip" });
    groups.forEach((group, i) => {
      svg.append(svgMake("text", { x: 0, y: i * ROW + 18 }, [cut(group.label, letters)]));
      inside.append(this.marks(group, i * ROW + 4));
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
    const points = group.beyond.map((point, i) =>
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
