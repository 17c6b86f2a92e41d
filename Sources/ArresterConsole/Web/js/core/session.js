/** Who is signed in: a bearer token in this tab's session storage, and nowhere else. */

const key = 'arrester.token';

export function token() {
  return sessionStorage.getItem(key);
}

export function keepToken(value) {
  sessionStorage.setItem(key, value);
}

export function forgetToken() {
  sessionStorage.removeItem(key);
}
