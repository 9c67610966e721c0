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

  // Quotation marks change between double and single inside others; an apostrophe, found with the letter before it, stays.
  const OTHER_MARKS = { "“": "‘", "”": "’", "‘": "“", "’": "”" };
  const quoted = (text) => text.replace(/[A-Za-z]’(?=[A-Za-z])|[“”‘’]/g, (mark) => OTHER_MARKS[mark] ?? mark);

  // The page words a citation once; what stands in its places is read from the finding. A button names the numeral of its
  // heading, which is no part of the title.
  function citation(button) {
    const finding = button.closest(".finding");
    const [heading] = finding.querySelector("h2, h3, h4, h5, h6").childNodes;
    const parts = {
      cite: finding.querySelector(".cite").textContent,
      title: document.querySelector("h1").textContent,
      code: button.querySelector(".hidden").textContent.trim(),
      finding: quoted(heading.data.slice(button.dataset.copy.length).trim()),
      url: `${document.querySelector("link[rel=canonical]").getAttribute("href")}#${finding.id}`,
    };
    return said.dataset.citation.replace(/\{(\w+)\}/g, (place, name) => parts[name] ?? place);
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const done = await copy(citation(button));
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
