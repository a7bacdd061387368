/**
 * The report's only script: it filters what carries `data-text` by the words in the search box. Without it everything is shown
 * and the box is not.
 */
export const SCRIPT = `
(() => {
  "use strict";
  const box = document.getElementById("filter");
  const form = document.getElementById("filter-form");
  const said = document.getElementById("filter-count");
  if (!box || !form || !said) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  const items = [...document.querySelectorAll("[data-text]")];
  const folds = [...document.querySelectorAll("details")];
  const open = new Map();
  const apply = () => {
    const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const filtering = words.length > 0;
    document.body.classList.toggle("filtering", filtering);
    if (filtering && open.size === 0) for (const fold of folds) open.set(fold, fold.open);
    let shown = 0;
    for (const item of items) {
      const text = item.getAttribute("data-text");
      const match = words.every((word) => text.includes(word));
      item.classList.toggle("no-match", filtering && !match);
      if (match) shown += 1;
    }
    for (const branch of [...document.querySelectorAll("[data-branch]")].reverse()) {
      const any = branch.querySelector("[data-text]:not(.no-match)") !== null;
      branch.classList.toggle("no-match", filtering && !any);
      if (filtering && branch.tagName === "DETAILS") branch.open = any;
    }
    if (!filtering) {
      for (const [fold, was] of open) fold.open = was;
      open.clear();
    }
    said.textContent = filtering ? shown + " of " + items.length + " match" : "";
  };
  box.addEventListener("input", apply);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement === document.body) { event.preventDefault(); box.focus(); }
    if (event.key === "Escape" && document.activeElement === box) { box.value = ""; apply(); }
  });
  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
`;
