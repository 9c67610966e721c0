import { sum } from "../_lib/counts.js";
import { card, page } from "../_lib/page.js";
import { totals } from "../_lib/parts.js";

export const data = { permalink: "/" };

export const render = (data) =>
  page(data.site, {
    title: data.site.title,
    url: "/",
    main: `<h1>${data.site.title}</h1>
${totals(sum(data.collections.notices, data.asOf))}
<h2>最新通报</h2>
${data.collections.notices
  .slice(0, 10)
  .map((notice) => card(notice, data))
  .join("")}`,
  });
