// Small comforts; every page works without them.
"use strict";

// Empty fields stay out of the address.
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("input[name]")) if (!field.value) field.disabled = true;
});

// A page that comes back from the history has its fields again.
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("input[name]:disabled")) field.disabled = false;
});

// On a wide screen the menu stands open, and on a wider one the filters (the stylesheet shows them before any script).
const wide = matchMedia("(min-width: 801px)");
const folded = [...document.querySelectorAll(".site-menu")];
if (wide.matches) for (const box of folded) box.open = true;
if (matchMedia("(min-width: 1101px)").matches) for (const box of document.querySelectorAll(".filters-box")) box.open = true;
wide.addEventListener("change", () => { for (const box of folded) box.open = wide.matches; });

// On paper what is folded is missing: what a reader may want there is opened, and folded again afterwards.
const opened = [];
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll(".equal-rows:not([open]), .more-rows:not([open])")) {
    box.open = true;
    opened.push(box);
  }
});
addEventListener("afterprint", () => { while (opened.length) opened.pop().open = false; });

// A menu closes with Escape, and when the focus or a click goes elsewhere.
const menus = [...document.querySelectorAll("details.menu, details.export")];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = menus.filter((menu) => menu.open);
  if (!open.length && !wide.matches) open.push(...folded.filter((menu) => menu.open));
  for (const menu of open) { menu.open = false; menu.querySelector("summary").focus(); }
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of menus) if (menu.classList.contains("menu") && menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// Copying needs a script; without one the text can be selected in its field.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    const words = button.textContent;
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
