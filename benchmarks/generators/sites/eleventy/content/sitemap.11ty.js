export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export const render = ({ site, collections }) => `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${collections.all
  .filter(({ url }) => url.endsWith("/"))
  .map(({ url }) => `<url><loc>${site.base}${url.slice(1)}</loc></url>\n`)
  .join("")}</urlset>
`;
