// A notice: copy the citation of a finding, and show the finding that an address names. Words come from the page.
(() => {
  const said = document.getElementById("copied");

  function copyOld(text) {
    const field = document.createElement("textarea");
    field.className = "hidden";
    field.readOnly = true;
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOld(text); // not a secure address, or refused
    }
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const done = await copy(button.dataset.copy);
      button.focus();
      said.textContent = "";
      document.querySelector(".copy.is-done")?.classList.remove("is-done");
      button.classList.toggle("is-done", done);
      requestAnimationFrame(() => { said.textContent = done ? said.dataset.done : said.dataset.failed; });
    });
    button.hidden = false;
  }

  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = [];
    for (let at = target?.closest("details:not([open])"); at; at = at.parentElement.closest("details:not([open])")) {
      closed.push(at);
    }
    closed.forEach((details) => { details.open = true; });
    if (closed.length) target.scrollIntoView();
  }

  window.addEventListener("hashchange", reveal);
  reveal();
})();
