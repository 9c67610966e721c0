"use strict";
/* How text is cut into words and put together again. The same rules stand in zhaoshi/pages/search_documents.py. */
globalThis.searchText = (() => {
  const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const PIECE = new RegExp(`[${HAN}]+|[^\\s${HAN}]+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");
  const PAIR = new RegExp(`^([^${HAN}]*[${HAN}])[${HAN}]$`, "u");
  const HAS_WORD = /[\p{L}\p{N}]/u;
  const BETWEEN = /[\s，。、；：！？“”‘’「」《》〈〉（）【】〔〕—…,;:!?"()]+/u;
  const NUMERALS = "零一二三四五六七八九";
  const END = "¶";

  const narrow = (text) => text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

  /* A run of Chinese characters becomes its pairs and its last character; punctuation stays with the word before it. */
  function cut(text) {
    const words = [];
    let before = "";
    for (const [piece] of narrow(text).matchAll(PIECE)) {
      if (IS_HAN.test(piece)) {
        const run = Array.from(piece);
        run.forEach((_, i) => words.push((i ? "" : before) + run.slice(i, i + 2).join("")));
        before = "";
      } else if (HAS_WORD.test(piece)) {
        words.push(before + piece);
        before = "";
      } else if (words.length) {
        words[words.length - 1] += piece;
      } else {
        before += piece;
      }
    }
    return words;
  }

  /* What to ask Pagefind for: the pairs of a run of Chinese characters, and every other word. */
  function queries(term) {
    return [...term.matchAll(PIECE)].flatMap(([piece]) => {
      const run = Array.from(piece);
      return IS_HAN.test(piece) && run.length > 1 ? run.slice(1).map((sign, i) => run[i] + sign) : [piece];
    });
  }

  /* The text that words were cut from; spaces are kept only between words of letters and digits. */
  function joined(words) {
    let text = "";
    for (const word of words) {
      const pair = word.match(PAIR);
      if (/[\x21-\x7e]$/.test(text) && /^[\x21-\x7e]/.test(word)) text += " ";
      text += pair ? pair[1] : word;
    }
    return text;
  }

  function number(numeral) {
    if (/^\d+$/.test(numeral)) return Number(numeral);
    const [, hundreds, tens, ones] = numeral.match(/^(?:(.)百)?零?(?:(.?)十)?(.?)$/u) || [];
    const digit = (sign) => NUMERALS.indexOf(sign);
    return (hundreds ? digit(hundreds) * 100 : 0) + (tens === undefined ? 0 : tens ? digit(tens) * 10 : 10) + (ones ? digit(ones) : 0);
  }

  /* The word of a section code in either spelling, c2x1x4x2 for 2.1.4.2 and 二（一）4（2）, and of a finding as it is cited,
     q7kq3mdc2x1x4x2 for 7KQ3MD-2.1.4.2; empty where it is neither. */
  function codeWord(term) {
    const [, notice = "", code] = term.normalize("NFKC").toLowerCase().match(/^(?:([0-9a-z]{3,12})-)?(.*)$/s);
    const parts = code.split(/[().、。]+/u).filter(Boolean);
    const isCode = parts.length > (notice ? 0 : 1)
      && parts.every((part) => /^(?:\d{1,3}|[零一二三四五六七八九十百]{1,5})$/u.test(part));
    return isCode ? (notice && `q${notice}`) + "c" + parts.map(number).join("x") : "";
  }

  const terms = (query) => narrow(query).toLowerCase().split(BETWEEN).filter((term) => HAS_WORD.test(term));

  const facetWord = (facet, value) => `f_${facet}_${value.replaceAll("-", "_")}_`;

  /* The parts of a document, from its words and the anchors between them. */
  function parts(content, anchors) {
    const words = content.split(" ");
    return anchors.map((anchor, i) => {
      const own = anchor.text.split(" ");
      const from = anchor.location + own.length;
      const to = i + 1 < anchors.length ? anchors[i + 1].location : words.length;
      const texts = joined(words.slice(from, to)).split(END).filter((text) => HAS_WORD.test(text));
      const isTop = anchor.id === "top";
      return {
        anchor: isTop ? "" : anchor.id,
        label: isTop ? "" : own.pop(),
        words: own,
        title: texts[0] || "",
        body: texts.slice(1).reduce((body, text) => body + (/[^。；！？]$/.test(body) ? " " : "") + text, ""),
        all: texts.join("\n").toLowerCase(),
      };
    });
  }

  return { cut, queries, joined, codeWord, terms, facetWord, parts };
})();
