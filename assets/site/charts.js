/* Small charts in SVG: donut, bars. Colours come from the style sheet by class. */
import { ticksOf } from "./stats.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} [children]
 */
export function svgMake(tag, attributes, children = []) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** @param {string} label @param {number} width @param {number} height */
export function picture(label, width, height) {
  return svgMake("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
}

/**
 * One tooltip for all marks of a panel: what a mark says is in its data-tip.
 * @param {HTMLElement} panel
 */
export function tipStart(panel) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  panel.style.position = "relative";
  panel.append(tip);
  const show = (/** @type {PointerEvent} */ event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    tip.hidden = !mark;
    if (!mark) return;
    const frame = panel.getBoundingClientRect();
    tip.textContent = mark.getAttribute("data-tip");
    tipPlace(tip, frame, event.clientX - frame.left, event.clientY - frame.top);
  };
  panel.addEventListener("pointermove", show);
  panel.addEventListener("pointerdown", show);
  panel.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
}

/** Beside the pointer, inside of the frame. @param {HTMLElement} tip @param {DOMRect} frame @param {number} x @param {number} y */
export function tipPlace(tip, frame, x, y) {
  const wide = tip.offsetWidth, high = tip.offsetHeight;
  tip.style.left = Math.max(4, Math.min(x + 14, frame.width - wide - 4)) + "px";
  tip.style.top = Math.max(4, y + 18 + high > frame.height ? y - high - 10 : y + 18) + "px";
}

/**
 * @typedef {{label: string, value: number, colour: number, tip: string}} Part
 */

/** @param {number} turn @param {number} radius */
function around(turn, radius) {
  const angle = 2 * Math.PI * (turn - 0.25);
  return `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(100 + radius * Math.sin(angle)).toFixed(2)}`;
}

/** @param {number} from @param {number} to  shares of a turn */
function ringPath(from, to) {
  const end = to - from > 0.9999 ? from + 0.9999 : to;
  const large = end - from > 0.5 ? 1 : 0;
  return `M${around(from, 92)}A92 92 0 ${large} 1 ${around(end, 92)}L${around(end, 58)}A58 58 0 ${large} 0 ${around(from, 58)}Z`;
}

/**
 * @param {Part[]} parts
 * @param {string} middle  the total, as shown in the hole
 * @param {string} below   what the total counts
 */
export function donut(parts, middle, below) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const svg = picture(parts.map((part) => part.tip).join("; ") || "Nothing is chosen", 200, 200);
  let from = 0;
  for (const part of parts) {
    if (part.value <= 0) continue;
    const to = from + part.value / total;
    svg.append(svgMake("path", { class: "mark seg-" + part.colour, d: ringPath(from, to), "data-tip": part.tip }));
    from = to;
  }
  svg.append(
    svgMake("text", { class: "strong", x: 100, y: 102, "text-anchor": "middle" }, [middle]),
    svgMake("text", { x: 100, y: 120, "text-anchor": "middle" }, [below]),
  );
  return svg;
}

const LETTER = 6.5; /* the width of a letter, about */
export const LINE = 15; /* from one line of a name to the next */

/** A name in lines of so many letters, whole: broken at spaces, and within words that are longer. @param {string} text @param {number} letters @returns {string[]} */
export function nameLines(text, letters) {
  const lines = [""];
  for (let word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line && [...line].length + 1 + [...word].length <= letters) {
      lines[lines.length - 1] += " " + word;
      continue;
    }
    if (line) lines.push("");
    for (; [...word].length > letters; word = [...word].slice(letters).join("")) {
      lines[lines.length - 1] = [...word].slice(0, letters).join("");
      lines.push("");
    }
    lines[lines.length - 1] = word;
  }
  return lines;
}

/** @param {string[]} lines @param {number} y  the middle of the row */
export function nameText(lines, y) {
  return svgMake("text", { x: 0, y }, lines.map((line, i) =>
    svgMake("tspan", { x: 0, y: y + 4.5 + (i - (lines.length - 1) / 2) * LINE }, [line])));
}

/** Room for the names at the left, and how many letters that is. @param {number} width */
export function nameRoom(width) {
  const room = Math.min(150, Math.round(width * 0.36));
  return { room, letters: Math.max(4, Math.floor((room - 6) / LETTER)) };
}

/** The grid and the figures of the axis below, for values at places. @param {{at: number, text: string}[]} ticks @param {number} height @returns {Node[]} */
export function axisMarks(ticks, height) {
  return ticks.flatMap(({ at, text }) => [
    svgMake("line", { class: "grid", x1: at, y1: 0, x2: at, y2: height - 18 }),
    svgMake("text", { x: at, y: height - 4, "text-anchor": "middle" }, [text]),
  ]);
}

/**
 * Bars from nought, with an axis below.
 * @param {Part[]} parts
 * @param {(value: number) => string} write
 * @param {number} width  in CSS pixels
 */
export function bars(parts, write, width) {
  const top = Math.max(...parts.map((part) => part.value), 1e-9);
  const { room, letters } = nameRoom(width);
  const names = parts.map((part) => nameLines(part.label, letters));
  const row = Math.max(32, LINE * Math.max(1, ...names.map((lines) => lines.length)) + 6);
  const height = parts.length * row + 26;
  const svg = picture(parts.map((part) => part.tip).join("; ") || "Nothing is chosen", width, height);
  const placeOf = (/** @type {number} */ value) => room + ((width - room - 64) * Math.max(0, value)) / top;
  svg.append(...axisMarks(parts.length ? ticksOf(0, top, 3).map((value) => ({ at: placeOf(value), text: write(value) })) : [], height));
  parts.forEach((part, i) => {
    const y = i * row + (row - 22) / 2, end = Math.max(room + 1, placeOf(part.value));
    svg.append(
      nameText(names[i], y + 11),
      svgMake("rect", { class: "mark seg-" + part.colour, x: room, y, width: end - room, height: 22, rx: 3, "data-tip": part.tip }),
      svgMake("text", { x: end + 6, y: y + 16 }, [write(part.value)]),
    );
  });
  return svg;
}
