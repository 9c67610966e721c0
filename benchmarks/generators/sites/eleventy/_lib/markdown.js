import { counts } from "./counts.js";
import { findingState, totals } from "./parts.js";

/** Headings of each notice by its address, for its list of contents. */
export const headings = new Map();

/** Read `{#id}` behind a heading, and set what the ledger says below it. */
export function amendMarkdown(md) {
  md.core.ruler.before("inline", "heading-ids", ({ tokens, env }) => {
    if (!env.findings) return;
    const found = [];
    for (let i = 0; i < tokens.length; i++) {
      if (tokens[i].type !== "heading_open") continue;
      const inline = tokens[i + 1];
      const at = inline.content.lastIndexOf(" {#");
      const id = inline.content.slice(at + 3, -1);
      inline.content = inline.content.slice(0, at);
      tokens[i].attrSet("id", id);
      found.push({ id, level: +tokens[i].tag[1], html: md.utils.escapeHtml(inline.content) });
    }
    headings.set(env.page.url, found);
    env.ofHeading = new Map(env.findings.map((finding) => [finding.id, finding]));
  });
  md.renderer.rules.heading_close = (tokens, index, options, env) => {
    const id = tokens[index - 2].attrGet("id");
    const { tag } = tokens[index];
    const closed = ` <a class="permalink" href="#${id}" aria-label="本节链接">#</a></${tag}>\n`;
    const finding = env.ofHeading?.get(id);
    if (finding) return closed + findingState(finding, env.asOf);
    if (tag === "h3" && env.areas?.includes(id)) {
      const area = env.findings.filter((each) => each.area === id);
      return `${closed}<div class="section-progress">\n${totals(counts(area, env.asOf))}\n</div>\n`;
    }
    return closed;
  };
}
