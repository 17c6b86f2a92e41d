/** Begins: signs in, then shows the shell. */

import { get, refusal } from './core/api.js';
import { forgetToken, token } from './core/session.js';
import { Store } from './core/store.js';
import { showShell } from './parts/shell.js';
import { signIn } from './screens/signin.js';
import { restoreTheme } from './parts/theme.js';

const container = document.body;
let end = () => {};

function enter(me) {
  const store = new Store();
  store.me = me;
  end = showShell(container, store, () => leave(''));
}

function leave(told) {
  end();
  end = () => {};
  forgetToken();
  signIn(container, told, enter);
}

async function begin() {
  restoreTheme();
  refusal.onRefused = (detail) => leave(`You were signed out: ${detail}.`);
  if (!token()) return signIn(container, '', enter);
  try {
    enter(await get('/v1/me'));
  } catch (error) {
    if (error.status !== 401) signIn(container, `The service did not answer: ${error.message}.`, enter);
  }
}

begin();
