/** Is it really stopped, and what can people do? */

import { h, replace } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { clock, counted, longSpan } from '../core/format.js';
import { glyph } from '../plots/glyphs.js';
import { isHeld } from '../words/acts.js';
import { states } from '../words/states.js';
import { actButtons, requestCard } from './acts.js';
import { badge, moment } from './badge.js';
import { sheet } from './sheet.js';

/** Of requests that have ended. */
const mostEnded = 5;

export function breakerAside(store) {
  const stopped = h('div', { class: 'body' });
  const acts = h('div', { class: 'body acts' });
  const requests = h('div', { class: 'body' });
  const requestSheet = sheet('Requests', {}, requests);
  const element = h('aside', {}, sheet('Is it stopped?', {}, stopped), sheet('What you can do', {}, acts), requestSheet);
  const update = (breaker, trip) => {
    const minute = Math.floor(Date.now() / 15000);
    whenChanged(stopped, [breaker, trip?.enforcers, trip?.leaks, minute], () => (breaker ? answer(breaker, trip) : h('p', { class: 'soft' }, 'No breaker is known for it: only a page was recorded.')));
    whenChanged(acts, [breaker?.id, breaker?.state, breaker?.hold, breaker?.protected], () => (breaker ? actButtons(store, breaker) : h('p', { class: 'soft' }, 'Nothing to decide.')));
    const about = breaker ? store.requestsAbout(breaker.id) : [];
    const listed = [...about.filter((one) => one.state === 'pending'), ...about.filter((one) => one.state !== 'pending').slice(0, mostEnded)];
    requestSheet.hidden = listed.length === 0;
    whenChanged(requests, listed, () => listed.map((request) => requestCard(store, request)));
  };
  replace(stopped, h('p', { class: 'soft' }, 'Loading …'));
  return { element, update };
}

function answer(breaker, trip) {
  const isOfTrip = !trip || breaker.trip?.id === trip.id;
  const leaks = trip?.leaks ?? [];
  const ofNames = new Map((trip?.enforcers ?? []).map((one) => [one.name, one]));
  return [
    h('div', {}, h('p', {}, badge(breaker.state), ' ', states[breaker.state]?.means), h('p', { class: 'small soft' }, 'since ', moment(breaker.since))),
    !isOfTrip && h('p', { class: 'note' }, 'This is how its breaker stands now, for a newer trip or none.'),
    breaker.enforcers.length > 0 && h('ul', { class: 'enforcers' }, breaker.enforcers.map((one) => enforcer(one, ofNames.get(one.name)))),
    breaker.enforcers.length === 0 && h('p', { class: 'soft' }, 'No enforcer was called: only our decision endpoints deny it.'),
    trip && leakCheck(leaks),
    breaker.hold && h('p', { class: 'small' }, isHeld(breaker)
      ? `Its hold runs until ${clock(breaker.hold.until)}, ${longSpan(Math.round((Date.parse(breaker.hold.until) - Date.now()) / 1000))} more: a restoration takes two others until then.`
      : 'Its hold has ended: a restoration takes one other person. Time alone never restores it.'),
    breaker.probation && h('p', { class: 'small' }, `${breaker.probation.writes} of 20 successful writes; without one it is stopped again at ${clock(breaker.probation.until)}.`),
    breaker.exemptUntil && h('p', { class: 'small' }, `Exempt until ${clock(breaker.exemptUntil)}.`),
  ];
}

function enforcer({ name, status }, receipt) {
  const [shape, words] = { confirmed: ['tick', 'confirmed'], failed: ['cross', 'failed'], called: ['half', 'working'], removing: ['half', 'lifting'] }[status] ?? ['ring', status];
  return h('li', {}, glyph(shape), h('div', {}, h('strong', {}, name), receipt?.detail && h('p', { class: 'small soft' }, receipt.detail)),
    h('span', { class: 'small' }, words, receipt?.confirmedAt && ` ${clock(receipt.confirmedAt)}`));
}

function leakCheck(leaks) {
  if (leaks.length === 0) return h('p', { class: 'note', 'data-tone': 'fine' }, 'Leak check: none of its writes went through after the read-back.');
  return h('div', { class: 'note', 'data-tone': 'stopped' }, h('strong', {}, `Leak: ${counted(leaks.length, 'write')} went through after the read-back.`),
    h('ul', {}, leaks.slice(0, 5).map((event) => h('li', {}, h('code', {}, event)))));
}
