// Everything works without this file; it adds focus handling and guards double clicks.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { startShortlist } from "./shortlist.js";
import { instant } from "./instant.js";
import { markHeadings, openTarget } from "./reading.js";

// GOV.UK Frontend's own template has this as an inline line, which our CSP refuses.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(SkipLink);
startShortlist();

if (location.hash) openTarget();
addEventListener("hashchange", openTarget);
for (const contents of document.querySelectorAll("[data-contents]")) {
  markHeadings(contents);
}

for (const form of document.querySelectorAll("[data-instant]")) {
  instant(form);
}

// A button that prints is shown only where it can work.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// So is one that copies a field; a browser may not let a page do that.
for (const button of document.querySelectorAll(navigator.clipboard ? "[data-copy]" : "none")) {
  const id = button.dataset.copy;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(id).value);
    document.getElementById(`${id}-copied`).textContent = "Copied";
  });
}

// Paper has no way to open a closed part, so all are open while it prints.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
