/* Customers as a cloud of points in three dimensions, on a canvas.
 *
 * Turn, zoom and pan with mouse, touch and keys. A column that reaches far above its middle, and to
 * over ten times its smallest value, is drawn on a logarithmic axis. */
import { tipPlace } from "./charts.js";

const REACH_PX = 14; /* how near the pointer must be to a point */
const SPRITES = 5; /* sizes by depth */
const CROWD = 1500; /* from here on points go straight into pixels */

/** The pixels of a disc about its middle. @param {number} radius @returns {[number, number][]} */
export function spotOf(radius) {
  /** @type {[number, number][]} */
  const spot = [];
  const reach = Math.ceil(radius);
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      if (x * x + y * y <= radius * radius + 0.3) spot.push([x, y]);
    }
  }
  return spot;
}

/**
 * The column in −1…1, and what the ends and the middle stand for.
 * @param {Float64Array} numbers
 */
export function axisOf(numbers) {
  const sorted = numbers.filter((value) => value === value).sort();
  const low = sorted.length ? sorted[0] : 0;
  const high = sorted.length ? sorted[sorted.length - 1] : 1;
  const middle = sorted.length ? sorted[sorted.length >> 1] : 0.5;
  const isLog = low >= 0 && high > 10 * low && high - low > 8 * (middle - low) && high > 20;
  const into = isLog ? Math.log1p : (/** @type {number} */ value) => value;
  const back = isLog ? Math.expm1 : (/** @type {number} */ value) => value;
  const from = into(low), span = into(high) - from || 1;
  const at = new Float32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) at[i] = (2 * (into(numbers[i]) - from)) / span - 1;
  return { at, isLog, ticks: [low, back(from + span / 2), high] };
}

export class Cloud {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} tip
   * @param {HTMLElement} live  says the point in focus to a reader who cannot see it
   * @param {{colours: number[], tipOf: (row: number) => string[], onOpen: (row: number) => void}} options
   *        colours: of each row, the number of its segment's colour
   */
  constructor(canvas, tip, live, options) {
    this.canvas = canvas;
    this.tip = tip;
    this.live = live;
    this.options = options;
    this.axes = [];
    this.names = [];
    this.rows = new Uint32Array(0);
    this.focused = -1;
    this.pointers = new Map();
    this.home();
    this.listen();
    new ResizeObserver(() => this.draw()).observe(canvas);
    document.addEventListener("themechange", () => {
      this.sprites = null;
      this.draw();
    });
  }

  home() {
    this.yaw = 0.65;
    this.pitch = 0.42;
    this.zoom = 1;
    this.panX = 0;
    this.panY = 0;
  }

  /**
   * @param {ReturnType<typeof axisOf>[]} axes
   * @param {string[]} names
   * @param {((value: number) => string)[]} write
   */
  setAxes(axes, names, write) {
    this.axes = axes;
    this.names = names;
    this.write = write;
    this.draw();
  }

  /** @param {Uint32Array} rows */
  setRows(rows) {
    this.rows = rows;
    this.focused = -1;
    this.tip.hidden = true;
    this.draw();
  }

  /* --- Drawing --- */

  sizeTake() {
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const { clientWidth, clientHeight } = this.canvas;
    const width = Math.round(clientWidth * ratio), height = Math.round(clientHeight * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.sprites = null;
    }
    this.ratio = ratio;
    this.wide = clientWidth;
    this.high = clientHeight;
    this.unit = Math.min(clientWidth * 0.25, clientHeight * 0.27) * this.zoom;
  }

  /** A point of the cube on the canvas, in CSS pixels, and its depth (−1 far … 1 near, about). */
  project(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) {
    const side = x * this.cosYaw - y * this.sinYaw;
    const away = x * this.sinYaw + y * this.cosYaw;
    const depth = away * this.cosPitch - z * this.sinPitch;
    const rise = away * this.sinPitch + z * this.cosPitch;
    const nearer = 1 / (1 + depth * 0.14);
    return [
      this.wide / 2 + this.panX + side * this.unit * nearer,
      this.high / 2 + this.panY - rise * this.unit * nearer,
      -depth / 1.75,
    ];
  }

  draw() {
    const pen = this.canvas.getContext("2d");
    if (!pen || this.axes.length < 3 || this.canvas.clientWidth === 0) return;
    this.sizeTake();
    this.cosYaw = Math.cos(this.yaw);
    this.sinYaw = Math.sin(this.yaw);
    this.cosPitch = Math.cos(this.pitch);
    this.sinPitch = Math.sin(this.pitch);
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.clearRect(0, 0, this.wide, this.high);
    this.drawFrame(pen);
    this.place();
    this.drawPoints(pen);
    this.drawFocus(pen);
  }

  /** Each row's place on the canvas: project(), written out, because it runs for every point. */
  place() {
    const [a, b, c] = this.axes.map((axis) => axis.at);
    const { rows, cosYaw, sinYaw, cosPitch, sinPitch, unit } = this;
    const middleX = this.wide / 2 + this.panX, middleY = this.high / 2 + this.panY;
    const count = rows.length;
    if (!this.xs || this.xs.length < count) {
      this.xs = new Float32Array(count);
      this.ys = new Float32Array(count);
      this.depths = new Float32Array(count);
    }
    for (let i = 0; i < count; i++) {
      const row = rows[i];
      const away = a[row] * sinYaw + b[row] * cosYaw;
      const depth = away * cosPitch - c[row] * sinPitch;
      const nearer = unit / (1 + depth * 0.14);
      this.xs[i] = middleX + (a[row] * cosYaw - b[row] * sinYaw) * nearer; /* NaN: not drawn, never nearest */
      this.ys[i] = middleY - (away * sinPitch + c[row] * cosPitch) * nearer;
      this.depths[i] = -depth / 1.75;
    }
  }

  /** The far points first. @returns {Uint32Array} */
  byDepth() {
    const buckets = 128, count = this.rows.length;
    const starts = new Uint32Array(buckets + 1);
    const bucket = new Uint8Array(count);
    const order = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      bucket[i] = Math.max(0, Math.min(buckets - 1, (this.depths[i] + 1) * 0.5 * buckets)) | 0;
      starts[bucket[i] + 1]++;
    }
    for (let b = 0; b < buckets; b++) starts[b + 1] += starts[b];
    for (let i = 0; i < count; i++) order[starts[bucket[i]]++] = i;
    return order;
  }

  /** The colour --s<i> of the style sheet. @param {number} colour */
  colourOf(colour) {
    return getComputedStyle(this.canvas).getPropertyValue("--s" + colour).trim() || "#888";
  }

  /** A round dot of that colour and size, made once. @param {number} colour @param {number} size */
  sprite(colour, size) {
    this.sprites ??= new Map();
    const key = colour * 16 + size;
    let sprite = this.sprites.get(key);
    if (!sprite) {
      const radius = 3 * (0.75 + size * 0.14) * this.ratio;
      sprite = document.createElement("canvas");
      sprite.width = sprite.height = Math.ceil(2 * radius + 2);
      const pen = /** @type {CanvasRenderingContext2D} */ (sprite.getContext("2d"));
      pen.fillStyle = this.colourOf(colour);
      pen.globalAlpha = 0.6 + size * 0.09;
      pen.arc(sprite.width / 2, sprite.width / 2, radius, 0, 2 * Math.PI);
      pen.fill();
      this.sprites.set(key, sprite);
    }
    return sprite;
  }

  drawPoints(/** @type {CanvasRenderingContext2D} */ pen) {
    const isCrowd = this.rows.length > CROWD;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    if (isCrowd) this.drawCrowd(pen);
    else this.drawDots(pen);
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }

  /** 0 … SPRITES − 1 by depth. @param {number} i */
  sizeOf(i) {
    return Math.max(0, Math.min(SPRITES - 1, ((this.depths[i] + 1) * SPRITES) / 2)) | 0;
  }

  drawDots(/** @type {CanvasRenderingContext2D} */ pen) {
    for (const i of this.byDepth()) {
      if (this.xs[i] !== this.xs[i]) continue;
      const dot = this.sprite(this.options.colours[this.rows[i]], this.sizeOf(i));
      pen.drawImage(dot, this.xs[i] * this.ratio - dot.width / 2, this.ys[i] * this.ratio - dot.width / 2);
    }
  }

  /** Thousands of points: straight into the pixels of a layer, which is laid over the frame. */
  drawCrowd(/** @type {CanvasRenderingContext2D} */ pen) {
    const { width, height } = this.canvas;
    if (!this.layer || this.layer.width !== width || this.layer.height !== height) {
      this.layer = document.createElement("canvas");
      this.layer.width = width;
      this.layer.height = height;
      this.image = new ImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
    }
    this.pixels.fill(0);
    const radius = (this.rows.length > 5000 ? 1.5 : 2.2) * this.ratio;
    const spots = Array.from({ length: SPRITES }, (_, size) => spotOf(radius * (0.8 + size * 0.13)));
    const inks = this.inksMake();
    for (const i of this.byDepth()) this.spotPut(i, spots, inks, width, height);
    this.layer.getContext("2d").putImageData(this.image, 0, 0);
    pen.drawImage(this.layer, 0, 0);
  }

  /** @param {number} i @param {[number, number][][]} spots @param {number[][]} inks @param {number} width @param {number} height */
  spotPut(i, spots, inks, width, height) {
    const size = this.sizeOf(i);
    const ink = inks[this.options.colours[this.rows[i]]][size];
    const x = Math.round(this.xs[i] * this.ratio), y = Math.round(this.ys[i] * this.ratio);
    for (const [dx, dy] of spots[size]) {
      const px = x + dx, py = y + dy;
      if (px >= 0 && px < width && py >= 0 && py < height) this.pixels[py * width + px] = ink;
    }
  }

  /** For each segment colour and depth the pixel as ImageData has it: alpha, blue, green, red. */
  inksMake() {
    const most = this.options.colours.reduce((a, b) => Math.max(a, b), 0);
    return Array.from({ length: most + 1 }, (_, colour) => {
      const rgb = parseInt(this.colourOf(colour).slice(1), 16) || 0x888888;
      const swapped = ((rgb & 255) << 16) | (rgb & 0xff00) | (rgb >> 16);
      return Array.from({ length: SPRITES }, (__, size) => ((150 + size * 24) << 24) | swapped);
    });
  }

  drawFocus(/** @type {CanvasRenderingContext2D} */ pen) {
    if (this.focused < 0 || this.focused >= this.rows.length) return;
    pen.strokeStyle = getComputedStyle(this.canvas).getPropertyValue("--ink");
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(this.xs[this.focused], this.ys[this.focused], 7, 0, 2 * Math.PI);
    pen.stroke();
  }

  /** The cube's edges, and the three axes with their ticks. */
  drawFrame(/** @type {CanvasRenderingContext2D} */ pen) {
    const style = getComputedStyle(this.canvas);
    pen.lineWidth = 1;
    pen.strokeStyle = style.getPropertyValue("--line-strong");
    pen.beginPath();
    for (let corner = 0; corner < 8; corner++) {
      for (let axis = 0; axis < 3; axis++) {
        if (corner & (1 << axis)) continue;
        pen.moveTo(...this.corner(corner));
        pen.lineTo(...this.corner(corner | (1 << axis)));
      }
    }
    pen.stroke();
    pen.fillStyle = style.getPropertyValue("--ink-soft");
    pen.font = "12px " + style.fontFamily;
    for (let axis = 0; axis < 3; axis++) this.drawAxis(pen, axis, this.edgeFor(axis));
  }

  /** @returns {[number, number]} */
  corner(/** @type {number} */ bits) {
    const [x, y] = this.project(bits & 1 ? 1 : -1, bits & 2 ? 1 : -1, bits & 4 ? 1 : -1);
    return [x, y];
  }

  /**
   * Where the axis is written: of the four edges along it the lowest one, for the third the leftmost,
   * so that nothing stands before the points.
   * @param {number} axis
   * @returns {[number, number][]} its ends
   */
  edgeFor(axis) {
    /** @type {[number, number][]} */
    let best = [];
    let most = -Infinity;
    for (let bits = 0; bits < 8; bits++) {
      if (bits & (1 << axis)) continue;
      const ends = [this.corner(bits), this.corner(bits | (1 << axis))];
      const outward = axis === 2 ? -(ends[0][0] + ends[1][0]) : ends[0][1] + ends[1][1];
      if (outward > most) {
        most = outward;
        best = ends;
      }
    }
    return best;
  }

  /**
   * @param {CanvasRenderingContext2D} pen
   * @param {number} i
   * @param {[number, number][]} ends
   */
  drawAxis(pen, i, [from, to]) {
    const centre = [this.wide / 2 + this.panX, this.high / 2 + this.panY];
    const away = [(from[0] + to[0]) / 2 - centre[0], (from[1] + to[1]) / 2 - centre[1]];
    const size = Math.hypot(away[0], away[1]) || 1;
    const out = [away[0] / size, away[1] / size];
    const write = (/** @type {string} */ text, /** @type {number} */ t, /** @type {number} */ gap) => {
      const x = from[0] + (to[0] - from[0]) * t + out[0] * gap;
      const y = from[1] + (to[1] - from[1]) * t + out[1] * gap;
      const wide = pen.measureText(text).width;
      const left = x - wide * (out[0] < -0.35 ? 1 : out[0] > 0.35 ? 0 : 0.5);
      pen.fillText(text, Math.max(4, Math.min(left, this.wide - wide - 4)), y + 4 + (out[1] > 0.5 ? 6 : 0));
    };
    const hasRoom = Math.hypot(to[0] - from[0], to[1] - from[1]) > 150; /* for the middle beside the name */
    [0.06, 0.5, 0.94].forEach((t, tick) => {
      if (tick !== 1 || hasRoom || i === 2) write(this.write[i](this.axes[i].ticks[tick]), t, 10);
    });
    pen.save();
    pen.font = "600 " + pen.font;
    write(this.names[i] + (this.axes[i].isLog ? " (log)" : ""), i === 2 ? 1.1 : 0.74, i === 2 ? 4 : 30);
    pen.restore();
  }

  /* --- Pointer, touch, keys --- */

  /** The row's number in `rows` that is nearest, or -1. @param {number} x @param {number} y */
  nearest(x, y) {
    let best = -1, least = REACH_PX * REACH_PX;
    for (let i = 0; i < this.rows.length; i++) {
      const dx = this.xs[i] - x, dy = this.ys[i] - y;
      const far = dx * dx + dy * dy - this.depths[i];
      if (far < least) {
        least = far;
        best = i;
      }
    }
    return best;
  }

  /** @param {number} i @param {boolean} aloud */
  focus(i, aloud) {
    this.focused = i;
    this.tip.hidden = i < 0;
    if (i >= 0) {
      const [name, ...lines] = this.options.tipOf(this.rows[i]);
      const head = document.createElement("b");
      head.textContent = name;
      this.tip.replaceChildren(head, ...lines.flatMap((line, n) => (n ? [document.createElement("br"), line] : [line])));
      tipPlace(this.tip, this.canvas.getBoundingClientRect(), this.xs[i], this.ys[i]);
      if (aloud) this.live.textContent = [name, ...lines].join(", ");
    }
    this.draw();
  }

  turn(/** @type {number} */ yaw, /** @type {number} */ pitch) {
    this.yaw += yaw;
    this.pitch = Math.max(-1.5, Math.min(1.5, this.pitch + pitch));
  }

  scale(/** @type {number} */ by) {
    this.zoom = Math.max(0.4, Math.min(12, this.zoom * by));
  }

  pan(/** @type {number} */ x, /** @type {number} */ y) {
    this.panX += x;
    this.panY += y;
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(name, (event) => this.up(/** @type {PointerEvent} */ (event)));
    }
    canvas.addEventListener("pointerleave", () => {
      if (this.pointers.size === 0) this.focus(-1, false);
    });
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("dblclick", () => {
      this.home();
      this.draw();
    });
  }

  down(/** @type {PointerEvent} */ event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.moved = 0;
  }

  move(/** @type {PointerEvent} */ event) {
    const frame = this.canvas.getBoundingClientRect();
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.focus(this.nearest(event.clientX - frame.left, event.clientY - frame.top), false);
      return;
    }
    const dx = event.clientX - before[0], dy = event.clientY - before[1];
    this.moved += Math.abs(dx) + Math.abs(dy);
    if (this.pointers.size === 2) this.pinch(event, dx, dy);
    else if (event.shiftKey || event.buttons === 2 || event.buttons === 4) this.pan(dx, dy);
    else this.turn(dx * 0.008, dy * 0.008);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.tip.hidden = true;
    this.drawSoon();
  }

  /** Two fingers: their distance zooms, their middle pans. */
  pinch(/** @type {PointerEvent} */ event, /** @type {number} */ dx, /** @type {number} */ dy) {
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)[1];
    const before = this.pointers.get(event.pointerId);
    const old = Math.hypot(before[0] - other[0], before[1] - other[1]) || 1;
    this.scale(Math.hypot(event.clientX - other[0], event.clientY - other[1]) / old);
    this.pan(dx / 2, dy / 2);
  }

  up(/** @type {PointerEvent} */ event) {
    const frame = this.canvas.getBoundingClientRect();
    const isClick = event.type === "pointerup" && this.pointers.size === 1 && this.moved < 5;
    this.pointers.delete(event.pointerId);
    if (!isClick) return;
    const hit = this.nearest(event.clientX - frame.left, event.clientY - frame.top);
    this.focus(hit, true);
    if (hit >= 0) this.options.onOpen(this.rows[hit]);
  }

  /** Only a cloud that has the focus, or a pinch on a trackpad, takes the wheel from the page. */
  wheel(/** @type {WheelEvent} */ event) {
    if (document.activeElement !== this.canvas && !event.ctrlKey) return;
    event.preventDefault();
    this.scale(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)));
    this.drawSoon();
  }

  key(/** @type {KeyboardEvent} */ event) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const arrow = arrows[/** @type {keyof typeof arrows} */ (event.key)];
    if (arrow && event.shiftKey) this.pan(arrow[0] * 20, arrow[1] * 20);
    else if (arrow) this.turn(arrow[0] * 0.12, arrow[1] * 0.12);
    else if (event.key === "+" || event.key === "=") this.scale(1.2);
    else if (event.key === "-") this.scale(1 / 1.2);
    else if (event.key === "Home" || event.key === "0") this.home();
    else if (event.key === "PageDown" || event.key === "PageUp") this.step(event.key === "PageDown" ? 1 : -1);
    else if (event.key === "Enter" && this.focused >= 0) this.options.onOpen(this.rows[this.focused]);
    else if (event.key === "Escape" && this.focused >= 0) this.focus(-1, false);
    else return;
    event.preventDefault();
    this.draw();
    if (this.focused >= 0) this.focus(this.focused, false);
  }

  /** To the next or previous customer that has a place. @param {number} by */
  step(by) {
    const count = this.rows.length;
    let i = this.focused < 0 && by < 0 ? 0 : this.focused;
    for (let tries = 0; tries < count; tries++) {
      i = (i + by + count) % count;
      if (this.xs[i] === this.xs[i]) {
        this.focus(i, true);
        return;
      }
    }
  }

  drawSoon() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = undefined;
      this.draw();
    });
  }
}
