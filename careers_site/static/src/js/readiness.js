// The readiness check: marks and examples stay in the reader's own browser until they are cleared.
// Without this file the form does all that it must.
const form = document.querySelector("[data-readiness]");
const KEY = `readiness:${form.dataset.readiness}`;
const note = document.querySelector("[data-readiness-kept]");

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

// Where a browser keeps nothing, nothing is promised.
function keep(kept) {
  try {
    if (Object.keys(kept).length) localStorage.setItem(KEY, JSON.stringify(kept));
    else localStorage.removeItem(KEY);
    note.hidden = !Object.keys(kept).length;
  } catch {
    note.hidden = true;
  }
}

const kept = read();
for (const [name, value] of Object.entries(kept)) {
  const field = form.elements.namedItem(name);
  if (!field || typeof value !== "string") continue;
  field.value = value;
  // An example that was written is not folded away.
  field.closest?.("details")?.setAttribute("open", "");
}
keep(kept);

form.addEventListener("input", ({ target }) => {
  if (target.value) kept[target.name] = target.value;
  else delete kept[target.name];
  keep(kept);
});

document.querySelector("[data-readiness-clear]").addEventListener("click", () => {
  keep({});
  // The page as it was before anything was written: also the result goes.
  location.assign(form.dataset.readinessAddress);
});

const copy = document.querySelector("[data-readiness-copy]");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const outline = document.querySelector("[data-readiness-outline]");
    const said = document.querySelector("[data-readiness-copied]");
    try {
      await navigator.clipboard.writeText(outline.textContent);
      said.textContent = "The outline is copied.";
    } catch {
      getSelection().selectAllChildren(outline);
      said.textContent = "The outline is selected. Copy it with your keyboard or menu.";
    }
  });
}
