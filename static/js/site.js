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

// On a phone the filters start folded.
if (matchMedia("(max-width: 800px)").matches) {
  for (const box of document.querySelectorAll(".filters-box")) box.open = false;
}

// A menu of the head closes with Escape, and when the focus or a click goes elsewhere.
const menus = [...document.querySelectorAll("details.menu")];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// Copying needs a script; without one the text can be selected in its field.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    const words = button.textContent;
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

// A picture that was still being made is asked for again, a few times.
for (const picture of document.querySelectorAll(".gallery img")) {
  let tries = 0;
  const again = () => {
    if (tries++ >= 5) return;
    setTimeout(() => { picture.src = picture.src; }, 1500 * tries);
  };
  picture.addEventListener("error", again);
  if (picture.complete && !picture.naturalWidth) again();
}
