const EMPTY = {
  found: 0, completed: 0, long_term: 0, phased: 0, in_progress: 0, not_started: 0, verified: 0, returned: 0, overdue: 0,
};

/** Counts of some findings on a day. */
export function counts(findings, asOf) {
  const result = { ...EMPTY, found: findings.length };
  for (const { state, verification, due } of findings) {
    result[state] += 1;
    if (verification.state !== "unverified") result[verification.state] += 1;
    if (due < asOf) result.overdue += 1;
  }
  return result;
}

/** The sum of the counts of several notices. */
export function sum(notices, asOf) {
  const result = { ...EMPTY };
  for (const notice of notices) {
    const own = counts(notice.data.findings, asOf);
    for (const name in result) result[name] += own[name];
  }
  return result;
}

export const newestFirst = (notices) => [...notices].sort((a, b) => b.date - a.date);

export function groupedBy(notices, name) {
  const groups = {};
  for (const notice of newestFirst(notices)) (groups[notice.data[name]] ??= []).push(notice);
  return groups;
}
