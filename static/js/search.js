// Suggestions under the search box (WAI-ARIA combobox with a listbox). Without this script the form simply submits.
"use strict";

for (const form of document.querySelectorAll("form.find[data-suggest]")) {
  const WAIT = 150; // milliseconds without typing before anything is asked
  const input = form.querySelector("input[name=q]");
  const box = document.createElement("div"); // the list stands in it
  const status = document.createElement("span"); // and is announced here
  box.className = "suggestions";
  box.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(box, status);
  for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "find-list"]]) {
    input.setAttribute(name, value);
  }
  const empty = '<ul role="listbox" id="find-list"></ul>';
  box.innerHTML = empty;
  let asked = "", timer = 0, request = null;

  const options = () => [...box.querySelectorAll("[role=option]")];
  const active = () => options().find((option) => option.getAttribute("aria-selected") === "true");

  const choose = (option) => {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const show = (open) => {
    box.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  };

  const forget = () => {
    clearTimeout(timer);
    if (request) request.abort();
    request = null;
  };

  const close = () => {
    forget();
    asked = "";
    status.textContent = "";
    show(false);
  };

  const ask = async () => {
    const text = input.value.trim();
    if (text === asked) return;
    if (!text) return close();
    forget();
    asked = text;
    const mine = request = new AbortController();
    const query = new URLSearchParams({ q: text });
    const date = form.querySelector("input[name=as_of]");
    if (date) query.set("as_of", date.value);
    try {
      const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: mine.signal });
      const html = answer.ok ? await answer.text() : "";
      if (request !== mine || document.activeElement !== input) return;
      box.innerHTML = html || empty;
      status.textContent = box.querySelector("[data-said]")?.dataset.said ?? "";
      show(options().length > 0);
    } catch (error) {
      if (error.name !== "AbortError") close(); // no suggestions then; the form still works
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  };

  // While an input method is composing, what stands in the field is not yet what is meant.
  input.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  input.addEventListener("compositionend", soon);

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = options(), open = !box.hidden, place = all.indexOf(active());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) { asked = ""; return void ask(); }
      const step = event.key === "ArrowDown" ? 1 : -1;
      // one place more than there are options: the field itself
      const next = (place + 1 + step + all.length + 1) % (all.length + 1) - 1;
      choose(all[next] ?? null);
    } else if (event.key === "Enter" && open && place >= 0) {
      event.preventDefault();
      location.assign(all[place].dataset.href);
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // the first Escape closes the list, the next one empties the field
      close();
    } else if (event.key === "Tab") close();
  });

  box.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  box.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.href);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  addEventListener("pageshow", close);
}
