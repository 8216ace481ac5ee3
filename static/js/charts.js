// Mounts the figures that the page carries as JSON. govcompare/charts/fit.py breaks their words alike for pictures.
"use strict";

// How many Chinese characters of a font size fit a width.
const fitting = (width, size) => Math.max(8, Math.floor((width - 16) / (size * 1.02)));

// What may not begin a line stays with the word before it, what may not end one with the word after it.
const WORD = /[（《「『“‘【]*(?:[!-~]+|.)[，。；：、！？）》」』”’】…·%％]*/gu;
const breadth = (word) => [...word].reduce((sum, letter) => sum + (letter.codePointAt(0) > 255 ? 1 : 0.56), 0);

// Break a line after so many columns; Latin letters count half. govcompare/charts/words.py does the same.
function wrap(text, columns) {
  const lines = [];
  let line = "", used = 0;
  for (const word of text.match(WORD) ?? []) {
    const cost = breadth(word);
    if (line && used + cost > columns) { lines.push(line); line = ""; used = 0; }
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

// The words of the picture broken for its width, and the margins they need.
function fit({ data, layout }, width) {
  const words = layout.meta;
  if (!words) return;
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
