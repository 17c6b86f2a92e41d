/** Where the time between the event and the confirmed deny went: one bar for each step, one after the other. */

import { s } from '../core/dom.js';
import { span } from '../core/format.js';
import { linear } from '../core/scale.js';

const steps = [
  ['sourceLag', 'The cloud told of the event'], ['queueLag', 'It waited on the topic'], ['decide', 'Decided'], ['record', 'Recorded'],
  ['enforce', 'Enforcers applied the deny'], ['verify', 'They read it back'],
];
const row = 24;
const left = 190;

/** @param {Object<string, number | null>} spans in nanoseconds. */
export function ledger(spans, width) {
  const isNarrow = width < 480;
  const start = isNarrow ? 0 : left;
  const rowHeight = isNarrow ? 38 : row;
  const right = width - 74;
  const known = steps.filter(([name]) => spans[name] !== null && spans[name] !== undefined);
  const total = known.reduce((sum, [name]) => sum + Math.max(0, spans[name]), 0);
  const x = linear([0, Math.max(1, total)], [start, right]);
  let from = 0;
  const rows = steps.map(([name, words], index) => {
    const y = index * rowHeight;
    const value = spans[name];
    const isKnown = value !== null && value !== undefined;
    const to = from + Math.max(0, value ?? 0);
    const bar = isKnown && s('rect', { x: x(from), y: y + rowHeight - 18, width: Math.max(2, x(to) - x(from)), height: 12, rx: 1.5, class: 'bar' });
    const text = s('text', { x: isKnown ? Math.max(x(to), x(from) + 2) + 6 : start, y: y + rowHeight - 8, class: isKnown ? 'strong' : '' }, isKnown ? span(value) : 'not known');
    const name_ = s('text', { x: isNarrow ? 0 : left - 10, y: y + (isNarrow ? 14 : rowHeight - 8), 'text-anchor': isNarrow ? 'start' : 'end' }, words);
    from = to;
    return [s('line', { x1: 0, x2: width, y1: y + rowHeight, y2: y + rowHeight, class: 'grid' }), name_, bar, text];
  });
  const label = `From the event to the confirmed deny: ${known.map(([name, words]) => `${words} ${span(spans[name])}`).join(', ')}`;
  const height = steps.length * rowHeight + 2;
  return s('svg', { viewBox: `0 0 ${width} ${height}`, width, height, class: 'plot', role: 'img', 'aria-label': label }, rows);
}
