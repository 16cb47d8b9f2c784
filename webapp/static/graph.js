// Draws the graph around a thing with Cytoscape.js and lets it grow: by click, or by keys. The table below says the same.
"use strict";

const place = document.querySelector("#graph");
if (place && window.cytoscape) draw();

function draw() {
  place.hidden = false;
  const canvas = place.querySelector(".drawing"), said = place.querySelector(".said"), actions = place.querySelector(".actions");
  const rows = document.querySelector("#neighbours tbody");
  const start = place.dataset;
  const fetched = new Set();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const cy = cytoscape({ container: canvas, style: style(), minZoom: 0.2, maxZoom: 1.6, autounselectify: true });
  let current = null;

  cy.add({ group: "nodes", data: node({ id: start.node, kind: start.kind, kindName: start.kindName, name: start.name, address: start.address, graph: start.graph }) });
  go(cy.getElementById(start.node));
  grow(current, false);

  cy.on("tap", "node", (event) => { go(event.target); grow(event.target, true); });
  canvas.addEventListener("keydown", onKey);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
  for (const box of place.querySelectorAll(".legend input")) box.addEventListener("change", filter);

  async function grow(from, tell) {
    const about = from.data();
    if (!fetched.has(about.id)) {
      fetched.add(about.id);
      try {
        const answer = await fetch(about.graph, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        add(from, (await answer.json()).neighbours, tell);
      } catch {
        fetched.delete(about.id);
        said.textContent = start.failed;
        return;
      }
    }
    go(from);
  }

  function add(from, neighbours, tell) {
    for (const each of neighbours) {
      if (cy.getElementById(each.id).empty())
        cy.add({ group: "nodes", data: node(each), position: { x: from.position("x") + Math.random() - 0.5, y: from.position("y") + Math.random() - 0.5 } });
      const tied = `${from.id()} ${each.tie} ${each.id}`, back = `${each.id} ${each.tie} ${from.id()}`;
      if (cy.getElementById(tied).empty() && cy.getElementById(back).empty()) {
        cy.add({ group: "edges", data: { id: tied, source: from.id(), target: each.id, tie: each.tie } });
        if (tell) rows.append(row(from.data(), each));
      }
    }
    filter();
    cy.layout({ name: "cose", animate: !calm, animationDuration: 400, padding: 30, nodeDimensionsIncludeLabels: true, nodeRepulsion: () => 400000, idealEdgeLength: () => 70, nodeOverlap: 20, gravity: 0.4, numIter: 1500, randomize: fetched.size === 1, fit: true }).run();
  }

  function row(from, to) {
    const line = document.createElement("tr");
    line.dataset.kind = to.kind;
    line.append(cell(from.name, from.language), cell(to.tie, to.tieLanguage), cell(to.name, to.language, to.address), cell(to.kindName), cell("→", "", to.graph, `${document.querySelector("h1").firstChild.textContent} ${to.name}`));
    return line;
  }

  function cell(text, language, address, label) {
    const made = document.createElement("td"), inside = document.createElement(address ? "a" : "bdi");
    inside.textContent = text;
    if (address) inside.href = address;
    if (label) inside.setAttribute("aria-label", label);
    if (language) inside.lang = language;
    made.append(inside);
    return made;
  }

  function go(to) {
    current?.removeClass("current");
    current = to;
    current.addClass("current");
    const about = to.data();
    said.textContent = start.opened.replace("{name}", `${about.name} (${about.kindName})`).replace("{count}", to.neighborhood("node:visible").length);
    const open = document.createElement("a"), more = document.createElement("button");
    open.className = "act";
    open.href = about.address;
    open.textContent = start.open;
    more.className = "quiet";
    more.type = "button";
    more.textContent = start.show;
    more.addEventListener("click", () => grow(to, true));
    actions.replaceChildren(open, ...(fetched.has(about.id) ? [] : [more]));
  }

  function onKey(event) {
    const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (direction) {
      event.preventDefault();
      const next = nearest(direction);
      if (next) { go(next); cy.animate({ center: { eles: next }, duration: calm ? 0 : 150 }); }
    } else if (event.key === "Enter") {
      event.preventDefault();
      grow(current, true);
    } else if (event.key.toLowerCase() === "o" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      location.assign(current.data("address"));
    }
  }

  // The visible node that lies most nearly in a direction.
  function nearest([dx, dy]) {
    const at = current.position();
    let best = null, least = Infinity;
    for (const other of cy.nodes(":visible").toArray()) {
      const x = other.position("x") - at.x, y = other.position("y") - at.y, ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      const far = ahead + 2 * aside;
      if (other !== current && ahead > 0 && far < least) { least = far; best = other; }
    }
    return best;
  }

  function filter() {
    const shown = new Set([...place.querySelectorAll(".legend input:checked")].map((box) => box.value));
    cy.batch(() => cy.nodes().forEach((each) => each.style("display", each.id() === start.node || shown.has(each.data("kind")) ? "element" : "none")));
    for (const line of rows.children) line.hidden = !shown.has(line.dataset.kind);
  }

  function node(each) {
    const most = 42, name = each.name.length > most ? `${each.name.slice(0, most)}…` : each.name;
    return { ...each, shown: name };
  }

  function style() {
    const colours = getComputedStyle(document.documentElement), of = (name) => colours.getPropertyValue(`--${name}`).trim();
    const shapes = { work: "round-rectangle", hub: "rectangle", agent: "ellipse", topic: "diamond", place: "triangle", genre: "hexagon" };
    return [
      { selector: "node", style: { label: "data(shown)", color: of("ink"), "font-size": 11, "text-wrap": "wrap", "text-max-width": 110, "text-valign": "bottom", "text-margin-y": 4, width: 22, height: 22, "text-background-color": of("paper"), "text-background-opacity": 0.8 } },
      ...Object.entries(shapes).map(([kind, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { shape, "background-color": of(kind) } })),
      { selector: "edge", style: { width: 1.2, "line-color": of("soft"), opacity: 0.5, "curve-style": "haystack" } },
      { selector: ".current", style: { "border-width": 4, "border-color": of("gold"), width: 30, height: 30, "font-weight": "bold" } },
    ];
  }
}
