import { amendMarkdown } from "./_lib/markdown.js";
import { newestFirst, groupedBy } from "./_lib/counts.js";

export default function (eleventyConfig) {
  eleventyConfig.setQuietMode(true);
  eleventyConfig.addPassthroughCopy("assets");
  eleventyConfig.addPassthroughCopy("content/notices/*/attachments");
  eleventyConfig.amendLibrary("md", amendMarkdown);
  eleventyConfig.addCollection("notices", (all) => newestFirst(all.getFilteredByTag("notice")));
  eleventyConfig.addCollection("byUnit", (all) => groupedBy(all.getFilteredByTag("notice"), "unit"));
  eleventyConfig.addCollection("byRound", (all) => groupedBy(all.getFilteredByTag("notice"), "round"));
  return { dir: { input: "content", includes: "../_includes", output: "_site" }, markdownTemplateEngine: false };
}
