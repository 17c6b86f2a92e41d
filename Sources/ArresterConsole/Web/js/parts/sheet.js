/** A part of a screen with a heading, which assistive technology finds as a region. */

import { freshName, h } from '../core/dom.js';

/** @param {string} title the region's name. */
export function sheet(title, { aside = [], name = 'sheet' } = {}, ...body) {
  const identifier = freshName();
  return h('section', { class: name, 'aria-labelledby': identifier }, h('header', {}, h('h2', { id: identifier }, title), aside), body);
}

/** A table that may be wider than the screen: it scrolls by itself, with the keyboard too, under its caption's name. */
export function scrolling(table) {
  return h('div', { class: 'scroll', role: 'group', tabindex: '0', 'aria-label': table.caption.textContent }, table);
}

/** Nothing is there, and that is how it should be, or why it is not. */
export function nothing(title, ...text) {
  return h('div', { class: 'nothing' }, h('strong', {}, title), text.length > 0 && h('span', {}, text));
}

/** Something is on its way. */
export function loading(what) {
  return h('div', { class: 'loading', role: 'status' }, h('span', { class: 'unseen' }, `Loading ${what} …`), h('i'), h('i'), h('i'));
}
