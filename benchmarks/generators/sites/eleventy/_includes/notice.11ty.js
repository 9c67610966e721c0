import { counts } from "../_lib/counts.js";
import { headings } from "../_lib/markdown.js";
import { page } from "../_lib/page.js";
import { contents, escape, published, time, totals } from "../_lib/parts.js";

export const render = (data) => {
  const { site, inspection, contact } = data;
  const when = published(data.page.date);
  return page(site, {
    title: data.title,
    url: data.page.url,
    head: `<meta name="description" content="${escape(data.description)}">
<meta name="ArticleTitle" content="${escape(data.title)}">
<meta name="PubDate" content="${when.slice(0, 16).replace("T", " ")}">
<meta name="ContentSource" content="${escape(data.source)}">
<meta name="Keywords" content="${escape(data.keywords.join("，"))}">
`,
    main: `<nav class="breadcrumb" aria-label="当前位置">
<ol>
<li><a href="/">首页</a></li>
<li><a href="/notices/">通报公开</a></li>
<li aria-current="page">正文</li>
</ol>
</nav>
<article class="notice">
<header class="notice-header">
<p class="kicker">${escape(data.kind)}</p>
<h1>${escape(data.title)}</h1>
<dl class="facts">
<div><dt>被巡察单位</dt><dd><a href="/units/${data.unit}/">${escape(data.units.names[data.unit])}</a></dd></div>
<div><dt>巡察轮次</dt><dd><a href="/rounds/${data.round}/">${escape(data.rounds.names[data.round])}</a></dd></div>
<div><dt>巡察组</dt><dd>${escape(inspection.team)}</dd></div>
<div><dt>巡察时间</dt><dd>${time(inspection.from)}至${time(inspection.to)}</dd></div>
<div><dt>反馈日期</dt><dd>${time(inspection.reported)}</dd></div>
<div><dt>索引号</dt><dd>${escape(data.index_number)}</dd></div>
<div><dt>文号</dt><dd>${escape(data.document_number)}</dd></div>
<div><dt>发布时间</dt><dd>${time(when.slice(0, 10))} ${when.slice(11, 16)}</dd></div>
<div><dt>来源</dt><dd>${escape(data.source)}</dd></div>
<div><dt>作者</dt><dd>${escape(data.author)}</dd></div>
<div><dt>责任编辑</dt><dd>${escape(data.editor)}</dd></div>
</dl>
</header>
<section class="notice-progress" aria-labelledby="progress">
<h2 id="progress">整改进展</h2>
${totals(counts(data.findings, data.asOf))}
<p class="as-of">数据截至${time(data.as_of)}。逾期情况统计至${time(data.asOf)}。</p>
</section>
<nav class="contents" aria-label="本通报目录">
<details open>
<summary>目录</summary>
${contents(headings.get(data.page.url))}</details>
</nav>
<div class="document">
${data.content}
<p class="signature"><span>${escape(data.signed.by)}</span> <span>${time(data.signed.on)}</span></p>
</div>
<section aria-labelledby="changes">
<h2 id="changes">发布后更正情况</h2>
<ol class="edition-list">
${data.changes.map(({ on, note }) => `<li><p>${time(on)} ${escape(note)}</p></li>\n`).join("")}</ol>
</section>
<section aria-labelledby="contact">
<h2 id="contact">咨询本通报</h2>
<dl class="facts">
<div><dt>受理部门</dt><dd>${escape(contact.department)}</dd></div>
<div><dt>电话</dt><dd><a href="tel:${escape(contact.phone)}">${escape(contact.phone)}</a></dd></div>
<div><dt>电子邮箱</dt><dd><a href="mailto:${escape(contact.email)}">${escape(contact.email)}</a></dd></div>
<div><dt>地址</dt><dd>${escape(contact.address)}</dd></div>
<div><dt>邮编</dt><dd>${escape(contact.postcode)}</dd></div>
<div><dt>办公时间</dt><dd>${escape(contact.hours)}</dd></div>
</dl>
</section>
</article>`,
  });
};
