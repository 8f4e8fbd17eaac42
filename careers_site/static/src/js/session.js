// The session of an editor: a word before it ends, and signing in again without leaving the page.
const WARN_MS = 5 * 60_000;
const LOOK_MS = 5_000;
const SAID_MS = 10_000;

const box = document.getElementById("session");
const said = box?.querySelector("[role=status]");
const stay = box?.querySelector("form[method=post]");
const dialog = box?.querySelector("dialog");
// Pages in other tabs: what is asked for in one keeps the session of all.
const others = new BroadcastChannel("careers-editor");
let idle, limit, ends;

export const isOver = () => Date.now() >= ends;

function begin(lasts) {
  idle = lasts.idle * 1000;
  limit = Date.now() + lasts.rest * 1000;
  ends = Math.min(Date.now() + idle, limit);
}

// Something was asked of the site: the session goes on from now.
export function used() {
  if (!box || isOver()) return;
  ends = Math.min(Date.now() + idle, limit);
  others.postMessage("used");
  look();
}

export function signedOut() {
  ends = 0;
  say("");
  if (!dialog.open) dialog.showModal();
}

function say(words, canStay = false) {
  if (said.textContent !== words) said.textContent = words;
  stay.hidden = !canStay;
}

function look() {
  if (isOver()) {
    // Once: who has put it away writes on, and is asked again when something is sent.
    if (ends) signedOut();
    return;
  }
  if (ends - Date.now() > WARN_MS) {
    if (!stay.hidden) say("");
    return;
  }
  const time = new Date(ends).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (ends === limit) say(`You will be signed out at ${time}. What you typed stays here, and you can sign in again on this page.`);
  else say(`You will be signed out at ${time}, because you have not used the site for a while.`, true);
}

// The page that says how long the session lasts, with a new token for every form of this page.
async function renew(options) {
  const answer = await fetch(stay.action, options).catch(() => null);
  if (!answer) return options && say("The site did not answer. Try again.", true);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("session");
  if (!fresh) return signedOut();
  const wasOver = isOver();
  begin(fresh.dataset);
  const token = fresh.querySelector("[name=csrf_token]").value;
  for (const input of document.getElementsByName("csrf_token")) input.value = token;
  dialog.close();
  say(wasOver ? `You are signed in as ${fresh.dataset.email}. You can go on.` : "You will stay signed in.");
  setTimeout(() => say(""), SAID_MS);
}

function keep(event) {
  const form = event.target;
  if (form === stay) {
    event.preventDefault();
    event.stopPropagation();
    renew({ method: "POST", body: new FormData(stay) });
  } else if (form.method === "post" && isOver()) {
    event.preventDefault();
    // The form's own listeners would take it for sent.
    event.stopPropagation();
    if (!event.submitter?.hasAttribute("formtarget")) signedOut();
  } else if (event.submitter?.hasAttribute("formtarget")) used();
}

if (box) {
  box.hidden = false;
  begin(box.dataset);
  others.postMessage("used");
  others.addEventListener("message", () => {
    if (isOver()) renew();
    else ends = Math.min(Date.now() + idle, limit);
  });
  document.addEventListener("submit", keep, true);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && dialog.open) renew();
  });
  setInterval(look, LOOK_MS);
}
