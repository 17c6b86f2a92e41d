/** A plot that is drawn for the width that it has, and again when that changes. */

import { h } from '../core/dom.js';

/** @param {(width: number) => Element} draw */
export function fitted(draw) {
  const frame = h('div', { class: 'fitted' });
  let drawn = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width < 80 || width === drawn) return;
    drawn = width;
    frame.replaceChildren(draw(width));
  }).observe(frame);
  return frame;
}
