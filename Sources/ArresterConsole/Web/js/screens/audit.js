/** The audit log: whether it is as it was written, and its newest records. */

import { get } from '../core/api.js';
import { h, replace } from '../core/dom.js';
import { keyed, whenChanged } from '../core/keyed.js';
import { count, counted, clock, principalName } from '../core/format.js';
import { polled } from '../core/polled.js';
import { loading, nothing, scrolling, sheet } from '../parts/sheet.js';

export function auditScreen(main) {
  const verification = h('div', { class: 'body' }, loading('the audit log'));
  const rows = h('tbody', {});
  const table = scrolling(h('table', { class: 'audit' }, h('caption', { class: 'unseen' }, 'Records'),
    h('thead', {}, h('tr', {}, ['When', 'Who', 'Did', 'About', 'Outcome', 'Place in the chain'].map((word) => h('th', { scope: 'col' }, word)))), rows));
  const body = h('div', {}, loading('records'));
  replace(main, h('h1', {}, 'Audit'), sheet('Verification', {}, verification), sheet('Newest records', {}, body));
  const end = polled((signal) => get('/v1/audit?limit=200', { signal }), (answer) => {
    whenChanged(verification, answer.verification, () => verdict(answer.verification));
    if (answer.records.length === 0) return replace(body, nothing('Nothing is recorded yet', 'The first trip, request or start is.'));
    if (table.parentElement !== body) replace(body, table);
    return keyed(rows, answer.records.map(own), (record) => `${record.writer}/${record.sequence}`, row);
  }, (error) => whenChanged(verification, error.message, () => h('p', { class: 'note', 'data-tone': 'stopped' }, `The audit log could not be read: ${error.message}`)));
  return { update: () => {}, end };
}

function verdict({ intact, records, chains, findings, findingsNotListed, notes }) {
  const read = `${counted(records, 'record')} in ${counted(chains.length, 'chain')}`;
  return [
    intact ? h('p', { class: 'note', 'data-tone': 'fine' }, h('strong', {}, 'Intact. '), `${read}: every hash and link fits.`)
      : h('div', { class: 'note', 'data-tone': 'stopped' }, h('strong', {}, `Broken: ${counted(findings.length + findingsNotListed, 'finding')} in ${read}.`),
        h('ul', {}, findings.slice(0, 20).map((finding) => h('li', {}, h('code', {}, JSON.stringify(finding)))))),
    h('p', { class: 'small soft' }, 'Verified by this service, from the topic’s beginning. Signatures are checked by ', h('code', {}, 'arrester audit verify --key'), '.'),
    notes.map((note) => h('p', { class: 'small soft' }, note)),
  ];
}

function row(record) {
  const { principal, platform, scope, at, actor, phase, type, action, detail, outcome, sequence, writer } = record;
  const name = principal ? principalName(platform, principal, scope).called : '';
  return h('tr', {}, h('td', {}, at ? clock(at) : ''), h('td', {}, actor?.type === 'instance' ? h('span', { title: actor.name }, 'Arrester') : actor?.name || 'Arrester'),
    h('td', {}, h('strong', {}, action ?? type), phase && h('span', { class: 'soft' }, ` ${phase}`)),
    h('td', { class: 'soft' }, name && h('span', { title: principal }, `${name} `), detail), h('td', {}, outcome ?? ''),
    h('td', { class: 'soft', title: writer }, count(sequence)));
}

/** Records of the cloud's own schema hold ours within. */
function own(record) {
  return record.unmapped?.arrester ?? record;
}
