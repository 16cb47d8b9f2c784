// Suggestions for the search box while one types: a combobox with a list, as WAI-ARIA describes it. Without it the form works.
"use strict";

const WAIT = 120; // milliseconds without a key before the server is asked
const FEWEST = 2;

for (const input of document.querySelectorAll("input[data-suggest]")) suggestFor(input);

function suggestFor(input) {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  let timer = 0, asking = null, chosen = -1;

  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`).textContent);
  said.className = "hidden";
  said.setAttribute("role", "status");
  input.form.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]])
    input.setAttribute(name, value);

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("li");
    if (option) { event.preventDefault(); location.assign(option.dataset.address); }
  });

  async function ask() {
    asking?.abort();
    const words = input.value.trim();
    if (words.length < FEWEST) return close();
    asking = new AbortController();
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", input.value);
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(found) {
    list.replaceChildren(...found.map(option));
    choose(-1);
    open(found.length > 0 && document.activeElement === input);
    said.textContent = found.length ? `${found.length} ${input.dataset.some}` : input.dataset.none;
  }

  function option(each, n) {
    const item = document.createElement("li"), name = document.createElement("span"), kind = document.createElement("span");
    item.id = `${list.id}-${n}`;
    item.setAttribute("role", "option");
    item.dataset.address = each.address;
    name.textContent = each.name;
    name.lang = each.language;
    if (each.about) {
      const about = document.createElement("small");
      about.textContent = each.about;
      name.append(about);
    }
    kind.className = "kind";
    kind.textContent = each.kindName;
    item.append(name, kind);
    return item;
  }

  function onKey(event) {
    const last = list.children.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
      event.preventDefault();
      if (list.hidden) open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen + step > last ? -1 : chosen + step < -1 ? last : chosen + step);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.address);
    }
  }

  function choose(n) {
    chosen = n;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === n)));
    if (n < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[n].id);
      list.children[n].scrollIntoView({ block: "nearest" });
    }
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
  }

  function close() {
    clearTimeout(timer);
    choose(-1);
    open(false);
  }
}
