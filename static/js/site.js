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
