// Keys for the queue; everything works without them: n, p go from pair to pair, a accepts, r rejects the pair that has the focus.
"use strict";
const pairs = [...document.querySelectorAll(".pair")];
document.querySelectorAll(".keys").forEach((note) => { note.hidden = pairs.length === 0; });

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !pairs.length) return;
  const at = pairs.findIndex((pair) => pair.contains(document.activeElement));
  if (event.key === "n" || event.key === "p") {
    const next = event.key === "n" ? Math.min(at + 1, pairs.length - 1) : Math.max(at - 1, 0);
    pairs[next].focus();
    pairs[next].scrollIntoView({ block: "start" });
  } else if ((event.key === "a" || event.key === "r") && at >= 0) {
    pairs[at].querySelector(event.key === "a" ? "[value=accept]" : "[value=reject]").click();
  }
});
