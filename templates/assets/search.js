"use strict";
/* The search page: asks Pagefind, decides which parts of a document answer, and shows them. */
(() => {
  const { queries, codeWord, terms, facetWord, parts } = globalThis.searchText;
  const DOCUMENTS = 10;
  const LOADED = 60;
  const PLACES = 5;
  const BEFORE = 24;
  const LENGTH = 110;

  const form = document.querySelector("[data-search]");
  const status = document.querySelector("[data-status]");
  const list = document.querySelector("[data-results]");
  const more = document.querySelector("[data-more]");
  const template = document.querySelector("[data-words]").content;
  const facets = Array.from(form.querySelectorAll("select"));
  const input = form.elements.q;

  let engine = null;
  let turn = 0;
  let going = null;

  function say(key, values = {}) {
    const text = key ? template.querySelector(`[data-word="${key}"]`).textContent : "";
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function load() {
    engine ??= (async () => {
      const [primary, ...others] = form.dataset.indexes.split(" ").map((path) => new URL(path, document.baseURI).href);
      const pagefind = await import(primary + "pagefind.js");
      await pagefind.init();
      await Promise.all(others.map((path) => pagefind.mergeIndex(path)));
      return pagefind;
    })();
    engine.catch(() => { engine = null; });
    return engine;
  }

  /* What was asked: words that must occur, section codes, and what limits the answer. */
  function asked(asText) {
    const written = input.value.trim().split(/\s+/u).filter(Boolean);
    const codes = asText ? [] : written.map(codeWord).filter(Boolean);
    const texts = terms(written.filter((word) => asText || !codeWord(word)).join(" "));
    const limits = facets.filter((facet) => facet.value).map((facet) => [facet.name, facetWord(facet.name, facet.value)]);
    return {
      texts,
      codes,
      words: [...texts.flatMap(queries), ...codes, ...limits.map(([, word]) => word)],
      state: limits.find(([name]) => name === "status")?.[1],
      limits: limits.filter(([name]) => name !== "status").map(([, word]) => word),
    };
  }

  /* The parts that answer. A word of the document's head counts for each of its parts, but no part lives on that alone. */
  function answers(data, { texts, codes, state, limits }) {
    const [head, ...rest] = parts(data.content, data.anchors);
    if (!limits.every((word) => head.words.includes(word))) return null;
    const has = (part, code) => part.words.some((word) => word === code || word.startsWith(code + "x"));
    const found = rest.filter((part) => {
      if (state && !part.words.includes(state)) return false;
      if (!codes.every((code) => has(part, code))) return false;
      if (!texts.every((text) => part.all.includes(text) || head.all.includes(text))) return false;
      return texts.some((text) => part.all.includes(text)) || codes.length > 0 || Boolean(state && !texts.length);
    });
    if (!found.length) {
      if (state || codes.length) return null;
      if (!texts.every((text) => [head, ...rest].some((part) => part.all.includes(text)))) return null;
    }
    return { kind: data.meta.kind, href: form.dataset.root + data.meta.href, head, found };
  }

  /* The documents that hold every word. Asked for together, a word that stands nowhere would not count. */
  async function inAll(pagefind, words) {
    const [first, ...others] = await Promise.all(words.map(async (word) => (await pagefind.search(word)).results));
    const ids = others.map((results) => new Set(results.map((result) => result.id)));
    return first.filter((result) => ids.every((some) => some.has(result.id)));
  }

  /* 3.5 may be meant as a figure and 2024-11 as a month: they are looked for in the text where there is no such section. */
  async function start(asText = false) {
    const mine = ++turn;
    const ask = asked(asText);
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    if (!ask.words.length) return;
    if (location.protocol === "file:") {
      status.textContent = say("file");
      return;
    }
    status.textContent = say("searching");
    try {
      const pagefind = await load();
      const results = await inAll(pagefind, ask.words);
      if (mine !== turn) return;
      going = { ask, results, next: 0, documents: 0, places: 0, mine };
      await proceed();
      if (mine === turn && !asText && !going.documents && /^\d+[.-]\d+$/.test(input.value.trim())) await start(true);
    } catch (error) {
      if (mine === turn) status.textContent = say("failed");
    }
  }

  /* Shows the next documents; some of what the index names may turn out not to answer. */
  async function proceed() {
    const { ask, results, mine } = going;
    const shown = going.documents + DOCUMENTS;
    const last = going.next + LOADED;
    while (going.next < Math.min(results.length, last) && going.documents < shown) {
      const some = results.slice(going.next, going.next + DOCUMENTS);
      const loaded = await Promise.all(some.map((result) => result.data()));
      if (mine !== turn) return;
      for (const data of loaded) {
        going.next += 1;
        const answer = answers(data, ask);
        if (!answer) continue;
        going.documents += 1;
        going.places += answer.found.length || 1;
        list.append(entry(answer, ask.texts));
        if (going.documents >= shown) break;
      }
    }
    more.hidden = going.next >= results.length;
    const key = going.documents ? (more.hidden ? "found" : "shown") : more.hidden ? "none" : "further-on";
    status.textContent = say(key, going);
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function link(href, ...children) {
    const made = element("a", "", ...children);
    made.href = href;
    return made;
  }

  function entry({ kind, href, head, found }, texts) {
    const made = element("li", "search-result",
      element("p", "result-kind", say("kind-" + kind)),
      element("h2", "", link(href, ...marked(head.title, texts))));
    if (!found.length) made.append(element("p", "excerpt", ...marked(excerpt(head.body, texts), texts)));
    if (found.length) {
      made.append(element("ul", "result-places", ...found.slice(0, PLACES).map((part) => place(part, href, texts))));
    }
    if (found.length > PLACES) {
      made.append(element("p", "result-further", link(href, say("further", { count: found.length - PLACES }))));
    }
    return made;
  }

  function place(part, href, texts) {
    const made = element("li", "", link(`${href}#${part.anchor}`,
      element("span", "code", part.label), " ", ...marked(part.title, texts)));
    const state = part.words.find((word) => word.startsWith("f_status_"));
    const tag = state && template.querySelector(`[data-tag="${state.slice(9, -1)}"]`);
    if (tag) made.append(" ", tag.cloneNode(true));
    const text = excerpt(part.body, texts);
    if (text) made.append(element("p", "excerpt", ...marked(text, texts)));
    return made;
  }

  /* The text around the first word that occurs; its beginning where none does. */
  function excerpt(text, texts) {
    const folded = text.toLowerCase();
    const places = texts.map((word) => folded.indexOf(word)).filter((at) => at >= 0);
    const from = Math.max(0, (places.length ? Math.min(...places) : 0) - BEFORE);
    const cutOff = from + LENGTH < text.length;
    return (from ? "…" : "") + text.slice(from, from + LENGTH) + (cutOff ? "…" : "");
  }

  function marked(text, texts) {
    const folded = text.toLowerCase();
    const nodes = [];
    let from = 0;
    while (from < text.length) {
      const next = texts
        .map((word) => [folded.indexOf(word, from), word.length])
        .filter(([at]) => at >= 0)
        .sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
      if (!next) break;
      nodes.push(text.slice(from, next[0]), element("mark", "", text.slice(next[0], next[0] + next[1])));
      from = next[0] + next[1];
    }
    return [...nodes, text.slice(from)].filter(Boolean);
  }

  function fill() {
    const given = new URLSearchParams(location.search);
    input.value = given.get("q") || "";
    for (const facet of facets) {
      facet.value = given.get(facet.name) || "";
      if (facet.selectedIndex < 0) facet.value = "";
    }
    start();
  }

  function submit() {
    const given = new URLSearchParams(Array.from(new FormData(form)).filter(([, value]) => value));
    const query = given.toString() && `?${given}`;
    if (location.search !== query) history.pushState(null, "", query || location.pathname);
    start();
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  for (const facet of facets) facet.addEventListener("change", submit);
  more.addEventListener("click", () => {
    const before = list.children.length;
    proceed().then(() => list.children[before]?.querySelector("a").focus(), () => { status.textContent = say("failed"); });
  });
  input.addEventListener("focus", () => { if (location.protocol !== "file:") load().catch(() => {}); }, { once: true });
  addEventListener("popstate", fill);
  fill();
})();
