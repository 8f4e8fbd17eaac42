// The editors' area works without this file; it previews while somebody types, and looks again at
// work that goes on.
import "./session.js";
import { autosave, inserting, reads } from "./writing.js";

const AFTER_TYPING_MS = 600;
// Most work is done in a second or two: the first looks come soon, later ones less often.
const FIRST_LOOK_MS = 300;
const LOOK_LATER_BY = 1.3;
const LATEST_LOOK_MS = 2000;

// A form with data-live-preview="<id of its Preview button>": the button is pressed when the typing
// stops. Its answer goes into the frame beside the form, so the place in the text is kept.
function livePreview(form) {
  const button = document.getElementById(form.dataset.livePreview);
  const frame = document.getElementsByName(button?.getAttribute("formtarget"))[0];
  let waiting;
  if (!button || !frame) return;
  const show = () => form.requestSubmit(button);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, AFTER_TYPING_MS);
  });
  // Where the reader of the preview was, he is again when the new one comes.
  let top = 0;
  form.addEventListener("submit", () => {
    top = frame.contentWindow?.scrollY ?? 0;
  });
  frame.addEventListener("load", () => frame.contentWindow?.scrollTo(0, top));
  if (frame.clientHeight) show();
}

// An element with data-poll and an id: the page is fetched again until its element no longer asks.
async function poll(element, wait = FIRST_LOOK_MS) {
  await new Promise((over) => setTimeout(over, wait));
  const response = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const page = response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  const fresh = page?.getElementById(element.id);
  // Signed out meanwhile, or a page of another kind: it says so itself.
  if (page && !fresh) return location.reload();
  if (fresh && !("poll" in fresh.dataset)) return location.reload();
  if (fresh && fresh.innerHTML !== element.innerHTML) element.replaceChildren(...fresh.childNodes);
  return poll(element, Math.min(wait * LOOK_LATER_BY, LATEST_LOOK_MS));
}

// Leaving a form with data-unsaved and changed text is asked about, unless it is being sent. What
// is checked against every example person takes seconds: its data-saving says that it goes on.
function unsaved(form) {
  const saving = form.querySelector("[data-saving]");
  let changed = form.dataset.unsaved === "typed";
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("saved", () => (changed = false));
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.hasAttribute("formtarget")) changed = false;
    if (saving && event.submitter?.value === "save") saving.textContent = "Saving…";
  });
  // Who comes back to the page finds it as it was left.
  window.addEventListener("pageshow", () => saving?.replaceChildren());
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

for (const form of document.querySelectorAll("form[data-live-preview]")) livePreview(form);
for (const form of document.querySelectorAll("form[data-unsaved]")) unsaved(form);
for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
for (const form of document.querySelectorAll("form[data-reads]")) reads(form);
for (const form of document.querySelectorAll("form[data-reads]")) inserting(form);
// Without this script the page reloads itself by its meta element.
for (const element of document.querySelectorAll("[data-poll]")) poll(element);
