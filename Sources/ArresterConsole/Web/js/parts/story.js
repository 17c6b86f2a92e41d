/** What the principal did over time, against its limits. */

import { h } from '../core/dom.js';
import { clock, windowLength } from '../core/format.js';
import { fitted } from '../plots/fitted.js';
import { swatch } from '../plots/glyphs.js';
import { levels } from '../plots/levels.js';
import { timeline } from '../plots/timeline.js';
import { scrolling } from './sheet.js';

const shortest = 4 * 60000;

export function storyPlots(trip, limits = []) {
  const times = timesOf(trip);
  const destroyed = limits.find((one) => one.signal === 'destroyed' && one.windowSeconds === 300) ?? limits.find((one) => one.signal === 'destroyed');
  const steps = trip.activity.filter((one) => one.destructive > 0).map((one) => ({ time: Date.parse(one.time), count: one.destructive }));
  return [
    h('div', { class: 'key' }, h('span', {}, swatch('destructive'), 'destroyed something'), h('span', {}, swatch('permission'), 'changed permissions'),
      h('span', {}, swatch('change'), 'other changes'), h('span', {}, swatch('refused'), 'failed or refused, below the line')),
    trip.activity.length > 0 ? fitted((width) => timeline(trip.activity, times, width)) : h('p', { class: 'soft' }, 'Nothing is known of single seconds: the trip was recorded before they were kept.'),
    destroyed && steps.length > 0 && h('h3', {}, `Destructive calls within ${windowLength(destroyed.windowSeconds)}`),
    destroyed && steps.length > 0 && fitted((width) => levels(steps, destroyed, times, width, 'Destructive calls')),
    trip.activity.length > 0 && asTable(trip.activity),
  ];
}

/** From before its first change to a while after its last. */
function timesOf(trip) {
  const tripped = Date.parse(trip.verdict.time);
  const seconds = trip.activity.map((one) => Date.parse(one.time));
  const confirmed = trip.blast.confirmedAt ? Date.parse(trip.blast.confirmedAt) : null;
  let from = Math.min(tripped, ...seconds);
  let to = Math.max(tripped, ...seconds);
  const margin = Math.max(15000, (to - from) * 0.04, (shortest - (to - from)) / 2);
  from -= margin;
  to += margin;
  return { from, to, tripped, confirmed };
}

function asTable(activity) {
  return h('details', {}, h('summary', {}, 'Show as a table'), scrolling(h('table', {},
    h('caption', { class: 'unseen' }, 'Changes by second and region'),
    h('thead', {}, h('tr', {}, ['Time', 'Region', 'Changes', 'Destructive', 'Permissions', 'Failed'].map((word) => h('th', { scope: 'col' }, word)))),
    h('tbody', {}, activity.slice(-200).map((one) => h('tr', {}, h('td', {}, clock(one.time)), h('td', {}, one.region || 'global'),
      [one.changes, one.destructive, one.permissions, one.failed].map((value) => h('td', {}, String(value)))))))));
}
