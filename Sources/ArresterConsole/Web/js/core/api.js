/** Asks the service. */

import { token } from './session.js';

/** What the service answers when it does not do what it was asked (RFC 9457). */
export class Problem extends Error {
  constructor(status, { title = 'no answer', detail = '', code = '', request = null } = {}) {
    super(detail || title);
    this.status = status;
    this.code = code;
    this.request = request;
  }
}

/** Told when the service does not know the token any more. */
export const refusal = { onRefused: () => {} };

export function get(path, options = {}) {
  return ask('GET', path, undefined, options);
}

export function post(path, body) {
  return ask('POST', path, body);
}

/** The raw answer, for what is no JSON and for streams. */
export async function fetchWithToken(path, options = {}) {
  const bearer = options.token ?? token();
  const headers = { Accept: 'application/json', ...options.headers, Authorization: `Bearer ${bearer}` };
  let response;
  try {
    response = await fetch(path, { ...options, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, { detail: 'the service cannot be reached from this browser' });
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && !options.token) refusal.onRefused(problem.detail ?? 'the token is not known any more');
  throw new Problem(response.status, problem);
}

async function ask(method, path, body, options) {
  const headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await fetchWithToken(path, { ...options, method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  return response.json();
}
