/** Planned changes in words. */

import { clock, counted } from '../core/format.js';

/** What is agreed to with a plan, in sentences. */
export function planFacts(plan) {
  return [
    `From ${clock(plan.from)} until ${clock(plan.until)}${repetition(plan)}.`,
    `At most ${counted(plan.maximumChanges, 'call')}, and ${counted(plan.maximumDestroyed, 'resource')} destroyed; beyond that it trips.`,
    covered(plan),
    plan.oneStrikes.length > 0 && `Expected although one of them alone would trip: ${plan.oneStrikes.join(', ')}.`,
  ].filter(Boolean);
}

function repetition(plan) {
  return plan.repeat ? `, again ${plan.repeat} until ${clock(plan.repeatUntil)}` : '';
}

function covered(plan) {
  const actions = plan.actions.length > 0 ? `Actions ${plan.actions.join(', ')}` : 'Every action';
  return `${actions}${plan.scopes.length > 0 ? ` in ${plan.scopes.join(', ')}` : ', wherever'}.`;
}

/** "runs", "begins in 3 h", "over", "ended early". */
export function planState(plan, now = Date.now()) {
  if (plan.endedAt) return 'ended early';
  const last = plan.repeat ? plan.repeatUntil : plan.until;
  if (Date.parse(last) <= now) return 'over';
  if (Date.parse(plan.from) > now) return 'not begun';
  return plan.repeat ? 'repeats' : 'runs';
}

/** Globs as people write them into one line. */
export function globs(text) {
  return text.split(/[\s,]+/).filter(Boolean);
}
