/** Which screen the address names: `#/trips/ID`. */

/** @returns {{screen: string, identifier: string | null}} */
export function route(hash = location.hash) {
  const [screen, identifier] = hash.replace(/^#\/?/, '').split('/');
  return { screen: screen || 'now', identifier: identifier ? decodeURIComponent(identifier) : null };
}

export function link(screen, identifier) {
  return identifier ? `#/${screen}/${encodeURIComponent(identifier)}` : `#/${screen}`;
}
