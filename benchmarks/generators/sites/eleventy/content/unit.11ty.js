import { sum } from "../_lib/counts.js";
import { card, page } from "../_lib/page.js";
import { escape, totals } from "../_lib/parts.js";

export const data = {
  pagination: { data: "units.listed", size: 1, alias: "place", addAllPagesToCollections: true },
  permalink: ({ place }) => `/units/${place.id}/`,
};

export const render = (data) => {
  const notices = data.collections.byUnit[data.place.id] ?? [];
  return page(data.site, {
    title: data.place.name,
    url: data.page.url,
    section: "units",
    main: `<p class="kicker">${escape(data.place.kind)}</p>
<h1>${escape(data.place.name)}</h1>
${totals(sum(notices, data.asOf))}
${notices.map((notice) => card(notice, data)).join("")}`,
  });
};
