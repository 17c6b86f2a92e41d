/** What stood in the sliding window over time, against its limits. */

import { s } from '../core/dom.js';
import { amount, windowLength } from '../core/format.js';
import { linear, countTicks, slidingSums } from '../core/scale.js';
import { countAxis, timeAxis } from './axes.js';

/** Room for the names of regions, which both plots leave so that their times stand beneath one another. */
const left = 78;
const top = 14;
const bottom = 104;

/**
 * @param {Array<{time: number, count: number}>} steps in milliseconds.
 * @param {{windowSeconds: number, soft?: number, hard?: number}} limit
 * @param {{from: number, to: number, tripped: number}} times in milliseconds.
 */
export function levels(steps, limit, times, width, words) {
  const right = width - 8;
  const sums = slidingSums(steps, limit.windowSeconds * 1000).filter((one) => one.time <= times.to);
  const highest = Math.max(1, ...sums.map((one) => one.level), limit.soft ?? 0, limit.hard ?? 0);
  const ticks = countTicks(highest);
  const x = linear([times.from, times.to], [left, right]);
  const y = linear([0, ticks[ticks.length - 1]], [bottom, top]);
  const path = pathOf(sums, x, y, times);
  const label = `${words} in ${windowLength(limit.windowSeconds)}: ${Math.max(0, ...sums.map((one) => one.level))} at most; limits ${[limit.soft, limit.hard].filter((one) => one !== undefined).map(amount).join(' and ')}`;
  return s('svg', { viewBox: `0 0 ${width} ${bottom + 20}`, width, height: bottom + 20, class: 'plot', role: 'img', 'aria-label': label },
    timeAxis(times.from, times.to, x, { top, bottom, width: right - left }), countAxis(ticks, y, { left, right }),
    s('path', { d: `${path}L${right} ${y(0)}L${left} ${y(0)}z`, class: 'level-area' }), s('path', { d: path, class: 'level' }),
    limitLine('soft limit', limit.soft, '', y, right), limitLine('hard limit', limit.hard, 'hard', y, right),
    s('line', { x1: x(times.tripped), x2: x(times.tripped), y1: top - 6, y2: bottom, class: 'moment' }));
}

function pathOf(sums, x, y, times) {
  let path = `M${left} ${y(0)}`;
  let level = 0;
  for (const one of sums) {
    if (one.time < times.from) {
      level = one.level;
      path = `M${left} ${y(level)}`;
      continue;
    }
    path += `L${x(one.time).toFixed(1)} ${y(level)}L${x(one.time).toFixed(1)} ${y(one.level)}`;
    level = one.level;
  }
  return `${path}L${x(times.to)} ${y(level)}`;
}

function limitLine(word, value, name, y, right) {
  if (value === undefined || value === null) return null;
  return [
    s('line', { x1: left, x2: right, y1: y(value), y2: y(value), class: `limit ${name}` }),
    s('text', { x: left + 4, y: y(value) - 4 }, `${word} ${amount(value)}`),
  ];
}
