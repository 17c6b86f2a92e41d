/** The story of a trip over time: what went through above the line, what was refused below it, and the regions beneath. */

import { s } from '../core/dom.js';
import { linear, countTicks, timeStep } from '../core/scale.js';
import { countAxis, timeAxis } from './axes.js';

/** Room for the names of regions, which both plots leave so that their times stand beneath one another. */
const left = 78;
const upper = 120;
const lower = 46;
const regionHeight = 18;

/**
 * @param {Array<object>} activity by second and region: time, region, changes, destructive, permissions, failed.
 * @param {{from: number, to: number, tripped: number, confirmed: number | null}} times in milliseconds.
 * @param {number} width in pixels.
 */
export function timeline(activity, times, width) {
  const right = width - 8;
  const x = linear([times.from, times.to], [left, right]);
  const length = timeStep((times.to - times.from) / 1000, Math.max(20, Math.floor((right - left) / 9))) * 1000;
  const buckets = bucketsOf(activity, length);
  const regions = [...new Set(activity.map((one) => one.region))].sort();
  const most = Math.max(1, ...buckets.map((one) => one.changes));
  const mostRefused = Math.max(0, ...buckets.map((one) => one.failed));
  const ticks = countTicks(most);
  const top = 26;
  const zero = top + upper;
  const y = linear([0, ticks[ticks.length - 1]], [zero, top]);
  const below = linear([0, Math.max(ticks[ticks.length - 1] * 0.4, mostRefused)], [0, lower]);
  const bottom = zero + (mostRefused > 0 ? lower : 4);
  const end = bottom + 24 + regions.length * regionHeight;
  return s('svg', { viewBox: `0 0 ${width} ${end}`, width, height: end, class: 'plot', role: 'img', 'aria-label': label(activity, regions) },
    s('rect', { x: x(times.tripped), y: top - 4, width: Math.max(0, right - x(times.tripped)), height: bottom - top + 4, class: 'after' }),
    timeAxis(times.from, times.to, x, { top, bottom, width: right - left }), countAxis(ticks, y, { left, right }),
    buckets.map((bucket) => bars(bucket, x, y, below, zero, Math.max(2, x(times.from + length) - left - 1))),
    moments(times, x, top, bottom, right), regionRows(activity, regions, x, bottom + 24, length, left));
}

function bucketsOf(activity, length) {
  const buckets = new Map();
  for (const one of activity) {
    const time = Math.floor(Date.parse(one.time) / length) * length;
    const bucket = buckets.get(time) ?? { time, changes: 0, destructive: 0, permissions: 0, failed: 0 };
    for (const name of ['changes', 'destructive', 'permissions', 'failed']) bucket[name] += one[name];
    buckets.set(time, bucket);
  }
  return [...buckets.values()];
}

function bars(bucket, x, y, below, zero, width) {
  const destructive = Math.min(bucket.destructive, bucket.changes);
  const permissions = Math.min(bucket.permissions, bucket.changes - destructive);
  const parts = [[destructive, 'destructive'], [permissions, 'permission'], [bucket.changes - destructive - permissions, 'change']];
  const shapes = [];
  let base = 0;
  for (const [amount, effect] of parts) {
    if (amount === 0) continue;
    shapes.push(s('rect', { x: x(bucket.time), y: y(base + amount), width, height: y(base) - y(base + amount), class: effect }));
    base += amount;
  }
  if (bucket.failed > 0) {
    shapes.push(s('rect', { x: x(bucket.time) + 0.6, y: zero + 2, width: Math.max(1.5, width - 1.2), height: Math.max(2, below(bucket.failed) - 2), class: 'refused' }));
  }
  return shapes;
}

function moments(times, x, top, bottom, right) {
  const marks = [];
  const trip = x(times.tripped);
  const atRight = trip > right - 120;
  marks.push(s('line', { x1: trip, x2: trip, y1: top - 12, y2: bottom, class: 'moment' }));
  marks.push(s('text', { x: trip + (atRight ? -5 : 5), y: top - 8, class: 'strong', 'text-anchor': atRight ? 'end' : 'start' }, 'Tripped'));
  if (times.confirmed !== null && times.confirmed <= times.to) {
    const confirmed = x(times.confirmed);
    marks.push(s('line', { x1: confirmed, x2: confirmed, y1: top - 4, y2: bottom, class: 'moment confirmed' }));
    // Beside the trip's own label there is no room for another one that is near.
    if (confirmed - trip > 70 && confirmed < right - 60) marks.push(s('text', { x: confirmed + 5, y: top - 8 }, 'Confirmed'));
  }
  return marks;
}

function regionRows(activity, regions, x, top, length, start) {
  return regions.map((region, row) => {
    const y = top + row * regionHeight;
    const width = Math.max(2, x(length) - x(0) - 1);
    const cells = activity.filter((one) => one.region === region).map((one) => s('rect', {
      x: x(Math.floor(Date.parse(one.time) / length) * length), y: y + 3, width, height: regionHeight - 7,
      class: one.destructive > 0 ? 'destructive' : one.changes > 0 ? 'change' : 'refused',
    }));
    return [s('line', { x1: start, x2: '100%', y1: y, y2: y, class: 'grid' }), cells,
      s('text', { x: start - 6, y: y + regionHeight - 5, 'text-anchor': 'end' }, region || 'global')];
  });
}

function label(activity, regions) {
  const sum = (name) => activity.reduce((total, one) => total + one[name], 0);
  return `Timeline of changes: ${sum('changes')} went through, ${sum('destructive')} of them destructive, ${sum('failed')} failed, in ${regions.length} regions`;
}
