/** How far one reading is along to its limit. */

import { h, s } from '../core/dom.js';
import { amount, windowLength } from '../core/format.js';
import { distance, signalWord } from '../words/signals.js';

/** @param {object | undefined} reading of a principal: name, observed, windowSeconds, soft, hard. */
export function gauge(reading) {
  if (!reading) return h('span', { class: 'soft' }, '–');
  const { part, limit } = distance(reading);
  const level = part >= 1 ? 'met' : part >= 0.5 ? 'near' : part > 0 ? 'some' : 'none';
  return h('div', { class: 'gauge', 'data-level': level, title: sentence(reading) },
    h('span', { class: 'value' }, amount(reading.observed), h('small', {}, ` / ${amount(limit)}`),
      h('span', { class: 'unseen' }, ` in ${windowLength(reading.windowSeconds)}`)),
    track(part));
}

/** "Destroyed: 4 in 5 min; soft limit 5, hard limit 10". */
export function sentence(reading) {
  const limits = [['soft', reading.soft], ['hard', reading.hard]].filter(([, limit]) => limit !== null && limit !== undefined)
    .map(([name, limit]) => `${name} limit ${amount(limit)}`);
  return `${signalWord(reading.name)}: ${amount(reading.observed)} in ${windowLength(reading.windowSeconds)}; ${limits.join(', ') || 'no limit'}`;
}

/** A bar of one line's height that is full at the limit. Not SVG: a table has thousands of them. */
export function track(part) {
  const bar = h('div', { class: 'track', 'aria-hidden': 'true' });
  bar.style.setProperty('--part', `${part > 0 ? Math.max(2, Math.min(100, part * 100)) : 0}%`);
  return bar;
}

/** A bar that goes beyond its limit, which is a line across it. */
export function overTrack(part) {
  const end = Math.max(1, part) * 1.05;
  return s('svg', { viewBox: '0 0 100 10', class: 'plot over', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    s('rect', { y: 3, width: 100, height: 4, class: 'track' }), s('rect', { y: 3, width: (part / end) * 100, height: 4, class: 'fill' }),
    s('rect', { x: 100 / end - 0.4, width: 0.8, height: 10, class: 'at' }));
}
