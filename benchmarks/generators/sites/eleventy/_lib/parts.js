const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => String(text).replace(/[&<>"]/g, (character) => ESCAPES[character]);

const inChinese = (day) => `${+day.slice(0, 4)}年${+day.slice(5, 7)}月${+day.slice(8, 10)}日`;

export const time = (day) => `<time datetime="${day}">${inChinese(day)}</time>`;

export const published = (date) => new Date(date.getTime() + 8 * 3600e3).toISOString();

export const totals = (counts) => `<ul class="figures">
<li>发现问题 <b>${counts.found}</b></li>
<li>已完成 <b>${counts.completed}</b></li>
<li>长期坚持 <b>${counts.long_term}</b></li>
<li>阶段性完成 <b>${counts.phased}</b></li>
<li>正在整改 <b>${counts.in_progress}</b></li>
<li>未启动 <b>${counts.not_started}</b></li>
<li>已核验销号 <b>${counts.verified}</b></li>
<li>核验退回 <b>${counts.returned}</b></li>
<li>逾期 <b>${counts.overdue}</b></li>
</ul>`;

const fact = (label, value) => (value ? `<div><dt>${label}</dt><dd>${value}</dd></div>\n` : "");

const tag = ({ state, status }) => `<span class="tag tag-${state}">${escape(status)}</span>`;

const piece = ({ kind, title, on, number, file }) =>
  `<li><span class="evidence-kind">${escape(kind)}</span> ${file ? `<a href="${escape(file)}">${escape(title)}</a>` : escape(title)}` +
  `${number ? ` ${escape(number)}` : ""}${on ? ` ${time(on)}` : ""}</li>\n`;

const step = ({ on, title, text }) =>
  `<li><p>${time(on)} <b>${escape(title)}</b></p>\n${text ? `<p>${escape(text)}</p>\n` : ""}</li>\n`;

/** What the ledger says of a finding. */
export function findingState(finding, asOf) {
  const { verification, evidence, updates } = finding;
  const written = finding.written === finding.status ? "" : ` <span class="written">单位原文：“${escape(finding.written)}”</span>`;
  return `<dl class="state">
${fact("单位自报", tag(finding) + written)}${fact(
    "巡察机构核验",
    `${tag(verification)}${verification.by ? ` ${escape(verification.by)}` : ""}${verification.on ? ` ${time(verification.on)}` : ""}`,
  )}${finding.due < asOf ? `<div class="is-overdue"><dt>时限</dt><dd><span class="tag tag-overdue">逾期</span></dd></div>\n` : ""}</dl>
${verification.note ? `<p class="verdict-note"><strong>核验说明：</strong> ${escape(verification.note)}</p>\n` : ""}<dl class="facts finding-facts">
${fact("责任部门", escape(finding.owner))}${fact("责任领导", escape(finding.leader))}${fact("整改时限", time(finding.deadline))}${fact(
    "完成时间",
    finding.completed && time(finding.completed),
  )}${fact("复查时间", finding.review && time(finding.review))}</dl>
${
  evidence
    ? `<details class="more">\n<summary>佐证材料${evidence.length}件</summary>\n<ul class="evidence">\n${evidence.map(piece).join("")}</ul>\n</details>\n`
    : ""
}${
    updates
      ? `<details class="more">\n<summary>整改时间线（${updates.length}个节点）</summary>\n<ol class="timeline">\n${updates.map(step).join("")}</ol>\n</details>\n`
      : ""
  }`;
}

/** A nested list of headings, each with level, id and html. */
export function contents(headings) {
  let html = "";
  let level = 1;
  for (const heading of headings) {
    if (heading.level > level) html += "<ol>\n".repeat(heading.level - level);
    else html += "</li>\n" + "</ol>\n</li>\n".repeat(level - heading.level);
    html += `<li><a href="#${heading.id}">${heading.html}</a>`;
    level = heading.level;
  }
  return html + "</li>\n</ol>\n".repeat(level - 1);
}
