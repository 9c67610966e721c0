"use strict";
/* What a text is found by, and how a query is read. The rules for keys stand in zhaoshi/text/pairs.py too. */
globalThis.searchText = (() => {
  const HAS_WORD = /[\p{L}\p{N}]/u;
  const BETWEEN = /[\s，。、；：！？“”‘’「」《》〈〉（）【】〔〕［］—…,;:!?"()[\]]+/u;
  const NUMERALS = "零一二三四五六七八九";
  const SPREAD = 0x9e3779b1;

  const folded = (text) =>
    text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).toLowerCase();

  const terms = (query) => folded(query).split(BETWEEN).filter((term) => HAS_WORD.test(term));

  /* Keys of the pairs of a term, or of its only character; at most so many, spread over its length. */
  function pairKeys(term, most) {
    const last = Math.max(term.length - 2, 0);
    const count = Math.min(last + 1, most);
    const at = (i) => Math.round(count > 1 ? (i * last) / (count - 1) : 0);
    return Array.from({ length: count }, (_, i) =>
      (term.charCodeAt(at(i)) | (term.charCodeAt(at(i) + 1) || 0) << 16) >>> 0);
  }

  /* CRC-32 of a word of ASCII. */
  function wordKey(word) {
    let sum = -1;
    for (const sign of word) {
      sum ^= sign.charCodeAt(0);
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
    }
    return ~sum >>> 0;
  }

  /* Number of the file that a key stands in. */
  const fileOf = (key, bits) => Math.imul(key, SPREAD) >>> (32 - bits);

  function number(numeral) {
    if (/^\d+$/.test(numeral)) return Number(numeral);
    const [, hundreds, tens, ones] = numeral.match(/^(?:(.)百)?零?(?:(.?)十)?(.?)$/u) || [];
    const digit = (sign) => NUMERALS.indexOf(sign);
    return (hundreds ? digit(hundreds) * 100 : 0) + (tens === undefined ? 0 : tens ? digit(tens) * 10 : 10) + (ones ? digit(ones) : 0);
  }

  /* A section code in either spelling, 2.1.4.2 and 二（一）4（2）, also as it is cited, 7KQ3MD-2.1.4.2: the notice, where one
     is named, and the code with points. Null for anything else. */
  function citation(term) {
    const [, notice = "", code] = term.normalize("NFKC").toLowerCase().match(/^(?:([0-9a-z]{3,12})-)?(.*)$/s);
    const parts = code.split(/[().、。]+/u).filter(Boolean);
    const isCode = parts.length > (notice ? 0 : 1)
      && parts.every((part) => /^(?:\d{1,3}|[零一二三四五六七八九十百]{1,5})$/u.test(part));
    return isCode ? { notice, code: parts.map(number).join(".") } : null;
  }

  return { folded, terms, pairKeys, wordKey, fileOf, citation };
})();
