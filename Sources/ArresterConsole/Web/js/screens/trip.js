/** The story of one trip on one page. */

import { get } from '../core/api.js';
import { h, replace } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { clock, longSpan, principalName, zone } from '../core/format.js';
import { link } from '../core/router.js';
import { badge } from '../parts/badge.js';
import { loading, nothing, sheet } from '../parts/sheet.js';
import { breakerAside } from '../parts/breakeraside.js';
import { damagePart } from '../parts/damage.js';
import { figures } from '../parts/figures.js';
import { manifestPart } from '../parts/manifest.js';
import { rulePart } from '../parts/rule.js';
import { storyPlots } from '../parts/story.js';
import { ledger } from '../plots/ledger.js';
import { fitted } from '../plots/fitted.js';
import { ruleSentence } from '../words/signals.js';

/** While nothing tells of a change, it is asked for again after so long. */
const pauseMilliseconds = 5000;

export function tripScreen(main, store, identifier) {
  const control = new AbortController();
  let trip = null;
  let limits = null;
  let seen = null;
  let readAt = 0;
  const head = h('div', { class: 'headline' });
  const what = h('div', {});
  const rule = h('div', { class: 'body' });
  const plots = h('div', { class: 'body' });
  const damage = h('div', {});
  const time = h('div', { class: 'body' });
  const manifest = manifestPart(identifier);
  const aside = breakerAside(store);
  const columns = h('div', { class: 'columns' }, aside.element,
    h('div', {}, sheet('What happened', {}, what, rule), sheet('Timeline', {}, plots), sheet('What was destroyed', {}, damage),
      sheet('Where the time went', {}, time), sheet('Rollback manifest', {}, manifest.element)));
  replace(main, loading('the trip'));

  const read = async () => {
    readAt = Date.now();
    try {
      [trip, limits] = await Promise.all([get(`/v1/trips/${encodeURIComponent(identifier)}`, { signal: control.signal }), limits ?? readLimits(store)]);
      draw();
    } catch (error) {
      if (error.status === 404) replace(main, h('h1', {}, 'Trip'), nothing('There is no such trip', error.message));
      else if (!trip && !control.signal.aborted) replace(main, h('h1', {}, 'Trip'), nothing('The trip could not be read', error.message));
    }
  };
  const draw = () => {
    if (columns.parentElement !== main) replace(main, head, columns);
    const breaker = store.breakerOf(identifier) ?? store.breakerList.find((one) => isOf(one, trip));
    whenChanged(head, [trip.verdict, trip.successor, breaker?.state, Math.floor(Date.now() / 15000)], () => headline(trip, breaker));
    whenChanged(what, [trip.blast, trip.refused, trip.ledger], () => figures(trip));
    whenChanged(rule, [trip.verdict, limits], () => rulePart(trip.verdict, limits?.[trip.verdict.kind]));
    whenChanged(plots, [trip.activity, trip.blast.confirmedAt, limits], () => storyPlots(trip, limits?.[trip.verdict.kind]));
    whenChanged(damage, trip.verdict.resources, () => damagePart(trip));
    whenChanged(time, trip.ledger, () => timePart(trip));
    aside.update(breaker, trip);
  };
  read();
  const update = () => {
    const told = JSON.stringify([store.trips.get(identifier), store.breakerOf(identifier)?.revision]);
    if (trip && (told !== seen || Date.now() - readAt > pauseMilliseconds) && Date.now() - readAt > 1000) {
      seen = told;
      read();
    }
    if (trip) draw();
  };
  return { update, end: () => control.abort() };
}

function isOf(breaker, trip) {
  const { verdict } = trip;
  return breaker.principal === verdict.principal && breaker.kind === verdict.kind && breaker.platform === verdict.platform && breaker.scope === trip.scope;
}

/** By kind: the limits of the model in force. */
async function readLimits(store) {
  if (!store.model) store.model = await get('/v1/model');
  return Object.fromEntries(Object.entries(store.model.kinds).map(([kind, { limits }]) => [kind, limits]));
}

function headline(trip, breaker) {
  const { verdict } = trip;
  const { called, of } = principalName(verdict.platform, verdict.principal, trip.scope);
  const isCurrent = breaker?.trip?.id === trip.id;
  const stopped = trip.state ? 'was stopped' : 'tripped, and was not stopped,';
  const decided = isCurrent ? breaker.trip.decidedAt : verdict.time;
  return [
    h('h1', {}, `${called} ${stopped} at ${clock(decided)}`),
    h('div', { class: 'under' }, breaker && isCurrent ? badge(breaker.state) : h('span', { class: 'state' }, 'Over'),
      h('span', {}, `${verdict.kind} · ${of}`), verdict.session && h('span', {}, 'session ', h('code', {}, verdict.session)),
      h('span', {}, `trip no. ${trip.number}`), h('span', {}, `event at ${clock(verdict.time)}`), h('span', {}, `times are ${zone()}`)),
    h('p', { class: 'lead' }, ruleSentence(verdict)),
    trip.successor && h('p', { class: 'note', 'data-tone': 'watching' }, 'It tripped again since: ', h('a', { href: link('trips', trip.successor) }, 'the newer trip'), '.'),
    breaker?.suppressed?.trip.id === trip.id && h('p', { class: 'note', 'data-tone': 'watching' },
      `Recorded only (${breaker.suppressed.reason}): ${breaker.suppressed.wouldDeny ? 'its writes would have been denied.' : 'a person would have been asked.'}`),
  ];
}

function timePart(trip) {
  const total = trip.ledger.nanoseconds.total;
  return [
    h('p', { class: 'soft' }, total === null ? 'Not every enforcer has confirmed the deny yet.'
      : `${longSpan(Math.round(total / 1e9))} from the event to the last enforcer's read-back. Clocks of several machines are in it.`),
    fitted((width) => ledger(trip.ledger.nanoseconds, width)),
  ];
}
