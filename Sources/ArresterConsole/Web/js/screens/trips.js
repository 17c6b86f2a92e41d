/** The newest trips. */

import { h, replace } from '../core/dom.js';
import { keyed, whenChanged } from '../core/keyed.js';
import { counted } from '../core/format.js';
import { link } from '../core/router.js';
import { badge, moment, principalLabel } from '../parts/badge.js';
import { loading, nothing, scrolling, sheet } from '../parts/sheet.js';
import { shortReason } from '../parts/standing.js';

export function tripsScreen(main, store) {
  const rows = h('tbody', {});
  const table = scrolling(h('table', {}, h('caption', { class: 'unseen' }, 'Trips'),
    h('thead', {}, h('tr', {}, ['When', 'Principal', 'Why', 'Destroyed', 'Now'].map((word) => h('th', { scope: 'col' }, word)))), rows));
  const body = h('div', {}, loading('trips'));
  replace(main, h('h1', {}, 'Trips'), sheet('The newest first', {}, body));
  const update = () => {
    if (!store.isLoaded) return;
    const trips = [...store.trips.values()].sort((left, right) => right.verdict.time.localeCompare(left.verdict.time));
    if (trips.length === 0) {
      whenChanged(body, 0, () => nothing('Nothing has tripped', 'Every trip stays here, also those that were only recorded.'));
      return;
    }
    body.shownText = undefined;
    if (table.parentElement !== body) replace(body, table);
    keyed(rows, trips, (trip) => trip.id, row);
  };
  return { update, end: () => {} };
}

function row(trip) {
  const element = h('tr', {});
  element.update = (now) => whenChanged(element, [now, Math.floor(Date.now() / 15000)], () => cells(now));
  element.update(trip);
  return element;
}

function cells(trip) {
  const { verdict, blast } = trip;
  const key = { platform: verdict.platform, principal: verdict.principal, kind: verdict.kind, scope: verdict.scopes[0] ?? '' };
  const after = blast.untilConfirmed.resources + blast.afterwards.resources;
  return [
    h('td', {}, moment(verdict.time)), h('td', {}, principalLabel(key, link('trips', trip.id))), h('td', { class: 'soft' }, shortReason(verdict)),
    h('td', {}, `${blast.beforeTrip.resources} before`, h('span', { class: 'soft' }, `, ${counted(after, 'after', 'after')}`)),
    h('td', {}, trip.state ? badge(trip.state) : h('span', { class: 'soft' }, 'recorded only')),
  ];
}
