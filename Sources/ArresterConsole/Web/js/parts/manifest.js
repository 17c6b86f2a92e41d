/** What people need to put things back; read when somebody wants it. */

import { fetchWithToken } from '../core/api.js';
import { h, replace } from '../core/dom.js';
import { loading } from './sheet.js';

export function manifestPart(identifier) {
  const path = `/v1/trips/${encodeURIComponent(identifier)}/manifest`;
  const content = h('div', { class: 'manifest' });
  const show = h('button', { type: 'button', class: 'button', on: { click: () => read() } }, 'Show the manifest');
  const save = h('button', { type: 'button', class: 'button', on: { click: () => keep() } }, 'Save as HTML');
  const element = h('div', { class: 'body' },
    h('p', { class: 'soft' }, 'Our permission change with its inverse, the damage in order with how each may come back, and work that still runs. Arrester never carries it out.'),
    h('div', { class: 'buttons' }, show, save), content);

  const ask = async (format) => (await fetchWithToken(`${path}?format=${format}`)).text();
  const read = async () => {
    replace(content, loading('the manifest'));
    try { replace(content, h('pre', { tabindex: '0', 'aria-label': 'Rollback manifest' }, await ask('markdown'))); } catch (error) { replace(content, h('p', { class: 'note', 'data-tone': 'stopped' }, error.message)); }
  };
  const keep = async () => {
    try {
      const file = URL.createObjectURL(new Blob([await ask('html')], { type: 'text/html' }));
      h('a', { href: file, download: `manifest-${identifier}.html` }).click();
      setTimeout(() => URL.revokeObjectURL(file), 1000);
    } catch (error) { replace(content, h('p', { class: 'note', 'data-tone': 'stopped' }, error.message)); }
  };
  return { element };
}
