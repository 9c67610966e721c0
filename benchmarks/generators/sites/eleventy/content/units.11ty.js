import { sum } from "../_lib/counts.js";
import { page } from "../_lib/page.js";
import { escape } from "../_lib/parts.js";

export const data = { permalink: "/units/" };

export const render = ({ site, units, asOf, collections, page: here }) => {
  const rows = units.listed.map(({ id, name }) => {
    const notices = collections.byUnit[id] ?? [];
    const all = sum(notices, asOf);
    return `<tr><th scope="row"><a href="/units/${id}/">${escape(name)}</a></th><td>${notices.length}</td><td>${all.found}</td><td>${all.completed}</td><td>${all.long_term}</td><td>${all.verified}</td><td>${all.overdue}</td></tr>\n`;
  });
  return page(site, {
    title: "被巡察单位",
    url: here.url,
    section: "units",
    main: `<h1>被巡察单位</h1>
<table class="figures-table">
<thead><tr><th>名称</th><th>通报</th><th>发现问题</th><th>已完成</th><th>长期坚持</th><th>已核验销号</th><th>逾期</th></tr></thead>
<tbody>
${rows.join("")}</tbody>
</table>`,
  });
};
