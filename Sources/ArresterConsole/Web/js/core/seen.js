/** Keeps up to date what somebody sees; the rest of a long list now and then. */

import { later } from './later.js';

/** How old may be the numbers of what is scrolled away. */
const unseenMilliseconds = 10000;
/** By element: whether it is on the screen or near, and how it is brought up to date when it comes. */
const watched = new WeakMap();

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const state = watched.get(target);
    state.isSeen = isIntersecting;
    if (isIntersecting) state.fillSoon();
  }
}, { rootMargin: '300px' });

/**
 * @param {(item: any) => string} keyOf who an item is about: another one is shown at once, so that nobody stands in a list twice.
 * @param {(item: any) => void} fill shows an item in the element.
 * @returns {(item: any) => void} has the newest item shown: soon where it is seen or about another, else within a few seconds.
 */
export function whenSeen(element, keyOf, fill) {
  const state = { isSeen: false, fillSoon: () => {} };
  let filled = { key: null, at: -Infinity };
  watched.set(element, state);
  observer.observe(element);
  return (item) => {
    const key = keyOf(item);
    state.fillSoon = () => later(element, () => {
      filled = { key, at: performance.now() };
      state.fillSoon = () => {};
      fill(item);
    });
    if (state.isSeen || key !== filled.key || performance.now() - filled.at > unseenMilliseconds) state.fillSoon();
  };
}
