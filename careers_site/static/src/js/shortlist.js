// A shortlist of courses in the reader's own browser. Without this file it is in the address.
const KEY = "shortlist";
const SHORTLIST = "/courses/shortlist";
const COMPARE = "/courses/compare";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(Number.isInteger).slice(0, 50) : [];
  } catch {
    return [];
  }
}

// Where a browser keeps nothing, the address still does.
function keep(ids) {
  try {
    if (ids.length) localStorage.setItem(KEY, JSON.stringify(ids));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

const address = (path, ids) => (ids.length ? `${path}?${ids.map((id) => `id=${id}`).join("&")}` : path);
const given = (text) => text.split(" ").filter(Boolean).map(Number);
const together = (...lists) => [...new Set(lists.flat())];

function link(words, href) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = words;
  return made;
}

// Among results: a tick is kept at once.
function results(bar) {
  const words = bar.querySelector("[data-shortlist-words]");
  const boxes = [...document.querySelectorAll("input[type=checkbox][name=shortlist]")];
  let ids = together(read(), given(bar.dataset.shortlist));
  const show = () => {
    if (!ids.length) return (words.textContent = "Tick courses to put them on a shortlist.");
    const list = link(`Your shortlist: ${ids.length}`, address(SHORTLIST, ids));
    return words.replaceChildren(list, " · ", link("Compare", address(COMPARE, ids)));
  };
  for (const box of boxes) {
    box.checked = ids.includes(Number(box.value));
    box.addEventListener("change", () => {
      const id = Number(box.value);
      ids = box.checked ? together(ids, [id]) : ids.filter((other) => other !== id);
      if (keep(ids)) show();
      else bar.querySelector("[data-shortlist-save]").hidden = false;
    });
  }
  words.setAttribute("role", "status");
  bar.querySelector("[data-shortlist-save]").hidden = true;
  show();
}

// On the page of the shortlist: without ids in the address, the browser's own list is shown.
function page(list) {
  const ids = read();
  if (!list.dataset.shortlistPage && ids.length) {
    location.replace(address(SHORTLIST, ids));
    return;
  }
  for (const remove of list.querySelectorAll("[data-shortlist-remove]")) {
    remove.addEventListener("click", () => {
      keep(read().filter((id) => id !== Number(remove.dataset.shortlistRemove)));
    });
  }
  const kept = list.querySelector("[data-shortlist-kept]");
  if (!kept || !ids.length) return;
  kept.hidden = false;
  kept.querySelector("[data-shortlist-forget]").addEventListener("click", () => {
    keep([]);
    kept.textContent = "This browser keeps no list any more. The address still holds this one.";
    kept.setAttribute("role", "status");
  });
}

export function startShortlist() {
  for (const bar of document.querySelectorAll("[data-shortlist]")) results(bar);
  for (const list of document.querySelectorAll("[data-shortlist-page]")) page(list);
  for (const add of document.querySelectorAll("[data-shortlist-add]")) {
    add.addEventListener("click", () => {
      const ids = together(read(), [Number(add.dataset.shortlistAdd)]);
      if (keep(ids)) add.href = address(SHORTLIST, ids);
    });
  }
}
