// The form in which a document is written: it saves itself to the editor's own draft, says how the
// text reads, and puts links, sources and terms where the cursor is.
import { isOver, signedOut, used } from "./session.js";

const AFTER_TYPING_MS = 10_000;
const AT_MOST_MS = 60_000;
const AGAIN_MS = 30_000;
const READS_AFTER_MS = 600;

const send = (address, body) => fetch(address, { method: "POST", body }).catch(() => null);

// With data-autosave="<address>". A conflict ends it, with a sentence.
export function autosave(form) {
  const status = form.querySelector("[data-saved]");
  const { into, version } = form.elements;
  let own = into.value;
  let since = form.dataset.unsaved === "typed" ? Date.now() : 0;
  let waiting;
  let going;
  let stopped = false;

  const wait = (ms) => {
    clearTimeout(waiting);
    if (!stopped) waiting = setTimeout(save, ms);
  };
  form.addEventListener("input", (event) => {
    // What is looked at, or chosen for later, is not typed.
    if (!event.target.name || event.target === into || event.target.name === "address") return;
    since ||= Date.now();
    wait(Math.max(0, Math.min(AFTER_TYPING_MS, since + AT_MOST_MS - Date.now())));
  });
  // What is being saved is awaited, so that the form is not older than its own draft.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formtarget")) return;
    clearTimeout(waiting);
    if (!going) return;
    event.preventDefault();
    const { submitter } = event;
    going.then(() => form.requestSubmit(submitter));
  });
  if (since) wait(AFTER_TYPING_MS);

  async function save() {
    await going;
    if (isOver()) return wait(AGAIN_MS);
    const before = since;
    since = 0;
    const body = new FormData(form);
    body.set("into", own);
    going = send(form.dataset.autosave, body).then((answer) => taken(answer, before));
    await going;
    going = null;
  }

  async function taken(answer, before) {
    const isTold = answer?.headers.get("Content-Type")?.startsWith("application/json");
    if (!isTold) {
      since = before;
      if (answer?.status === 401) signedOut();
      tell("Not saved yet. We will try again.");
      return wait(AGAIN_MS);
    }
    used();
    const told = await answer.json();
    tell(told.said);
    stopped = told.stop ?? false;
    if (!told.draft) return;
    const value = String(told.draft);
    if (own !== value) {
      if (![...into.options].some((one) => one.value === value)) into.add(new Option(told.title, value));
      if (into.value === own) into.value = value;
      own = value;
      // So that the page loaded again, or come back to, shows the draft.
      history.replaceState(null, "", `?draft=${value}`);
    }
    version.value = told.version;
    if (!since) form.dispatchEvent(new Event("saved"));
  }

  function tell(words) {
    if (status.textContent !== words) status.textContent = words;
  }
}

// With data-reads="<address>": how the text reads, beside it, in the server's own count.
export function reads(form) {
  const box = document.getElementById("reads");
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (isOver()) return;
      const answer = await send(form.dataset.reads, new FormData(form));
      if (!answer?.ok) return;
      const isOpen = box.querySelector("details")?.open;
      box.innerHTML = (await answer.json()).html;
      if (isOpen) box.querySelector("details")?.setAttribute("open", "");
    }, READS_AFTER_MS);
  });
}

// A button with data-insert="<id of an input>": what was chosen there goes to where the cursor is.
export function inserting(form) {
  const text = form.querySelector("textarea.pe-code");
  for (const button of form.querySelectorAll("[data-insert]")) {
    const input = document.getElementById(button.dataset.insert);
    const put = () => {
      let words = input.value.match(/^\[\^[^\]]+\]|^\[.*\)$/)?.[0];
      input.setCustomValidity(words ? "" : "Choose one from the list.");
      if (!input.reportValidity()) return;
      const chosen = text.value.slice(text.selectionStart, text.selectionEnd);
      if (words.startsWith("[^")) text.selectionStart = text.selectionEnd;
      else if (chosen) words = words.replace(/^\[.*\]/, `[${chosen}]`);
      text.focus();
      // The old command is the one that Undo knows of.
      if (!document.execCommand("insertText", false, words)) {
        text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
        text.dispatchEvent(new Event("input", { bubbles: true }));
      }
      input.value = "";
    };
    button.hidden = false;
    button.addEventListener("click", put);
    input.addEventListener("input", () => input.setCustomValidity(""));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      put();
    });
  }
}
