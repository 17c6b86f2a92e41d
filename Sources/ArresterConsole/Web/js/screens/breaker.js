/** One breaker, with or without a trip. */

import { h, replace } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { principalName } from '../core/format.js';
import { link } from '../core/router.js';
import { badge, moment } from '../parts/badge.js';
import { breakerAside } from '../parts/breakeraside.js';
import { loading, nothing, sheet } from '../parts/sheet.js';

export function breakerScreen(main, store, identifier) {
  const head = h('div', { class: 'headline' });
  const facts = h('div', { class: 'body' });
  const trips = h('div', { class: 'body' });
  const aside = breakerAside(store);
  const columns = h('div', { class: 'columns' }, aside.element, h('div', {}, sheet('The breaker', {}, facts), sheet('Its trips', {}, trips)));
  replace(main, loading('the breaker'));
  const update = () => {
    if (!store.isLoaded) return;
    const breaker = store.breakers.get(identifier);
    if (!breaker) return whenChanged(main, identifier, () => [h('h1', {}, 'Breaker'), nothing('There is no such breaker', 'The list of breakers has all of them.')]);
    main.shownText = undefined;
    if (columns.parentElement !== main) replace(main, head, columns);
    whenChanged(head, [breaker, Math.floor(Date.now() / 15000)], () => headline(breaker));
    whenChanged(facts, breaker, () => factsOf(breaker));
    const own = [...store.trips.values()].filter((trip) => trip.verdict.principal === breaker.principal && trip.verdict.kind === breaker.kind);
    whenChanged(trips, own.map((trip) => [trip.id, trip.state]), () => tripList(own));
    return aside.update(breaker, null);
  };
  return { update, end: () => {} };
}

function headline(breaker) {
  const { called, of } = principalName(breaker.platform, breaker.principal, breaker.scope);
  return [h('h1', {}, called), h('div', { class: 'under' }, badge(breaker.state), h('span', {}, `${breaker.kind} · ${of}`))];
}

function factsOf(breaker) {
  const fact = (term, ...value) => [h('dt', {}, term), h('dd', {}, value)];
  return h('dl', { class: 'facts' }, fact('Principal', h('code', {}, breaker.principal)), fact('Breaker', h('code', {}, breaker.id)),
    fact('Mode', breaker.mode === 'enforce' ? 'enforce: trips are acted on' : 'shadow: trips are recorded only'), fact('Revision', String(breaker.revision)),
    breaker.protected && fact('Protected', 'yes: no breaker acts on it'));
}

function tripList(trips) {
  if (trips.length === 0) return h('p', { class: 'soft' }, 'None that is still known.');
  return h('ul', {}, trips.map((trip) => h('li', {}, moment(trip.verdict.time), ' · ', h('a', { href: link('trips', trip.id) }, trip.verdict.rule))));
}
