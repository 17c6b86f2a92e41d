/** Small shapes that say a state without colour. */

import { s } from '../core/dom.js';

const shapes = {
  full: () => [s('circle', { cx: 6, cy: 6, r: 5, fill: 'currentColor' })],
  ring: () => [s('circle', { cx: 6, cy: 6, r: 4, fill: 'none', stroke: 'currentColor', 'stroke-width': 2 })],
  half: () => [
    s('circle', { cx: 6, cy: 6, r: 4.25, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }),
    s('path', { d: 'M6 1.75a4.25 4.25 0 0 1 0 8.5z', fill: 'currentColor' }),
  ],
  square: () => [s('rect', { x: 1.5, y: 1.5, width: 9, height: 9, rx: 1.5, fill: 'currentColor' })],
  diamond: () => [s('path', { d: 'M6 .5 11.500 6 6 11.500 .5 6z', fill: 'currentColor' })],
  cross: () => [s('path', { d: 'M2 2l8 8M10 2l-8 8', stroke: 'currentColor', 'stroke-width': 2.5, 'stroke-linecap': 'round' })],
  tick: () => [
    s('path', { d: 'M1.500 6.500 4.500 9.500 10.500 2.500', fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }),
  ],
};

/** @param {string} shape one of full, ring, half, square, diamond, cross, tick. */
export function glyph(shape) {
  return s('svg', { viewBox: '0 0 12 12', 'aria-hidden': 'true' }, (shapes[shape] ?? shapes.ring)());
}

/** What stands for an effect in a key: the same mark as in plots. */
export function swatch(effect) {
  const isHollow = effect === 'refused';
  return s('svg', { viewBox: '0 0 10 10', class: 'plot', 'aria-hidden': 'true' },
    s('rect', { x: isHollow ? 1 : 0, y: isHollow ? 1 : 0, width: isHollow ? 8 : 10, height: isHollow ? 8 : 10, rx: 1.5, class: effect }));
}
