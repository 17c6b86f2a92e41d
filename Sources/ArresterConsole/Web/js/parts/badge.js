/** The state of a breaker, and the name of a principal. */

import { h } from '../core/dom.js';
import { clock, principalName, relative } from '../core/format.js';
import { link } from '../core/router.js';
import { glyph } from '../plots/glyphs.js';
import { states } from '../words/states.js';

export function badge(state) {
  const { word, tone, shape, means } = states[state] ?? { word: state, tone: '', shape: 'ring', means: '' };
  return h('span', { class: 'state', 'data-tone': tone, title: means }, glyph(shape), word);
}

/** @param {{platform: string, principal: string, scope: string, kind: string}} key */
export function principalLabel(key, address) {
  const { called, of } = principalName(key.platform, key.principal, key.scope);
  return h('span', { class: 'principal', title: key.principal },
    address ? h('a', { href: address, class: 'called' }, called) : h('span', { class: 'called' }, called),
    h('span', { class: 'of' }, `${key.kind} · ${of}`));
}

/** The page on which a breaker's story stands. */
export function addressOf(breaker) {
  const trip = breaker.trip ?? breaker.suppressed?.trip;
  return trip && breaker.state !== 'closed' && breaker.state !== 'forcedOpen' ? link('trips', trip.id) : link('breakers', breaker.id);
}

/** A moment: the clock here, and how long ago. */
export function moment(time, { withAge = true } = {}) {
  return h('time', { datetime: time, title: time }, clock(time), withAge && h('span', { class: 'soft' }, ` · ${relative(time)}`));
}
