// Mounts the figures that the page carries as JSON. govcompare/charts/fit.py breaks their words alike for pictures.
"use strict";

// How many Chinese characters of a font size fit a width.
const fitting = (width, size) => Math.max(8, Math.floor((width - 16) / (size * 1.02)));

// What may not begin a line stays with the word before it, what may not end one with the word after it.
const WORD = /[（《「『“‘【]*(?:[!-~]+|.)[，。；：、！？）》」』”’】…·%％]*/gu;
const breadth = (word) => [...word].reduce((sum, letter) => sum + (letter.codePointAt(0) > 255 ? 1 : 0.56), 0);

// Break a line after so many columns; Latin letters count half. govcompare/charts/words.py does the same.
function wrap(text, columns, hanging = "") {
  const lines = [];
  let line = "", used = 0;
  for (const word of text.match(WORD) ?? []) {
    const cost = breadth(word);
    if (line && used + cost > columns) { lines.push(line); line = hanging; used = breadth(hanging); }
    line += word;
    used += cost;
  }
  return [...lines, line];
}

// How many rows a horizontal legend takes: its entries stand in columns as wide as the widest.
function legendRows(traces, layout, width) {
  if (layout.showlegend === false) return 0;
  const widths = traces.filter((trace) => trace.showlegend !== false).map((trace) => 46 + 12.5 * [...(trace.name ?? "")].length);
  const room = width * 0.7; // the legend stands over the plot, right of the labels of its axis
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

// The words of the picture broken for its width, and the margins they need.
function fit({ data, layout }, width) {
  const words = layout.meta;
  if (!words) return;
  if (words.table) refill({ data, layout }, width);
  const title = wrap(words.title, fitting(width, 18));
  const subtitle = wrap(words.subtitle, fitting(width, 13));
  const source = wrap(words.source, fitting(width, 11));
  const rows = Math.max(1, legendRows(data, layout, width));
  const extraTop = (title.length - 1) * 24 + (subtitle.length - 1) * 18 + (rows - 1) * 19;
  const extraBottom = (source.length - 1) * 15;
  layout.title.text = title.join("<br>");
  layout.title.subtitle.text = subtitle.join("<br>");
  layout.title.pad.t += (title.length - 1) * 12; // plotly moves a title of two lines up by half of one
  layout.margin.t += extraTop;
  layout.margin.b += extraBottom;
  layout.height += extraTop + extraBottom;
  for (const note of layout.annotations) {
    if (note.name === "source") Object.assign(note, { text: source.join("<br>"), yshift: 6 - layout.margin.b });
  }
}

// On a phone: smaller words, and more room for the column of tiers.
function narrow({ data, layout }, width) {
  if (width >= 560) return;
  for (const trace of data) {
    if (trace.textfont && trace.type === "bar") trace.textfont.size = 10;
    if (trace.mode === "text") trace.visible = false; // values would run into the next dots; the table has them
    if (trace.mode === "markers+text") trace.marker.size = 16;
  }
  layout.yaxis.tickfont = { size: 11 };
  const tiers = layout.annotations.filter((note) => note.name === "tier");
  if (!tiers.length) return;
  layout.xaxis.domain = [0, 0.62];
  for (const note of tiers) {
    Object.assign(note, { x: 0.66, text: note.text.replaceAll(/[：、]/g, "$&<br>") });
    note.font.size = 10;
  }
}

// The source line starts at the left edge, however wide the labels of the axis turned out.
function alignSource(box) {
  const index = box.layout.annotations.findIndex((note) => note.name === "source");
  return Plotly.relayout(box, { [`annotations[${index}].xshift`]: 6 - box._fullLayout._size.l });
}

function mount(box, template) {
  const figure = JSON.parse(document.getElementById(`figure-${box.dataset.chart}`).textContent);
  const width = Math.max(box.clientWidth, figure.layout.meta?.min_width ?? 0);
  if (width > box.clientWidth) figure.layout.width = width; // the box scrolls
  figure.layout.template = template;
  fit(figure, width);
  narrow(figure, width);
  const config = { displayModeBar: false, responsive: !figure.layout.width };
  return Plotly.newPlot(box, figure.data, figure.layout, config).then(() => alignSource(box)).then(() => {
    box.on("plotly_click", (event) => {
      const link = event.points[0].customdata?.[0];
      if (typeof link !== "string" || !link.startsWith("/")) return;
      if (window.top === window) location.assign(link); else window.open(link, "_blank", "noopener"); // pages are not framed
    });
    box.classList.add("drawn");
    box.closest("figure").querySelector(".chart-data").open = false;
  });
}

document.addEventListener("DOMContentLoaded", () => {
  const template = JSON.parse(document.getElementById("chart-template").textContent);
  for (const box of document.querySelectorAll(".plot")) mount(box, template);
});
