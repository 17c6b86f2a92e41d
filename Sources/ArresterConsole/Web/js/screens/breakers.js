/** Every breaker that there is. */

import { h, replace, setText } from '../core/dom.js';
import { keyed, whenChanged } from '../core/keyed.js';
import { count } from '../core/format.js';
import { addressOf, badge, moment, principalLabel } from '../parts/badge.js';
import { choice, isWanted, kindOptions, platformOptions, searching } from '../parts/filters.js';
import { loading, nothing, scrolling, sheet } from '../parts/sheet.js';
import { link } from '../core/router.js';
import { bySeriousness, states } from '../words/states.js';

const step = 50;

export function breakersScreen(main, store) {
  const wanted = { text: '', kind: '', platform: '', state: '' };
  let shown = step;
  const narrow = (name) => (value) => { wanted[name] = value; shown = step; update(); };
  const filters = h('div', { class: 'filters' }, searching('Principal or scope', narrow('text')),
    choice('State', [['', 'All'], ...Object.entries(states).map(([name, { word }]) => [name, word])], narrow('state')),
    choice('Kind', kindOptions, narrow('kind')), choice('Platform', platformOptions, narrow('platform')));
  const rows = h('tbody', {});
  const table = scrolling(h('table', { class: 'breakers' }, h('caption', { class: 'unseen' }, 'Breakers'),
    h('thead', {}, h('tr', {}, ['Principal', 'State', 'Since', 'Last trip', 'Enforcers', 'Mode'].map((word) => h('th', { scope: 'col' }, word)))), rows));
  const tally = h('span', { class: 'small soft', role: 'status' });
  const more = h('button', { type: 'button', class: 'button', on: { click: () => { shown += step; update(); } } }, 'Show more');
  const body = h('div', {}, loading('breakers'));
  const foot = h('div', { class: 'body foot' }, h('div', { class: 'buttons' }, more), tally);
  replace(main, h('h1', {}, 'Breakers'), sheet('All breakers', { aside: filters }, body));

  const update = () => {
    if (!store.isLoaded) return;
    const found = store.breakerList.filter((one) => isWanted(one, wanted) && (!wanted.state || one.state === wanted.state)).sort(bySeriousness);
    if (found.length === 0) {
      whenChanged(body, [store.breakers.size], () => (store.breakers.size === 0
        ? nothing('There is no breaker yet', 'Each principal gets one with its first trip, or when a person denies its writes.') : nothing('No breaker is like that')));
      return;
    }
    body.shownText = undefined;
    if (table.parentElement !== body) replace(body, table, foot);
    keyed(rows, found.slice(0, shown), (one) => one.id, row);
    more.hidden = found.length <= shown;
    setText(tally, `${count(Math.min(shown, found.length))} of ${count(found.length)}`);
  };
  return { update, end: () => {} };
}

function row(breaker) {
  const element = h('tr', {});
  element.update = (now) => whenChanged(element, [now, Math.floor(Date.now() / 15000)], () => cells(now));
  element.update(breaker);
  return element;
}

function cells(breaker) {
  const trip = breaker.trip ?? breaker.suppressed?.trip;
  return [
    h('td', {}, principalLabel(breaker, addressOf(breaker))), h('td', {}, badge(breaker.state)), h('td', {}, moment(breaker.since)),
    h('td', {}, trip ? h('a', { href: link('trips', trip.id) }, `no. ${trip.number}, ${trip.rule}`) : h('span', { class: 'soft' }, 'none')),
    h('td', {}, breaker.enforcers.map((one) => `${one.name} ${one.status}`).join(', ') || h('span', { class: 'soft' }, 'none called')),
    h('td', { class: 'soft' }, breaker.mode),
  ];
}
