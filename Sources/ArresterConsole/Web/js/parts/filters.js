/** What a list is narrowed to. */

import { h } from '../core/dom.js';

/** @param {(value: string) => void} onChange */
export function choice(label, options, onChange) {
  const select = h('select', { on: { change: () => onChange(select.value) } },
    options.map(([value, word]) => h('option', { value }, word)));
  return h('label', { class: 'field' }, h('span', {}, label), select);
}

export function searching(label, onChange) {
  const input = h('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', on: { input: () => onChange(input.value.trim().toLowerCase()) } });
  return h('label', { class: 'field' }, h('span', {}, label), input);
}

export const kindOptions = [['', 'All'], ['agent', 'Agents'], ['automation', 'Automation'], ['human', 'People'], ['service', 'Services'], ['unknown', 'Unknown']];
export const platformOptions = [['', 'All'], ['aws', 'AWS'], ['kubernetes', 'Kubernetes'], ['gcp', 'Google Cloud'], ['azure', 'Azure']];

/** @param {{text: string, kind: string, platform: string}} wanted */
export function isWanted(key, wanted) {
  if (wanted.kind && key.kind !== wanted.kind) return false;
  if (wanted.platform && key.platform !== wanted.platform) return false;
  return !wanted.text || key.principal.toLowerCase().includes(wanted.text) || key.scope.toLowerCase().includes(wanted.text);
}
