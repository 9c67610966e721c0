"use strict";
/* The search page: asks the index, decides which parts of a document answer, and shows them. */
(() => {
  const { folded, terms, pairKeys, wordKey, citation } = globalThis.searchText;
  const index = globalThis.searchIndex;
  const KEYS = 5;
  const DOCUMENTS = 10;
  const AT_ONCE = 3;
  const LOADED = 60;
  const BYTES = 50000;
  const PLACES = 5;
  const TRAITS = ["status", "verdict", "due"];
  const BEFORE = 24;
  const LENGTH = 110;

  const form = document.querySelector("[data-search]");
  const status = document.querySelector("[data-status]");
  const list = document.querySelector("[data-results]");
  const beginning = document.querySelector("[data-start]");
  const more = document.querySelector("[data-more]");
  const template = document.querySelector("[data-words]").content;
  const facets = Array.from(form.querySelectorAll("select"));
  const input = form.elements.q;

  let turn = 0;
  let going = null;

  function say(key, values = {}) {
    const text = key ? template.querySelector(`[data-word="${key}"]`).textContent : "";
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /* What was asked: texts and section codes that must occur, what limits the answer to some findings and to some documents,
     and the keys of all. */
  function asked(asText) {
    const written = input.value.trim().split(/\s+/u).filter(Boolean);
    const cited = asText ? [] : written.map(citation).filter(Boolean);
    const texts = terms(written.filter((word) => asText || !citation(word)).join(" "));
    const codes = cited.map(({ code }) => code);
    const chosen = facets.filter((facet) => facet.value).map(({ name, value }) => ({ name, value, word: `${name}:${value}` }));
    const traits = chosen.filter(({ name }) => TRAITS.includes(name));
    const limits = [
      ...chosen.filter(({ name }) => !TRAITS.includes(name)).map(({ word }) => word),
      ...cited.filter(({ notice }) => notice).map(({ notice }) => `notice:${notice}`),
    ];
    const words = [...limits, ...codes.map((code) => `code:${code}`), ...traits.map(({ word }) => word)];
    const most = Math.max(1, Math.floor(KEYS / texts.length));
    return { texts, codes, traits, limits, keys: [texts.flatMap((text) => pairKeys(text, most)), words.map(wordKey)] };
  }

  /* A part with its texts as they are compared and shown. */
  function read({ anchor, label, status, verdict, due, late, written, also, texts: [title, ...blocks] }) {
    const overdue = due && due < form.dataset.asOf ? "overdue" : "";
    const names = [title, ...also, written, overdue && tag(overdue).textContent];
    return {
      anchor,
      label,
      status,
      verdict: status && (verdict || "unverified"),
      due: overdue || (late ? "late" : ""),
      tags: [status, verdict, overdue].filter(Boolean),
      late,
      written,
      title,
      body: blocks.reduce((body, text) => body + (body && !/[。；！？]$/.test(body) ? " " : "") + text, ""),
      names: folded(names.join("\n")),
      text: folded([title, ...blocks].join("\n")),
    };
  }

  /* The parts that answer. A text in the document's head counts for each of its parts, but no part lives on that alone,
     unless findings of some kind are asked for and the text names the document. */
  function answers(data, { texts, codes, traits, limits }) {
    const [head, ...rest] = data.parts.map(read);
    if (!limits.every((word) => data.words.includes(word))) return null;
    const has = (part, text) => part.names.includes(text) || part.text.includes(text);
    const stands = (part, code) => `${part.anchor}.`.startsWith(`s${code}.`);
    const found = rest.filter((part) => {
      if (!traits.every(({ name, value }) => part[name] === value)) return false;
      if (!codes.every((code) => stands(part, code))) return false;
      if (!texts.every((text) => has(part, text) || has(head, text))) return false;
      if (texts.some((text) => has(part, text)) || codes.length) return true;
      return traits.length > 0 && texts.every((text) => head.names.includes(text));
    });
    if (!found.length) {
      if (traits.length || codes.length) return null;
      if (!texts.every((text) => has(head, text) || rest.some((part) => part.text.includes(text)))) return null;
    }
    return { kind: data.kind, href: form.dataset.root + data.href, head, found };
  }

  /* 3.5 may be meant as a figure and 2024-11 as a month: they are looked for in the text where there is no such section. */
  async function start(asText = false, isAgain = false) {
    const mine = ++turn;
    const ask = asked(asText);
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    const isAsked = ask.keys.flat().length > 0;
    beginning.hidden = isAsked || location.protocol === "file:";
    if (!isAsked) {
      status.textContent = say(input.value.trim() && "unreadable");
      return;
    }
    if (location.protocol === "file:") {
      status.textContent = say("file");
      return;
    }
    status.textContent = say("searching");
    try {
      const found = await index.find(...ask.keys, Number(form.dataset.bits));
      if (mine !== turn) return;
      going = { ask, found, next: 0, documents: 0, places: 0, mine };
      await proceed();
      if (mine === turn && !asText && !going.documents && /(?:^|\s)\d+[.-]\d+(?!\S)/.test(input.value)) await start(true);
    } catch (error) {
      if (mine !== turn) return;
      if (isAgain) {
        status.textContent = say("failed");
        return;
      }
      index.forget();
      await start(asText, true);
    }
  }

  /* Shows the next documents, until there are enough of them or they are heavy; some that the index names may not answer. */
  async function proceed() {
    const { ask, found, mine, documents } = going;
    const last = Math.min(found.length, going.next + LOADED);
    const light = index.weight() + BYTES;
    while (going.next < last && going.documents < documents + DOCUMENTS) {
      if (going.documents > documents && index.weight() > light) break;
      const some = found.slice(going.next, going.next + AT_ONCE);
      const loaded = await Promise.all(some.map(index.load));
      if (mine !== turn) return;
      going.next += some.length;
      for (const answer of loaded.map((data) => answers(data, ask)).filter(Boolean)) {
        going.documents += 1;
        going.places += answer.found.length || 1;
        list.append(entry(answer, ask.texts));
      }
    }
    more.hidden = going.next >= found.length;
    const key = going.documents ? (more.hidden ? "found" : "shown") : more.hidden ? "none" : "further-on";
    status.textContent = say(key, going);
    beginning.hidden = key !== "none";
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
      made.append(element("p", "result-further", further(made.lastChild, found.slice(PLACES), href, texts)));
    }
    return made;
  }

  /* A button that shows the other places too. */
  function further(places, found, href, texts) {
    const button = element("button", "", say("further", { count: found.length }));
    button.type = "button";
    button.addEventListener("click", () => {
      const more = found.map((part) => place(part, href, texts));
      places.append(...more);
      button.parentElement.remove();
      more[0].querySelector("a").focus();
    });
    return button;
  }

  const tag = (key) => template.querySelector(`[data-tag="${key}"]`).cloneNode(true);

  function place(part, href, texts) {
    const made = element("li", "", link(`${href}#${part.anchor}`,
      element("span", "code", part.label), " ", ...marked(part.title, texts)));
    for (const key of part.tags) {
      made.append(" ", tag(key));
      if (key === part.status && part.written) made.append(" ", element("span", "written", say("written", { word: part.written })));
      if (key === part.status && part.late) made.append(" ", lateNote(part.late));
    }
    const text = excerpt(part.body, texts);
    if (text) made.append(element("p", "excerpt", ...marked(text, texts)));
    return made;
  }

  /* What the page of the notice says beside the status of a finding that was completed too late. */
  const lateNote = (days) => element("span", "late", say(days === 1 ? "late-by-a-day" : "late", { days }));

  /* The text around the first word that occurs; its beginning where none does. */
  function excerpt(text, texts) {
    const all = folded(text);
    const found = texts.map((word) => all.indexOf(word)).filter((at) => at >= 0);
    const from = Math.max(0, (found.length ? Math.min(...found) : 0) - BEFORE);
    const cutOff = from + LENGTH < text.length;
    return (from ? "…" : "") + text.slice(from, from + LENGTH) + (cutOff ? "…" : "");
  }

  function marked(text, texts) {
    const all = folded(text);
    const nodes = [];
    let from = 0;
    while (from < text.length) {
      const next = texts
        .map((word) => [all.indexOf(word, from), word.length])
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
  addEventListener("popstate", fill);
  fill();
})();
