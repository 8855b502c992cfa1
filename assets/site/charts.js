/* Small charts in SVG: donut, bars. Colours come from the style sheet by class. */

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

/** A name that fits a width, about 6.5 units a letter. @param {string} text @param {number} letters */
export function cut(text, letters) {
  return text.length > letters ? text.slice(0, letters - 1) + "…" : text;
}

/** Room for the names at the left, and how many letters that is. @param {number} width */
export function nameRoom(width) {
  const room = Math.min(140, Math.round(width * 0.34));
  return { room, letters: Math.floor(room / 6.5) };
}

/**
 * @param {Part[]} parts
 * @param {(value: number) => string} write
 * @param {number} width  in CSS pixels
 */
export function bars(parts, write, width) {
  const top = Math.max(...parts.map((part) => part.value), 1e-9);
  const { room, letters } = nameRoom(width);
  const svg = picture(parts.map((part) => part.tip).join("; ") || "Nothing is chosen", width, parts.length * 32 + 4);
  parts.forEach((part, i) => {
    const y = i * 32 + 4;
    const long = Math.max(1, ((width - room - 64) * Math.max(0, part.value)) / top);
    svg.append(
      svgMake("text", { x: 0, y: y + 16 }, [cut(part.label, letters)]),
      svgMake("rect", { class: "mark seg-" + part.colour, x: room, y, width: long, height: 22, rx: 3, "data-tip": part.tip }),
      svgMake("text", { x: room + long + 6, y: y + 16 }, [write(part.value)]),
    );
  });
  return svg;
}
