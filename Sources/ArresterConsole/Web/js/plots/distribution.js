/** How many principals stand where along one signal, with the limits. */

import { s } from '../core/dom.js';
import { amount, counted } from '../core/format.js';
import { linear } from '../core/scale.js';

const bins = 24;
const height = 64;

/**
 * @param {number[]} values one for each principal.
 * @param {{soft?: number, hard?: number, supposed?: number}} limits
 */
export function distribution(values, limits, width, words) {
  const top = Math.max(...values, (limits.soft ?? 0) * 1.4, (limits.hard ?? 0) * 1.15, limits.supposed ?? 0) || 1;
  const tallies = new Array(bins).fill(0);
  for (const value of values) tallies[Math.min(bins - 1, Math.floor((value / top) * bins))] += 1;
  const most = Math.max(1, ...tallies);
  const x = linear([0, top], [0, width]);
  // One principal must be seen beside a thousand.
  const y = linear([0, Math.log1p(most)], [0, height - 18]);
  const limit = limits.supposed ?? limits.soft ?? limits.hard ?? Infinity;
  const label = `${words}: ${counted(values.length, 'principal')}, the largest ${amount(Math.max(0, ...values))}`;
  return s('svg', { viewBox: `0 0 ${width} ${height + 16}`, width, height: height + 16, class: 'plot', role: 'img', 'aria-label': label },
    tallies.map((tally, index) => tally > 0 && s('rect', {
      x: (index * width) / bins, y: height - Math.max(2, y(Math.log1p(tally))), width: width / bins - 1, height: Math.max(2, y(Math.log1p(tally))),
      class: ((index + 1) * top) / bins > limit ? 'over' : 'bar',
    })),
    s('line', { x1: 0, x2: width, y1: height, y2: height, class: 'axis' }), mark(x, limits.soft, 'soft', ''), mark(x, limits.hard, 'hard', 'hard'),
    s('text', { x: 0, y: height + 13 }, '0'), s('text', { x: width, y: height + 13, 'text-anchor': 'end' }, amount(Math.round(top * 100) / 100)));
}

function mark(x, value, word, name) {
  if (value === undefined || value === null) return null;
  return [s('line', { x1: x(value), x2: x(value), y1: 4, y2: height, class: `limit ${name}` }), s('text', { x: x(value) - 4, y: 12, 'text-anchor': 'end' }, `${word} ${amount(value)}`)];
}
