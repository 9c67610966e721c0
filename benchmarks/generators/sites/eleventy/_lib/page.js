import { counts } from "./counts.js";
import { escape, published, time, totals } from "./parts.js";

const HEADER = ["notices", "units", "rounds"].reduce(
  (headers, here) => ({
    ...headers,
    [here]: `<a class="skip-link" href="#main">跳至正文</a>
<header class="site-header">
<a class="site-name" href="/">云岫区巡察整改公开</a>
<nav class="site-nav" aria-label="网站栏目">
<ul>
${[["notices", "通报公开"], ["units", "被巡察单位"], ["rounds", "巡察轮次"]]
  .map(([name, title]) => `<li><a href="/${name}/"${name === here ? ' aria-current="true"' : ""}>${title}</a></li>`)
  .join("\n")}
</ul>
</nav>
</header>`,
  }),
  {},
);

/** A whole page around its main part. */
export const page = (site, { title, url, section = "notices", head = "", main }) => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}${url === "/" ? "" : ` - ${site.title}`}</title>
<meta name="SiteName" content="${site.title}">
<link rel="canonical" href="${site.base}${url.slice(1)}">
<link rel="stylesheet" href="/assets/site.css">
<link rel="alternate" type="application/atom+xml" title="${site.title}" href="/feed.xml">
${head}</head>
<body>
${HEADER[section]}
<div class="wide">
<main id="main" tabindex="-1">
${main}
</main>
</div>
<footer class="site-footer">
<ul class="footer-facts">
<li>主办单位：${site.organizer}</li>
<li><a href="/sitemap.xml">网站地图</a></li>
<li><a href="/feed.xml">订阅</a></li>
</ul>
</footer>
</body>
</html>
`;

/** A notice in a list. */
export const card = ({ data, url, date }, { units, rounds, asOf }) => `<article class="notice-card">
<h2 class="card-title"><a href="${url}">${escape(data.title)}</a></h2>
<ul class="meta">
<li>${escape(data.kind)}</li>
<li><a href="/units/${data.unit}/">${escape(units.names[data.unit])}</a></li>
<li><a href="/rounds/${data.round}/">${escape(rounds.names[data.round])}</a></li>
<li>${time(published(date).slice(0, 10))}</li>
</ul>
<p class="card-text">${escape(data.description)}</p>
${totals(counts(data.findings, asOf))}
</article>
`;
