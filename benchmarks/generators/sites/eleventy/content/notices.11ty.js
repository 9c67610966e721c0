import { card, page } from "../_lib/page.js";

export const data = {
  pagination: { data: "collections.notices", size: 20, alias: "shown", addAllPagesToCollections: true },
  permalink: ({ pagination }) => (pagination.pageNumber ? `/notices/page/${pagination.pageNumber + 1}/` : "/notices/"),
};

export const render = (data) => {
  const { pageNumber, pages, href } = data.pagination;
  const cards = data.shown.map((notice) => card(notice, data)).join("");
  return page(data.site, {
    title: "通报公开",
    url: data.page.url,
    main: `<h1>通报公开</h1>
<p class="lead">共${data.collections.notices.length}篇，按发布时间由近及远排列</p>
${cards}<nav class="pagination" aria-label="分页">
${href.previous ? `<a href="${href.previous}">上一页</a> ` : ""}第${pageNumber + 1}页，共${pages.length}页${href.next ? ` <a href="${href.next}">下一页</a>` : ""}
</nav>`,
  });
};
