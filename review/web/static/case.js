// The page of a case by keyboard: v opens the next file, which then scrolls by the space bar, j and k
// walk the findings, 1 to 4 choose how one is disposed of; y, n and u answer the item of the check
// list that is in turn, which the bar below names, o goes to the opinion, a to the acts, c back to
// the item in turn. Nothing here is needed: every key follows a link, presses a button or moves the
// focus, all of which are on the page.
"use strict";

(() => {
  const all = (where) => [...document.querySelectorAll(where)];
  const first = (where) => document.querySelector(where);
  const told = first(".keys");
  if (told) told.hidden = false;

  const isTyping = (at) => at.matches("input:not([type=radio]), select, textarea, [contenteditable]");

  const reach = (at) => {
    if (!at) return;
    at.focus();
    at.scrollIntoView({ block: "nearest" });
  };

  const current = () =>
    document.activeElement.closest(".finding") ||
    (location.hash.startsWith("#finding-") && document.getElementById(location.hash.slice(1))) ||
    null;

  const walk = (by) => {
    const findings = all(".finding");
    if (findings.length === 0) return;
    const at = findings.indexOf(current());
    const isThere = at >= 0 && findings[at].contains(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : findings.length - 1) : isThere || by < 0 ? at + by : at;
    const finding = findings[Math.min(Math.max(next, 0), findings.length - 1)];
    reach(finding);
    const mark = document.getElementById(finding.id.replace("finding-", "mark-"));
    if (mark) mark.scrollIntoView({ block: "nearest" });
  };

  const choose = (key) => {
    const finding = current() || first(".finding:not(.settled)");
    const way = finding && finding.querySelector(`[data-key="${key}"]`);
    if (way) way.click();
  };

  const openNext = () => {
    const left = first(".opening button.open-file");
    if (left) return left.click();
    const files = all("a.open-file");
    const at = files.findIndex((one) => one.getAttribute("aria-current"));
    const next = files[at + 1] || files[0];
    if (next && at !== files.indexOf(next)) next.click();
  };

  const unanswered = () =>
    all(".check-item fieldset").find((one) => !one.querySelector("input[type=radio]:checked"));

  const toItem = (item) => reach(item ? item.querySelector("input[type=radio]") : null);

  // The item that one key answers: the one that has the focus, else the first that is open. It is
  // asked for in the bar that is always in sight, once every file was opened: nobody answers blindly.
  const inTurn = () => {
    const at = document.activeElement.closest(".check-item fieldset");
    return at || (first(".opening") ? null : unanswered());
  };

  const ask = () => {
    const place = first(".next-act .in-turn");
    if (!place) return;
    const item = inTurn();
    place.hidden = !item;
    if (item) place.querySelector(".item").textContent = item.querySelector("legend").textContent.trim();
  };

  // one key answers one item and leads to the next that is open, after the last to the act itself
  const answer = (said) => {
    const item = inTurn();
    const chosen = item && item.querySelector(`[data-answer="${said}"]`);
    if (!chosen) return;
    chosen.checked = true;
    const next = unanswered();
    if (next) toItem(next);
    else reach(first(".acts button.primary"));
    ask();
  };

  const keys = {
    c: () => toItem(unanswered()),
    y: () => answer("yes"),
    n: () => answer("no"),
    u: () => answer("uncertain"),
    j: () => walk(1),
    k: () => walk(-1),
    v: openNext,
    a: () => reach(first(".acts button.primary") || first(".acts summary") || first(".acts a")),
    o: () => reach(first(".acts textarea")),
    1: () => choose(1),
    2: () => choose(2),
    3: () => choose(3),
    4: () => choose(4),
  };

  document.addEventListener("focusin", ask);
  document.addEventListener("change", ask);
  ask();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!Object.prototype.hasOwnProperty.call(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
