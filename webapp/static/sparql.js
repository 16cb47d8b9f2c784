// The form of /sparql with an editor in it: completion, a stop that stops, an answer without leaving the page.
// Without this script, or without the editor, the form works as it is.
"use strict";

const form = document.getElementById("ask");
const query = document.getElementById("query");
const state = document.getElementById("state");
const stop = document.getElementById("stop");
const share = document.getElementById("share");
const LONGEST = 1500; // characters of a query that still go into an address

let running = null;

const terms = fetch(form.dataset.terms).then((answer) => (answer.ok ? answer.json() : []), () => []);

function matching(all, typed) {
  const wanted = typed.toLowerCase();
  const begins = all.filter((each) => each.term.toLowerCase().startsWith(wanted));
  const has = all.filter((each) => !begins.includes(each) && `${each.term} ${each.label}`.toLowerCase().includes(wanted));
  return [...begins, ...has].slice(0, 50);
}

function editor() {
  if (!window.Yasqe) return null;
  const labels = new Map();
  window.Yasqe.registerAutocompleter({
    name: "terms",
    bulk: false,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return token.string.trim().length > 0 && !/^[?$"'<#]/.test(token.string);
    },
    preProcessToken: (yasqe, token) => ({ ...token, autocompletionString: token.string }),
    get: async (yasqe, token) => {
      const found = matching(await terms, token.string.trim());
      found.forEach((each) => labels.set(each.term, each.label));
      return found.map((each) => each.term);
    },
    postprocessHints: (yasqe, hints) =>
      hints.map((hint) => ({ ...hint, displayText: labels.get(hint.text) ? `${hint.text}  ${labels.get(hint.text)}` : hint.text })),
  });
  window.Yasqe.defaults.autocompleters = ["variables", "terms"]; // the others ask hosts elsewhere
  const place = document.createElement("div");
  query.after(place);
  const yasqe = new window.Yasqe(place, {
    value: query.value,
    showQueryButton: false,
    createShareableLink: null, // ours says when the link is copied
    consumeShareLink: null,
    persistenceId: null,
    prefixCcApi: null,
    collapsePrefixesOnLoad: false,
    syntaxErrorCheck: false, // our prefixes need no declaration; the server says what is wrong, and where
    resizeable: false,
    extraKeys: {
      "Ctrl-Space": (cm) => cm.autocomplete(),
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      Tab: false, // the keyboard must get out of the editor
      "Shift-Tab": false,
    },
  });
  query.classList.add("hidden-by-editor");
  query.tabIndex = -1;
  query.setAttribute("aria-hidden", "true");
  yasqe.getInputField().setAttribute("aria-label", form.querySelector("label").textContent);
  yasqe.on("change", () => {
    query.value = yasqe.getValue();
  });
  return yasqe;
}

const yasqe = editor();

function address() {
  const target = new URL(form.action);
  target.searchParams.set("query", query.value);
  return target;
}

function asked() {
  const headers = { Accept: "text/html" };
  if (query.value.length <= LONGEST) return [address(), { headers }];
  return [form.action, { headers, method: "POST", body: new URLSearchParams({ query: query.value }) }];
}

async function run() {
  if (running) running.abort();
  running = new AbortController();
  const mine = running;
  state.textContent = state.dataset.running;
  stop.hidden = false;
  try {
    const [target, options] = asked();
    const answer = await fetch(target, { ...options, signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("answer").replaceWith(page.getElementById("answer"));
    if (query.value.length <= LONGEST) history.pushState({ query: query.value }, "", address());
    state.textContent = "";
  } catch (error) {
    state.textContent = error.name === "AbortError" ? state.dataset.stopped : state.dataset.lost;
  } finally {
    if (running === mine) {
      running = null;
      stop.hidden = true;
    }
  }
}

form.addEventListener("submit", (event) => {
  if (form.elements.format.value) return; // a download
  event.preventDefault();
  run();
});

stop.addEventListener("click", () => running && running.abort());

share.hidden = false;
share.addEventListener("click", async () => {
  await navigator.clipboard.writeText(address().href).catch(() => window.prompt("", address().href));
  state.textContent = share.dataset.done;
});

document.querySelectorAll("a.example").forEach((link) =>
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const text = new URL(link.href).searchParams.get("query");
    query.value = text;
    if (yasqe) yasqe.setValue(text);
    form.scrollIntoView();
    run();
  }),
);

window.addEventListener("popstate", () => location.reload());
