// A form whose answer shows beside it: when a choice changes, only the result is exchanged, so the
// place in the form is kept. Without this file the button does the same.
export function instant(form) {
  const id = form.dataset.instant;
  let latest = 0;

  form.addEventListener("change", async () => {
    const turn = (latest += 1);
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    const address = `${form.action}?${new URLSearchParams(given)}`;
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const result = page.getElementById(id);

    if (turn === latest && response.ok && result) {
      document.getElementById(id).replaceChildren(...result.childNodes);
      history.replaceState(null, "", address);
    }
  });
}
