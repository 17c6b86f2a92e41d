/** One breaker that is not closed, in a line: who, why, since when. */

import { h } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { amount, counted, windowLength } from '../core/format.js';
import { signalWord } from '../words/signals.js';
import { states } from '../words/states.js';
import { addressOf, badge, moment, principalLabel } from './badge.js';
import { isHeld } from '../words/acts.js';
import { clock } from '../core/format.js';

export function standingItem(store, breaker) {
  const item = h('li', {});
  item.update = (now) => {
    const trip = store.trips.get((now.trip ?? now.suppressed?.trip)?.id);
    item.dataset.tone = states[now.state]?.tone ?? '';
    whenChanged(item, [now, trip, Math.floor(Date.now() / 15000)], () => [
      principalLabel(now, addressOf(now)),
      h('div', { class: 'why' }, reason(now, trip), destroyed(trip)),
      h('div', { class: 'end' }, badge(now.state), h('span', { class: 'small soft' }, end(now))),
    ]);
  };
  item.update(breaker);
  return item;
}

function reason(breaker, trip) {
  if (breaker.state === 'forcedOpen') return h('b', {}, 'A person denies all its writes.');
  if (breaker.state === 'exempt') return h('b', {}, `Exempt until ${clock(breaker.exemptUntil)}.`);
  if (!trip) return h('b', {}, breaker.trip?.rule ?? '');
  return h('b', {}, shortReason(trip.verdict));
}

/** "Recreated 1 in 1 h (limit 1), destroyed 5 in 1 h (limit 5)". */
export function shortReason(verdict) {
  if (verdict.rule === 'oneStrike' || verdict.rule === 'tampering') return `${verdict.rule === 'oneStrike' ? 'One strike' : 'Tampering'}: ${verdict.action}`;
  const parts = verdict.signals.map((signal) =>
    `${signalWord(signal.name)} ${amount(signal.observed)} in ${windowLength(signal.windowSeconds)} (limit ${amount(signal.threshold)})`);
  return parts.join(', ') || verdict.rule;
}

function destroyed(trip) {
  if (!trip) return null;
  const { beforeTrip, untilConfirmed, afterwards } = trip.blast;
  const after = untilConfirmed.resources + afterwards.resources;
  return h('span', {}, `${counted(beforeTrip.resources, 'resource')} destroyed before the trip, ${after} after it`,
    trip.refused > 0 && `, ${counted(trip.refused, 'call')} refused since`);
}

function end(breaker) {
  if (breaker.state === 'probation' && breaker.probation) return `${breaker.probation.writes} of 20 good writes`;
  if (isHeld(breaker)) return ['since ', moment(breaker.since, { withAge: false }), `, hold until ${clock(breaker.hold.until)}`];
  return ['since ', moment(breaker.since)];
}
