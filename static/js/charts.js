// Puts a live chart in the place of its picture when it is touched. govcompare/charts/fit.py breaks its words alike.
"use strict";

// Where the library is; in a file that works offline it is there already.
const LIBRARY = document.currentScript?.dataset.plotly ?? "";

// How many Chinese characters of a font size fit a width.
const fitting = (width, size) => Math.max(8, Math.floor((width - 16) / (size * 1.02)));

// What may not begin a line stays with the word before it, what may not end one with the word after it; a compound of two
// longer words may be broken behind its hyphen.
const WORD = /[（《「『“‘【]*(?:[(A-Za-z]*[A-Za-z]{3}-(?=[A-Za-z]{3})|\(?[^\x00-\x7fÀ-ɏ][,;:.!?)]*|[!-~À-ɏ]+|.)[，。；：、！？）》」』”’】…·%％]*/gu;
const breadth = (word) => [...word].reduce((sum, letter) => sum + (letter > "ɏ" ? 1 : 0.56), 0);

// Break a line after so many columns; Latin letters count half. govcompare/charts/words.py does the same.
function wrap(text, columns, hanging = "") {
  const lines = [];
  let line = "", used = 0, begun = false;
  for (const word of text.match(WORD) ?? []) {
    const cost = breadth(word);
    if (begun && used + cost > columns) {
      lines.push(line.replace(/ +$/, ""));
      line = hanging; used = breadth(hanging); begun = false;
    }
    if (begun || word !== " " || !lines.length) { line += word; used += cost; begun = true; }
  }
  return [...lines, line];
}

// How many rows a horizontal legend takes: its entries stand in columns as wide as the widest.
function legendRows(traces, layout, room) {
  if (layout.showlegend === false) return 0;
  const widths = traces.filter((trace) => trace.showlegend !== false).map((trace) => 46 + 12.5 * breadth(trace.name ?? ""));
  return Math.ceil(widths.length / Math.max(1, Math.floor(room / Math.max(...widths))));
}

// The words of a table broken for cells wider than the least. govcompare/charts/text_table.py does the same.
function refill({ data, layout }, width) {
  const em = 12 * 1.02, gap = 2, above = 9, below = 5, table = layout.meta.table;
  const cell = (width - table.room - 16) / table.heads.length;
  const perLine = Math.trunc((cell - 2 * table.beside - gap) / em);
  if (perLine <= table.per_line) return;
  const texts = table.words.map(([, , lines]) =>
    lines.flatMap((text) => wrap(text, perLine, text.startsWith("·") ? "　" : "")));
  const tops = table.heads.map((head) => wrap(head, perLine));
  const longest = [...table.names];
  table.words.forEach(([row], index) => { longest[row] = Math.max(longest[row], texts[index].length); });
  let top = 0;
  const edges = [Math.max(1, ...tops.map((lines) => lines.length)), ...longest].map((lines) => {
    const edge = [top, top - (lines * 15.6 + above + below)];
    top = edge[1] - gap;
    return edge;
  });
  const total = -edges.at(-1)[1];
  const box = (trace, rows) => Object.assign(trace, {
    y: rows.map((row) => edges[row + 1][0] - edges[row + 1][1]), base: rows.map((row) => edges[row + 1][1]),
  });
  layout.height += Math.trunc(total + layout.yaxis.range[0]);
  Object.assign(layout.yaxis, { range: [-total, 0], tickvals: edges.slice(1).map(([up, down]) => (up + down) / 2) });
  box(data[0], tops.map(() => -1)).text = tops.map((lines) => lines.join("<br>"));
  table.bars.forEach((rows, index) => box(data[index + 1], rows));
  const words = data.at(-1), centred = words.textposition === "middle center";
  const inset = (table.beside + gap / 2) / cell;
  words.x = table.words.map(([, column]) => column - (centred ? 0 : 0.5 - inset));
  words.y = table.words.map(([row]) => edges[row + 1]).map(([up, down]) => (centred ? (up + down) / 2 : up - above));
  words.text = texts.map((lines) => lines.join("<br>"));
}

// Shorter words where there is no room for the whole ones. govcompare/charts/narrow.py does the same.
function shorten({ data, layout }, width) {
  const { least, texts } = layout.meta.short;
  if (width < least) data.forEach((trace, index) => { trace.text = texts[index] ?? trace.text; });
}

// On a phone: smaller words, fewer of them. govcompare/charts/narrow.py does the same.
function narrow({ data, layout }, width) {
  if (width >= 560) return;
  for (const trace of data) {
    if (trace.textfont && trace.type === "bar") trace.textfont.size = 10;
    if (trace.mode === "text") trace.visible = false; // values would run into the next dots; the table has them
    if (trace.mode === "markers+text") trace.marker.size = 16;
  }
  layout.yaxis = { ...layout.yaxis, tickfont: { size: 11 } };
  const tiers = layout.annotations.filter((note) => note.name === "tier");
  if (!tiers.length) return;
  layout.xaxis.domain = [0, 0.62];
  for (const note of tiers) {
    Object.assign(note, { x: 0.66, text: note.text.replaceAll(/[：、]|[:,](?= )/g, "$&<br>") });
    note.font.size = 10;
  }
}

// The words of the picture broken for its width, and the margins they need.
function fit({ data, layout }, width) {
  const words = layout.meta;
  if (!words) return;
  if (words.table) refill({ data, layout }, width);
  if (words.short) shorten({ data, layout }, width);
  const title = wrap(words.title, fitting(width, 18));
  const subtitle = wrap(words.subtitle, fitting(width, 13));
  const source = wrap(words.source, fitting(width, 11));
  const left = words.rooms ? Math.max(layout.margin.l, width < words.rooms.below ? words.rooms.narrow : words.rooms.wide) : width * 0.3;
  const rows = Math.max(1, legendRows(data, layout, width - left - layout.margin.r));
  const isBelow = layout.legend?.yanchor === "top";
  const extraTop = (title.length - 1) * 24 + (subtitle.length - 1) * 18 + (isBelow ? 0 : (rows - 1) * 19);
  const extraBottom = (source.length - 1) * 15 + (isBelow ? (rows - 1) * 19 : 0);
  layout.title.text = title.join("<br>");
  layout.title.subtitle.text = subtitle.join("<br>");
  layout.title.pad.t += (title.length - 1) * 12; // plotly moves a title of two lines up by half of one
  layout.margin.t += extraTop;
  layout.margin.b += extraBottom;
  layout.height += extraTop + extraBottom;
  if (words.rooms) { // as in the picture: the room for labels is in the margin, not added by plotly
    layout.margin.l = left;
    layout.yaxis = { ...layout.yaxis, automargin: false };
  }
  for (const note of layout.annotations) {
    if (note.name !== "source") continue;
    Object.assign(note, { text: source.join("<br>"), yshift: 6 - layout.margin.b });
    if (words.rooms) note.xshift = 6 - layout.margin.l;
  }
}

// The same on dark paper, read by roles. govcompare/charts/dark.py does the same with the same dictionary.
function darkened(value, roles, colours = roles.marks, isColour = false) {
  if (Array.isArray(value)) return value.map((part) => darkened(part, roles, colours, isColour));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => {
      const inside = roles.fonts.includes(key) ? roles.words : roles.strokes.includes(key) ? roles.lines : colours;
      return [key, darkened(part, roles, inside, key.endsWith("color"))];
    }));
  }
  return isColour && Object.hasOwn(colours, value) ? colours[value] : value;
}

const onDark = matchMedia("(prefers-color-scheme: dark)");

// The figure of a box, fitted to a width.
function figureOf(box, width) {
  const figure = JSON.parse(document.getElementById(`figure-${box.dataset.chart}`).textContent);
  const { dark, ...template } = JSON.parse(document.getElementById("chart-template").textContent);
  figure.layout.template = template;
  fit(figure, width);
  narrow(figure, width);
  return dark && onDark.matches ? darkened(figure, dark) : figure;
}

// The source line starts at the left edge, however wide the labels of the axis turned out.
function alignSource(plot) {
  const index = plot.layout.annotations.findIndex((note) => note.name === "source");
  return Plotly.relayout(plot, { [`annotations[${index}].xshift`]: 6 - plot._fullLayout._size.l });
}

function follow(event) {
  const link = event.points[0].customdata?.[0];
  if (typeof link !== "string" || !link.startsWith("/")) return;
  if (window.top === window) location.assign(link); else window.open(link, "_blank", "noopener"); // pages are not framed
}

// In a file without pictures the chart is drawn at once, as wide as there is room.
async function mount(box) {
  const least = JSON.parse(document.getElementById(`figure-${box.dataset.chart}`).textContent).layout.meta?.min_width ?? 0;
  const width = Math.max(box.clientWidth, least);
  const { data, layout } = figureOf(box, width);
  if (width > box.clientWidth) layout.width = width; // the box scrolls
  await Plotly.newPlot(box, data, layout, { displayModeBar: false, responsive: !layout.width });
  await alignSource(box);
  box.on("plotly_click", follow);
  box.classList.add("drawn");
  box.closest("figure").querySelector(".chart-data").open = false;
}

// The library is asked for once, by the first chart that needs it.
let library;
function plotly() {
  if (window.Plotly) return Promise.resolve();
  library ??= new Promise((ready, failed) => {
    const script = document.createElement("script");
    script.src = LIBRARY;
    script.onload = ready;
    script.onerror = () => { library = null; script.remove(); failed(new Error("the library did not come")); };
    document.head.append(script);
  });
  return library;
}

// A picture, and the live chart that lies over it, of exactly its size: the page does not move.
class LiveChart {
  constructor(box) {
    this.box = box;
    this.image = box.querySelector("img");
    this.figure = box.closest("figure");
    this.button = this.figure.querySelector(".live-switch");
    this.status = this.figure.querySelector("[role=status]");
    this.stays = false; // the picture was asked for: the pointer alone does not bring the live chart back
    box.addEventListener("pointerenter", (event) => { if (event.pointerType !== "touch") this.start(); });
    box.addEventListener("click", () => this.start());
    // focus alone starts nothing: the button behind it would then turn off what nobody asked for
    box.addEventListener("keydown", (event) => { if (event.target === box && event.key === "Enter") this.start({ asked: true }); });
    this.button?.addEventListener("click", () => (this.plot ? this.stop() : this.start({ asked: true })));
    onDark.addEventListener("change", () => this.redraw());
    this.image.addEventListener("error", () => this.whenSeen());
    if (box.matches(".waiting") || (this.image.complete && this.image.currentSrc && !this.image.naturalWidth)) this.whenSeen();
  }

  // Without a picture the chart is drawn when it comes into view.
  whenSeen() {
    if (this.observer) return;
    this.observer = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) this.start({ quiet: true }); });
    this.observer.observe(this.box);
  }

  // The form of the picture that this window shows: the size for which the chart is laid out.
  board() {
    const source = [...this.box.querySelectorAll("source")].find((one) => matchMedia(one.media).matches) ?? this.image;
    return { width: Number(source.getAttribute("width")), height: Number(source.getAttribute("height")) };
  }

  async start({ asked = false, quiet = false } = {}) {
    if (this.plot || this.busy || (this.stays && !asked)) return;
    this.busy = true;
    this.box.setAttribute("aria-busy", "true");
    try {
      await plotly();
      const live = document.createElement("div"), plot = document.createElement("div");
      live.className = "live";
      live.setAttribute("role", "img");
      live.setAttribute("aria-label", this.box.dataset.alt);
      plot.lang = "zh-Hans"; // names in it stay Chinese in every language; what is read aloud is the label
      live.append(plot);
      this.box.append(live);
      await this.draw(plot);
      plot.on("plotly_click", follow);
      this.plot = plot;
      this.box.classList.add("drawn");
      this.button?.setAttribute("aria-pressed", "true");
      if (!quiet) this.say("live");
      this.resizing = new ResizeObserver(() => this.resize());
      this.resizing.observe(this.image);
    } catch (error) {
      this.box.querySelector(".live")?.remove();
      this.say("failed");
      console.warn(error);
    } finally {
      this.busy = false;
      this.box.removeAttribute("aria-busy");
    }
  }

  async draw(plot) {
    const { width, height } = this.board();
    const { data, layout } = figureOf(this.box, width);
    Object.assign(layout, { width, height, autosize: false });
    this.drawnFor = width;
    this.place(plot);
    await Plotly.react(plot, data, layout, { displayModeBar: false, responsive: false });
  }

  // Laid out like the picture, and as much larger or smaller than that as the picture is shown.
  place(plot) {
    const factor = this.image.getBoundingClientRect().width / this.board().width;
    plot.parentElement.style.transform = factor && Math.abs(factor - 1) > 0.001 ? `scale(${factor})` : "";
  }

  resize() {
    if (!this.plot) return;
    if (this.board().width !== this.drawnFor) this.draw(this.plot); else this.place(this.plot);
  }

  redraw() {
    if (this.plot) this.draw(this.plot);
  }

  stop() {
    this.resizing.disconnect();
    Plotly.purge(this.plot);
    this.plot.parentElement.remove();
    this.plot = null;
    this.stays = true;
    this.box.classList.remove("drawn");
    this.button?.setAttribute("aria-pressed", "false");
    this.say("still");
  }

  say(name) {
    if (this.status) this.status.textContent = this.status.dataset[name];
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".plot")) {
    if (box.querySelector("picture")) new LiveChart(box); else mount(box);
  }
});
