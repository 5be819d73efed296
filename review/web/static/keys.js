// The inbox by keyboard: j and k walk the titles, Enter opens one, the most pressing where none has
// the focus, / goes to the search.
// Nothing here is needed: every link and form works without it.
"use strict";

(() => {
  const titles = [...document.querySelectorAll(".cases td.title > a")];
  const search = document.getElementById("q");
  const told = document.querySelector(".keys");
  if (told) told.hidden = false;

  const isTyping = (at) => at.matches("input, select, textarea, [contenteditable]");

  const walk = (by) => {
    if (titles.length === 0) return;
    const at = titles.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : titles.length - 1) : at + by;
    const title = titles[Math.min(Math.max(next, 0), titles.length - 1)];
    title.focus();
    title.scrollIntoView({ block: "nearest" });
  };

  const openFirst = () => {
    if (titles.length > 0) titles[0].click();
  };

  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    "/": () => {
      if (search) search.select();
      if (search) search.focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") {
        event.preventDefault(); // a browser would empty the search
        event.target.blur();
      }
      return;
    }
    if (event.key === "Enter" && event.target === document.body) return openFirst();
    if (!Object.prototype.hasOwnProperty.call(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
