/** What a principal did within the last hour: one bar a minute, what destroys at the bottom in its own colour. */

import { s } from '../core/dom.js';
import { counted } from '../core/format.js';

const height = 28;
const step = 3;

/** @param {{changes: number[], destructive: number[], permissions: number[]}} timeline */
export function sparkline(timeline) {
  const parts = timeline.changes.length;
  // Few changes are to look few: a full bar is at least ten.
  const most = Math.max(10, ...timeline.changes);
  // One path for each effect: a shape for each bar would make thousands of elements of a long list.
  const paths = { destructive: '', permission: '', change: '' };
  timeline.changes.forEach((changes, index) => {
    const destructive = Math.min(timeline.destructive[index], changes);
    const permissions = Math.min(timeline.permissions[index], changes - destructive);
    let top = height;
    for (const [effect, amount] of [['destructive', destructive], ['permission', permissions], ['change', changes - destructive - permissions]]) {
      if (amount === 0) continue;
      const length = Math.max(1.5, (amount / most) * (height - 1));
      top -= length;
      paths[effect] += `M${index * step} ${top.toFixed(1)}h${step - 0.75}v${length.toFixed(1)}h-${step - 0.75}z`;
    }
  });
  const total = timeline.changes.reduce((sum, one) => sum + one, 0);
  const destroyed = timeline.destructive.reduce((sum, one) => sum + one, 0);
  const label = `${counted(total, 'change')} in ${Math.round((parts * timeline.partSeconds) / 60)} min, ${destroyed} of them destructive`;
  return s('svg', { viewBox: `0 0 ${parts * step} ${height}`, class: 'plot spark', role: 'img', 'aria-label': label, preserveAspectRatio: 'none' },
    s('line', { x1: 0, x2: parts * step, y1: height - 0.25, y2: height - 0.25, class: 'grid' }),
    Object.entries(paths).map(([effect, d]) => d && s('path', { d, class: effect })));
}
