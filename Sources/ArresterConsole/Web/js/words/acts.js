/** What people may do about a breaker: which states allow it, and what it will do. */

import { clock, principalName } from '../core/format.js';

const denied = ['tripping', 'open', 'openUnenforced'];

/** In the order in which they are offered. */
export const acts = [
  {
    name: 'restore', word: 'Ask to restore', states: [...denied, 'capped', 'exempt'],
    does: (breaker, now) => [
      'Nothing changes yet: it asks other people to agree, within 30 minutes.',
      isHeld(breaker, now)
        ? `Its hold runs until ${clock(breaker.hold.until)}, so two others have to agree.` : 'One other person has to agree.',
      breaker.state === 'capped' || breaker.state === 'exempt'
        ? 'Then its breaker is closed.'
        : 'Then it is on probation: it may write, and a destructive write stops it again. After 20 successful writes its breaker closes.',
    ],
  },
  {
    name: 'enforce', word: 'Enforce now', states: ['held', 'capped'],
    does: () => ['Our endpoints deny all its writes at once, and enforcers revoke its permissions.', 'One operator is enough.'],
  },
  {
    name: 'dismiss', word: 'Dismiss', states: ['held'],
    does: () => ['Drops the trip: its breaker closes, and only what it does from now on counts.', 'One operator is enough.'],
  },
  {
    name: 'lift', word: 'Ask to lift', states: ['forcedOpen'],
    does: () => ['Nothing changes yet: it asks another person to agree, within 30 minutes.', 'Then it is on probation.'],
  },
  {
    name: 'extend', word: 'Extend the hold', states: denied, needsHold: true,
    until: (breaker) => ({ value: Date.parse(breaker.hold.until) + 3600000, hint: 'At most 24 h from now. Until then a restoration takes two others.' }),
    does: (breaker) => [`Moves the end of its hold later than ${clock(breaker.hold.until)}.`, 'It stays denied either way: time alone never restores it. One operator is enough.'],
  },
  {
    name: 'exempt', word: 'Ask to exempt', states: null, not: ['exempt'],
    until: () => ({ value: Date.now() + 4 * 3600000, hint: 'At most 90 days from now.' }),
    does: () => ['Nothing changes yet: it asks another person to agree, within 30 minutes.', 'Then it may write whatever it does, until the end that you state.'],
  },
  {
    name: 'open', word: 'Deny all writes', states: null, not: ['forcedOpen'],
    does: () => ['Our endpoints deny all its writes at once, and enforcers revoke its permissions.', 'It stays so until two people lift it. One operator is enough.'],
  },
];

/** Those that change something as the breaker stands. */
export function actsFor(breaker) {
  return acts.filter((act) => (act.states === null || act.states.includes(breaker.state)) && !act.not?.includes(breaker.state)
    && (!act.needsHold || breaker.hold));
}

export function isHeld(breaker, now = Date.now()) {
  return breaker.hold !== undefined && breaker.hold.running && Date.parse(breaker.hold.until) > now;
}

const asked = {
  restore: 'to restore', dismiss: 'to dismiss the trip of', enforce: 'to enforce the trip of', extend: 'to extend the hold of',
  exempt: 'to exempt', forceOpen: 'to deny all writes of', liftForced: 'to lift the forced opening of', lift: 'to lift the forced opening of',
  open: 'to deny all writes of', plannedChange: 'for a planned change', endPlannedChange: 'to end a planned change',
  halt: 'to halt', resume: 'to end the halt', loosening: 'to accept a looser configuration', stagedAction: 'to be let through',
};

/** "Olga asks to restore search-agent". */
export function requestSentence(request) {
  const what = asked[request.what] ?? `for ${request.what}`;
  const until = request.asked.until ? ` until ${clock(request.asked.until)}` : '';
  const whom = request.breaker && request.what !== 'stagedAction' ? ` ${principalName(request.breaker.platform, request.breaker.principal, request.breaker.scope).called}`
    : request.asked.plan ? ` of ${principalName('', request.asked.plan.principal, '').called}` : '';
  const action = request.asked.action ? `: ${request.asked.action} on ${request.asked.resource}` : '';
  return `${request.requester} ${request.state === 'pending' ? 'asks' : 'asked'} ${what}${whom}${until}${action}`;
}
