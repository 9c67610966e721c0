"use strict";
/* Reads the search index, whose form is told in zhaoshi/pages/search_index.py. Addresses are counted from the search page. */
globalThis.searchIndex = (() => {
  const { fileOf } = globalThis.searchText;
  const NAME = 6;
  const MAP = 32;

  const files = new Map();
  let cache = "default";
  let received = 0;

  /* Bytes that were fetched so far. */
  const weight = () => received;

  /* Fetches everything anew from now on: the site was published again while the page was open. */
  function forget() {
    files.clear();
    cache = "reload";
  }

  function file(path, read) {
    if (!files.has(path)) {
      const content = fetch(new URL(path, document.baseURI), { cache }).then(async (answer) => {
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        const data = await answer.arrayBuffer();
        received += data.byteLength;
        return read(data);
      });
      content.catch(() => files.delete(path));
      files.set(path, content);
    }
    return files.get(path);
  }

  const words = (number, bits) => file(`words/${bits}-${number.toString(16)}.dat`, (data) => data);

  const unpacked = (path) => file(path, (data) =>
    new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"))).json());

  function documents(bytes, at, count) {
    if (count === MAP) return bytes.slice(at, at + MAP);
    const map = new Uint8Array(MAP);
    for (const number of bytes.subarray(at, at + count)) map[number >> 3] |= 1 << (number & 7);
    return map;
  }

  /* What a file says of a key: by shard the documents that hold it, anywhere and in headings; null where none does. */
  function places(data, key) {
    const view = new DataView(data);
    const bytes = new Uint8Array(data);
    const found = new Map();
    for (let at = 0; at < bytes.length;) {
      const shard = Array.from(bytes.subarray(at, at + NAME), (byte) => byte.toString(16).padStart(2, "0")).join("");
      at += NAME + 4;
      const end = at + view.getUint32(at - 4, true);
      found.set(shard, null);
      while (at < end) {
        const anywhere = at + 5;
        const headings = anywhere + bytes[at + 4] + 1;
        if (view.getUint32(at, true) === key) {
          found.set(shard, {
            anywhere: documents(bytes, anywhere, bytes[anywhere - 1]),
            headings: documents(bytes, headings, bytes[headings - 1]),
          });
        }
        at = headings + bytes[headings - 1];
      }
    }
    return found;
  }

  const common = (maps) => maps.reduce((all, map) => all.map((byte, i) => byte & map[i]));

  const holds = (map, number) => map[number >> 3] >> (number & 7) & 1;

  /* The documents that hold all keys of `texts` and of `words`: those with all `texts` in headings first, newest first. */
  async function find(texts, others, bits) {
    const found = await Promise.all([...texts, ...others].map(async (key) => places(await words(fileOf(key, bits), bits), key)));
    const shards = [...found[0].keys()];
    if (found.some((some) => [...some.keys()].join() !== shards.join())) throw new Error("two releases of the site");
    const inHeadings = [];
    const elsewhere = [];
    for (const shard of shards) {
      const entries = found.map((some) => some.get(shard));
      if (!entries.every(Boolean)) continue;
      const all = common(entries.map((entry) => entry.anywhere));
      const first = texts.length ? common(entries.slice(0, texts.length).map((entry) => entry.headings)) : [];
      for (let number = 0; number < MAP * 8; number += 1) {
        if (holds(all, number)) (holds(first, number) ? inHeadings : elsewhere).push({ shard, number });
      }
    }
    return [...inHeadings, ...elsewhere];
  }

  /* The text of a document that was found. */
  async function load({ shard, number }) {
    const paths = await unpacked(`shards/${shard}.dat`);
    const some = await unpacked(paths[number]);
    return some[number - paths.indexOf(paths[number])];
  }

  return { find, load, weight, forget };
})();
