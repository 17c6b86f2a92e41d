/** The busiest principals, each beside its limits. */

import { get } from '../core/api.js';
import { h, replace, setText } from '../core/dom.js';
import { placed, whenChanged } from '../core/keyed.js';
import { count } from '../core/format.js';
import { whenSeen } from '../core/seen.js';
import { gauge } from '../plots/gauge.js';
import { sparkline } from '../plots/sparkline.js';
import { swatch } from '../plots/glyphs.js';
import { columns, distance, nearest, signals } from '../words/signals.js';
import { principalLabel } from './badge.js';
import { choice, isWanted, kindOptions, platformOptions, searching } from './filters.js';
import { loading, nothing, scrolling, sheet } from './sheet.js';

const step = 25;
/** More than the stream tells; asked for when somebody wants them, and again now and then. */
const most = 1000;
const moreMilliseconds = 10000;

export function principalsPart(store) {
  const wanted = { text: '', kind: '', platform: '' };
  let shown = step;
  let more = { list: null, at: 0 };
  const filters = h('div', { class: 'filters' },
    searching('Principal or scope', (text) => { wanted.text = text; shown = step; update(); }),
    choice('Kind', kindOptions, (kind) => { wanted.kind = kind; shown = step; update(); }),
    choice('Platform', platformOptions, (platform) => { wanted.platform = platform; shown = step; update(); }));
  const rows = h('tbody', {});
  const table = scrolling(h('table', { class: 'principals' }, h('caption', { class: 'unseen' }, 'Busiest principals'), head(), rows));
  const tally = h('span', { class: 'small soft', role: 'status' });
  const button = h('button', { type: 'button', class: 'button', on: { click: () => { shown += step; update(); } } }, 'Show more');
  const body = h('div', {}, loading('principals'));
  const foot = h('div', { class: 'body foot' }, h('div', { class: 'buttons' }, button), tally);
  const element = sheet('Busiest principals', { aside: [key(), filters] }, body);

  const update = () => {
    if (!store.principals) return;
    const isNarrowed = wanted.text || wanted.kind || wanted.platform;
    if (isNarrowed || shown > store.principals.length) readMore();
    const all = more.list && (isNarrowed || shown > store.principals.length) ? more.list : store.principals;
    const found = all.filter((one) => isWanted(one, wanted));
    if (found.length === 0) return whenChanged(body, [all.length], () => none(all.length));
    body.shownText = undefined;
    if (table.parentElement !== body) replace(body, table, foot);
    placed(rows, found.slice(0, shown), row);
    button.hidden = found.length <= shown && all.length < 100;
    setText(tally, `${count(Math.min(shown, found.length))} of ${count(found.length)}${all.length >= most ? ' busiest' : ''}`);
    return undefined;
  };
  const readMore = async () => {
    if (Date.now() - more.at < moreMilliseconds) return;
    more.at = Date.now();
    try {
      more.list = (await get(`/v1/principals?limit=${most}`)).principals;
      update();
    } catch { /* The connection says it. */ }
  };
  return { element, update };
}

function key() {
  return h('div', { class: 'key' }, h('span', {}, swatch('destructive'), 'destroys'), h('span', {}, swatch('permission'), 'permissions'), h('span', {}, swatch('change'), 'other changes'));
}

function head() {
  return h('thead', {}, h('tr', {}, h('th', { scope: 'col', title: '0 to 100: the largest of its readings against its limit' }, 'Score'),
    h('th', { scope: 'col' }, 'Principal'), h('th', { scope: 'col' }, 'Last hour'),
    columns.map((name) => h('th', { scope: 'col', title: signals[name].about }, signals[name].word))));
}

function keyOf({ platform, scope, principal, kind }) {
  return [platform, scope, principal, kind].join('\n');
}

/** Of a place in the list: whoever stands there, only what differs is changed, so that a second's news of many rows is little work. */
function row() {
  const score = h('td', { class: 'score' });
  const who = h('td', {});
  const hour = h('td', {});
  const gauges = columns.map(() => h('td', { class: 'far' }));
  const element = h('tr', {}, score, who, hour, gauges);
  const fill = (principal) => {
    const readings = columns.map((name) => nearest(principal.signals, name) ?? null);
    const parts = readings.map((reading) => (reading ? distance(reading).part : 0));
    const largest = parts.indexOf(Math.max(...parts));
    setText(score, String(principal.score));
    whenChanged(who, keyOf(principal), () => principalLabel(principal));
    whenChanged(hour, principal.timeline, () => sparkline(principal.timeline));
    gauges.forEach((cell, index) => {
      cell.classList.toggle('nearest', index === largest);
      whenChanged(cell, readings[index], () => [h('span', { class: 'what small soft' }, signals[columns[index]].word), gauge(readings[index])]);
    });
  };
  element.update = whenSeen(element, keyOf, fill);
  return element;
}

function none(total) {
  return total === 0 ? nothing('Nobody has changed anything', 'No event of a change was read within the last hour.')
    : nothing('Nobody is like that', 'Among those that changed something within the last hour.');
}
