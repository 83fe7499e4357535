// Where days stand in the drawn figure, and what is drawn moved along while a gesture lasts. Days are whole numbers
// since 1970; the server drew everything, and a change of the days shown only shifts and stretches it until it is drawn
// anew.
export const SHORTEST = 7; // days in the focus

function along(segments, day) {
  const found = segments.find(([, last]) => day <= last) ?? segments.at(-1);
  const [first, last, left, right] = found;
  return left + ((right - left) * (Math.max(first, Math.min(last, day)) - first)) / (last - first || 1);
}

export class Axis {
  constructor(figure) {
    const { focus, first, last, segments, strip, plot } = figure.dataset;
    const middle = focus.split("/").reduce((sum, day) => sum + Date.parse(day) / 86400000, 0) / 2;
    this.drawn = JSON.parse(segments);
    this.focus = this.drawn.findIndex(([from, to]) => from <= middle && middle <= to);
    [this.from, this.to, this.left, this.right] = this.drawn[this.focus];
    this.bounds = [Number(first), Number(last) + 1];
    [this.strip] = JSON.parse(strip);
    this.plot = figure.querySelector("svg.plot");
    this.unit = () => Number(plot) / this.plot.getBoundingClientRect().width; // what one pixel is
    // The zones beside the focus keep their places, and say less or more days.
    this.items = [...figure.querySelectorAll("svg.plot [data-t]:not(.zone, .edge, .zone-words, .later)")].map((element) => new Item(element));
    this.brush = [...figure.querySelectorAll(".brush [data-t]")].map((element) => new Item(element));
  }

  // The place of a pointer.
  place(event) {
    return (event.clientX - this.plot.getBoundingClientRect().left) * this.unit();
  }

  // How many days a way over the figure is.
  days(pixels) {
    return (pixels * this.unit() * (this.to - this.from)) / (this.right - this.left);
  }

  // The same on the strip of all years, and the day at a place of it.
  stripDays(pixels) {
    const [first, last, left, right] = this.strip;
    return (pixels * this.unit() * (last - first)) / (right - left);
  }

  stripDay(event) {
    return this.strip[0] + this.stripDays(event.clientX - event.target.closest(".strip").getBoundingClientRect().left - this.strip[2] / this.unit());
  }

  get moved() {
    const [from, to] = this.drawn[this.focus];
    return this.from !== from || this.to !== to;
  }

  // The day at a place in the focus, with its fraction.
  day(x) {
    return this.from + ((this.to - this.from) * (x - this.left)) / (this.right - this.left);
  }

  // Show other days, within what there is.
  show(from, to) {
    const [first, last] = this.bounds;
    const length = Math.max(SHORTEST, Math.min(to - from, last - first));
    this.from = Math.max(first, Math.min(last - length, from));
    this.to = this.from + length;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  pan(days) {
    this.show(this.from + days, this.to + days);
  }

  // Around a day that stays where it is; a factor under 1 comes closer.
  zoom(factor, day = (this.from + this.to) / 2) {
    const length = Math.max(SHORTEST, (this.to - this.from) * factor);
    const part = (day - this.from) / (this.to - this.from);
    this.show(day - length * part, day + length * (1 - part));
  }

  draw() {
    const now = this.drawn.map((segment) => [...segment]);
    const [before, own, after] = [now[this.focus - 1], now[this.focus], now[this.focus + 1]];
    [own[0], own[1]] = [this.from, this.to];
    if (before) before[1] = this.from;
    if (after) after[0] = this.to;
    const [from, to] = this.drawn[this.focus];
    for (const item of this.items) {
      const wasIn = item.first >= from && item.last <= to;
      const isIn = item.last >= this.from && item.first <= this.to;
      item.place((day) => along(this.drawn, day), (day) => along(now, day), !wasIn || isIn);
    }
    const was = (day) => along([this.strip], day);
    for (const item of this.brush) item.place(was, (day) => was(day === from ? this.from : day === to ? this.to : day), true);
  }
}

// One drawn element: a day, or a span. Rectangles and lines are stretched, everything else is shifted.
class Item {
  constructor(element) {
    this.element = element;
    [this.first, this.last = this.first] = element.dataset.t.split(" ").map(Number);
    this.was = Object.fromEntries(["x", "x1", "x2", "width", "transform"].map((name) => [name, element.getAttribute(name)]));
  }

  place(was, is, visible) {
    const [first, last] = [this.first, this.last].map((day) => is(day) - was(day));
    if (this.element.localName === "rect") this.set({ x: +this.was.x + first, width: Math.max(0.5, +this.was.width + last - first) });
    else if (this.element.localName === "line") this.set({ x1: +this.was.x1 + first, x2: +this.was.x2 + last });
    else this.set({ transform: `translate(${first} 0) ${this.was.transform ?? ""}` });
    this.set({ opacity: visible ? 1 : 0 }); // what is not visible could not keep the focus
  }

  set(attributes) {
    for (const [name, value] of Object.entries(attributes)) this.element.setAttribute(name, value);
  }
}
