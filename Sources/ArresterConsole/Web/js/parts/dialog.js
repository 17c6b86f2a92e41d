/** A dialog that says what will be done before it is done. */

import { freshName, h, replace } from '../core/dom.js';

/**
 * @param {object} options
 * @param {string} options.title the dialog's name, and the word on its button.
 * @param {string[]} options.does sentences.
 * @param {boolean} [options.asksReason]
 * @param {Array<{name: string, label: string, type?: string, value?: string, hint?: string}>} [options.fields] what else it asks for; all but those
 *   with `isOptional` are required. Times are asked for in the local time and told in UTC.
 * @param {(answer: {reason: string}) => Promise<void>} options.act gets what was written, by the names of the fields; what it rejects with is shown,
 *   and the dialog stays.
 */
export function confirmAct({ title, does, asksReason = true, fields = [], act }) {
  const heading = freshName();
  const problem = h('div', { role: 'alert' });
  const reason = h('textarea', { required: true, maxlength: 1000, placeholder: 'It goes into the audit log.' });
  const inputs = fields.map(inputOf);
  const cancel = h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Cancel');
  const confirm = h('button', { type: 'submit', class: 'button main' }, title);
  const form = h('form', { method: 'dialog' }, h('h2', { id: heading }, title), h('ul', { class: 'does' }, does.map((line) => h('li', {}, line))),
    fields.map(({ label, hint }, index) => h('label', { class: 'field' }, h('span', {}, label), inputs[index], hint && h('small', { class: 'soft' }, hint))),
    asksReason && h('label', { class: 'field' }, h('span', {}, 'Reason'), reason), problem, h('div', { class: 'buttons' }, cancel, confirm));
  const dialog = h('dialog', { 'aria-labelledby': heading }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    confirm.disabled = true;
    replace(problem);
    try {
      await act({ reason: reason.value.trim(), ...Object.fromEntries(fields.map((field, index) => [field.name, written(inputs[index])])) });
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

function inputOf({ type = 'text', value = '', isOptional = false, ...field }) {
  const bounds = type === 'number' ? { min: field.min, max: field.max } : {};
  return h('input', { type, value, required: !isOptional, autocomplete: 'off', spellcheck: 'false', ...bounds });
}

function written(input) {
  if (input.type === 'number') return input.valueAsNumber;
  if (input.type === 'datetime-local') return new Date(input.value).toISOString().replace(/\.\d+Z$/, 'Z');
  return input.value.trim();
}

/** A moment as an input of type `datetime-local` wants it. */
export function localMinute(milliseconds) {
  const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60000);
  return local.toISOString().slice(0, 16);
}
