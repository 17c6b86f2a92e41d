/** Lines and labels that plots over time share. */

import { s } from '../core/dom.js';
import { clock, shortClock } from '../core/format.js';
import { timeTicks } from '../core/scale.js';

/** Vertical lines with the time of day beneath. */
export function timeAxis(from, to, x, { top, bottom, width }) {
  const ticks = timeTicks(from, to, Math.max(2, Math.floor(width / 90)));
  const isFine = ticks.length > 1 && ticks[1] - ticks[0] < 60000;
  return ticks.map((time) => [
    s('line', { x1: x(time), x2: x(time), y1: top, y2: bottom, class: 'grid' }),
    s('text', { x: x(time), y: bottom + 15, 'text-anchor': 'middle' }, isFine ? clock(time, time) : shortClock(time)),
  ]);
}

/** Horizontal lines with their numbers at the left. */
export function countAxis(ticks, y, { left, right }) {
  return ticks.map((value) => [
    s('line', { x1: left, x2: right, y1: y(value), y2: y(value), class: value === 0 ? 'axis' : 'grid' }),
    s('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, String(value)),
  ]);
}
