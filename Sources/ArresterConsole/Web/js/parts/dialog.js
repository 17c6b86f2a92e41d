/** A dialog that says what will be done before it is done. */

import { freshName, h, replace } from '../core/dom.js';

/**
 * @param {object} options
 * @param {string} options.title the dialog's name, and the word on its button.
 * @param {string[]} options.does sentences.
 * @param {boolean} [options.asksReason]
 * @param {{hint: string, value: string}} [options.until] asks for an end, in the local time.
 * @param {(answer: {reason: string, until?: string}) => Promise<void>} options.act what it rejects with is shown, and the dialog stays.
 */
export function confirmAct({ title, does, asksReason = true, until, act }) {
  const heading = freshName();
  const problem = h('div', { role: 'alert' });
  const reason = h('textarea', { required: true, maxlength: 1000, placeholder: 'It goes into the audit log.' });
  const end = h('input', { type: 'datetime-local', required: true, value: until?.value ?? '' });
  const cancel = h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Cancel');
  const confirm = h('button', { type: 'submit', class: 'button main' }, title);
  const form = h('form', { method: 'dialog' }, h('h2', { id: heading }, title), h('ul', { class: 'does' }, does.map((line) => h('li', {}, line))),
    until && h('label', { class: 'field' }, h('span', {}, 'Until'), end, h('small', { class: 'soft' }, until.hint)),
    asksReason && h('label', { class: 'field' }, h('span', {}, 'Reason'), reason), problem, h('div', { class: 'buttons' }, cancel, confirm));
  const dialog = h('dialog', { 'aria-labelledby': heading }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    confirm.disabled = true;
    replace(problem);
    try {
      await act({ reason: reason.value.trim(), until: until && new Date(end.value).toISOString().replace(/\.\d+Z$/, 'Z') });
      dialog.close();
    } catch (error) {
      replace(problem, h('p', { class: 'note', 'data-tone': 'stopped' }, `Not done: ${error.message}`));
    } finally {
      confirm.disabled = false;
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
