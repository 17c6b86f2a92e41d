/** The resources that a verdict lists. */

import { h } from '../core/dom.js';
import { clock, counted, resourceName } from '../core/format.js';
import { swatch } from '../plots/glyphs.js';
import { effects } from '../words/signals.js';
import { nothing, scrolling } from './sheet.js';

export function damagePart(trip) {
  const { resources } = trip.verdict;
  if (resources.length === 0) return nothing('Nothing was destroyed', 'The rule needs no destruction.');
  const left = trip.verdict.destroyed - resources.length;
  return [
    scrolling(h('table', {}, h('caption', { class: 'unseen' }, 'Destroyed before the trip'),
      h('thead', {}, h('tr', {}, ['When', 'What', 'By', 'Region', 'Severity', 'Can it come back?'].map((word) => h('th', { scope: 'col' }, word)))),
      h('tbody', {}, resources.map(line)))),
    left > 0 && h('p', { class: 'body soft' }, `${counted(left, 'more resource')} of less weight; the rollback manifest has what else is known.`),
  ];
}

function line(resource) {
  return h('tr', {}, h('td', {}, clock(resource.time)), h('td', {}, h('span', { title: resource.id }, resourceName(resource.id))),
    h('td', {}, h('span', { class: 'key' }, h('span', {}, swatch('destructive'), `${effects[resource.effect]} by `, h('code', {}, resource.action)))),
    h('td', { class: 'soft place' }, resource.region || 'global'), h('td', {}, String(resource.severity)),
    h('td', {}, resource.reversible ? 'yes' : h('strong', {}, 'no')));
}
