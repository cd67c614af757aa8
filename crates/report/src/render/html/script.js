
"use strict";
(() => {
  const root = document.documentElement;
  const theme = document.getElementById("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const shownDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const named = () => { theme.textContent = shownDark() ? "Light" : "Dark"; };
  // A page that was opened from a file may keep nothing.
  const store = (value) => { try { localStorage.setItem("driftline-theme", value); } catch { /* then it is forgotten */ } };
  const stored = () => { try { return localStorage.getItem("driftline-theme"); } catch { return null; } };
  if (["dark", "light"].includes(stored())) root.dataset.theme = stored();
  theme.hidden = false;
  theme.setAttribute("aria-label", "Switch between dark and light");
  named();
  dark.addEventListener("change", named);
  theme.addEventListener("click", () => {
    root.dataset.theme = shownDark() ? "light" : "dark";
    store(root.dataset.theme);
    named();
  });

  const form = document.getElementById("filters");
  if (!form) return;
  const findings = [...document.querySelectorAll(".finding")].map((element) => ({
    element,
    severity: element.dataset.severity,
    rule: element.dataset.rule,
    operation: element.parentElement.dataset.operation,
    text: (element.parentElement.dataset.operation + " " + element.textContent).toLowerCase(),
  }));
  const groups = [...document.querySelectorAll(".group")];
  const output = document.getElementById("shown");
  const open = document.getElementById("open");

  const filter = () => {
    const chosen = new FormData(form);
    const severities = chosen.getAll("severity");
    const [rule, operation] = [chosen.get("rule"), chosen.get("operation")];
    const words = chosen.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const fits = severities.includes(finding.severity) && (!rule || finding.rule === rule)
        && (!operation || finding.operation === operation) && words.every((word) => finding.text.includes(word));
      finding.element.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) group.hidden = !group.querySelector(".finding:not([hidden])");
    output.textContent = `${shown} of ${findings.length} shown`;
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  open.addEventListener("click", () => {
    const all = findings.filter((finding) => !finding.element.hidden);
    const opens = all.some((finding) => !finding.element.open);
    for (const finding of all) finding.element.open = opens;
    open.textContent = opens ? "Close all" : "Open all";
  });
  filter();
})();
