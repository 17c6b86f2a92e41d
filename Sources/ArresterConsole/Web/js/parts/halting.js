/** Keeping new trips from acting, and having them act again. */

import { post } from '../core/api.js';
import { h } from '../core/dom.js';
import { actButton, take } from './acts.js';
import { confirmAct } from './dialog.js';

const halt = {
  word: 'Halt', path: '/v1/halt',
  does: [
    'New trips are recorded and not acted on, everywhere, for 4 h at most; then they are again by themselves.',
    'What is denied stays denied: a halt restores nobody.', 'Everybody is paged. One operator is enough.',
  ],
};
const resume = { word: 'End the halt', path: '/v1/resume', does: ['New trips are acted on again, from now on. One operator is enough.'] };

/** @param {boolean} isHalted */
export function haltPart(store, isHalted) {
  const act = isHalted ? resume : halt;
  const open = () => confirmAct({
    title: act.word, does: act.does,
    act: async ({ reason }) => {
      take(store, await post(act.path, { reason }));
    },
  });
  return [
    h('p', { class: 'soft' }, isHalted ? 'Halted: new trips are recorded and not acted on, for 4 h at most. What was denied before stays denied.'
      : 'Not halted. A halt keeps new trips from being acted on, where many are false alarms at once.'),
    h('div', { class: 'buttons' }, actButton(act.word, open, store.me.roles.includes('operator') ? null : 'It takes the role operator, which you do not have.')),
  ];
}
