/** Why it tripped: the rule's signals with their numbers. */

import { h } from '../core/dom.js';
import { amount, windowLength } from '../core/format.js';
import { overTrack } from '../plots/gauge.js';
import { signals, signalWord } from '../words/signals.js';

/** @param {Array<object> | undefined} limits of the kind. */
export function rulePart(verdict, limits = []) {
  return h('div', { class: 'rule' },
    verdict.signals.length > 0 && h('ul', { class: 'signals' }, verdict.signals.map((signal) => line(signal, limits))),
    h('p', { class: 'small soft' }, 'Set off by ', h('code', {}, verdict.action), verdict.plan && `, under plan ${verdict.plan}`,
      ` · score ${verdict.score} of 100 · model ${verdict.model.slice(7, 19)}`));
}

function line(signal, limits) {
  const { unit, about } = signals[signal.name] ?? { unit: '', about: '' };
  const limit = limits.find((one) => one.signal === signal.name && one.windowSeconds === signal.windowSeconds);
  const isHard = limit?.hard === signal.threshold;
  return h('li', { title: about },
    h('span', {}, `${signalWord(signal.name)} in ${windowLength(signal.windowSeconds)}`),
    h('span', { class: 'gauge', 'data-level': 'met' }, overTrack(signal.observed / (signal.threshold || 1))),
    h('span', {}, h('strong', {}, amount(signal.observed)), unit && ` ${signal.observed === 1 ? unit.replace(/s$/, '') : unit}`, h('span', { class: 'soft' }, ` · ${isHard ? 'hard' : 'soft'} limit ${amount(signal.threshold)}`)));
}
