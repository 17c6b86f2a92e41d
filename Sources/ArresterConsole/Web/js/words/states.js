/** States of breakers, for people. The tone says how much it matters; the shape says it to whoever sees no colours. */

export const states = {
  closed: { word: 'Closed', tone: 'fine', shape: 'ring', means: 'It may write.' },
  tripping: { word: 'Being stopped', tone: 'stopped', shape: 'half', means: 'Our endpoints deny it; enforcers are working.' },
  open: { word: 'Stopped', tone: 'stopped', shape: 'full', means: 'Every enforcer has read the deny back.' },
  openUnenforced: {
    word: 'Not enforced', tone: 'stopped', shape: 'cross', means: 'We deny it where we are asked, but a cloud has not revoked it.',
  },
  probation: { word: 'On probation', tone: 'watching', shape: 'half', means: 'It may write; a destructive write stops it again.' },
  capped: {
    word: 'Capped', tone: 'watching', shape: 'square', means: 'Too many trips at once: our endpoints deny it, no enforcer was called.',
  },
  held: { word: 'Held', tone: 'watching', shape: 'square', means: 'Found too late to act by itself. It may write until a person decides.' },
  forcedOpen: { word: 'Stopped by a person', tone: 'stopped', shape: 'full', means: 'A person denies all its writes.' },
  exempt: { word: 'Exempt', tone: 'told', shape: 'diamond', means: 'It may write whatever it does, until a stated end.' },
};

/** Open in the sense of "is anything open?". */
export function isOpen(breaker) {
  return breaker.state !== 'closed';
}

/** What matters most comes first. */
const weights = ['openUnenforced', 'tripping', 'open', 'forcedOpen', 'held', 'capped', 'probation', 'exempt', 'closed'];

export function bySeriousness(left, right) {
  return weights.indexOf(left.state) - weights.indexOf(right.state) || right.since.localeCompare(left.since);
}
