/** Whoever has no token yet. */

import { get } from '../core/api.js';
import { h, replace } from '../core/dom.js';
import { keepToken } from '../core/session.js';
import { address } from '../core/address.js';

/** @param {string} told why one has to sign in again; empty at first. */
export function signIn(container, told, onSignedIn) {
  const problem = h('div', { role: 'alert' }, told && h('p', { class: 'note', 'data-tone': 'watching' }, told));
  const field = h('input', { type: 'password', required: true, autocomplete: 'off', spellcheck: 'false', autofocus: true });
  const button = h('button', { type: 'submit', class: 'button main' }, 'Sign in');
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const bearer = field.value.trim();
      const me = await get('/v1/me', { token: bearer });
      keepToken(bearer);
      onSignedIn(me);
    } catch (error) {
      replace(problem, h('p', { class: 'note', 'data-tone': 'stopped' }, error.message));
      field.select();
    } finally {
      button.disabled = false;
    }
  };
  replace(container, h('main', { class: 'signin' }, h('form', { on: { submit } },
    h('img', { src: address('icon.svg'), alt: '' }), h('h1', {}, 'Sign in to Arrester'),
    h('label', { class: 'field' }, h('span', {}, 'Bearer token'), field),
    h('p', { class: 'small soft' }, 'The token that you use with the command line. It stays in this tab until you close it or sign out.'),
    problem, h('div', {}, button))));
  field.focus();
}
