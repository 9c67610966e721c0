import { escape, published } from "../_lib/parts.js";

export const data = { permalink: "/feed.xml" };

export const render = ({ site, units, collections }) => {
  const newest = collections.notices.slice(0, site.feedSize);
  const when = ({ date }) => `${published(date).slice(0, 19)}+08:00`;
  const entry = (notice) => `<entry>
<id>${site.base}${notice.url.slice(1)}</id>
<title>${escape(notice.data.title)}</title>
<link rel="alternate" type="text/html" href="${site.base}${notice.url.slice(1)}"/>
<published>${when(notice)}</published>
<updated>${when(notice)}</updated>
<author><name>${escape(units.names[notice.data.unit])}</name></author>
<summary>${escape(notice.data.description)}</summary>
</entry>
`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${site.base}feed.xml</id>
<title>${site.title}</title>
<updated>${when(newest[0])}</updated>
<author><name>${site.organizer}</name></author>
<link rel="self" type="application/atom+xml" href="${site.base}feed.xml"/>
<link rel="alternate" type="text/html" href="${site.base}"/>
${newest.map(entry).join("")}</feed>
`;
};
