/** How the service itself does. */

import { get } from '../core/api.js';
import { h, replace } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { count, counted, clock, longSpan, platformNames } from '../core/format.js';
import { polled } from '../core/polled.js';
import { haltPart } from '../parts/halting.js';
import { loading, nothing, scrolling, sheet } from '../parts/sheet.js';

export function healthScreen(main, store) {
  const answer = h('div', { class: 'body' }, loading('the status'));
  const figures = h('div', {});
  const halting = h('div', { class: 'body' });
  const partitions = h('div', {}, loading('partitions'));
  const letters = h('div', {}, loading('dead letters'));
  const versions = h('div', { class: 'body' });
  replace(main, h('h1', {}, 'Health'), sheet('How it is', {}, answer, figures), sheet('Halt', {}, halting), sheet('Partitions', {}, partitions), sheet('Dead letters', {}, letters), sheet('What runs', {}, versions));
  const end = polled((signal) => get('/v1/deadletters', { signal }),
    ({ deadLetters }) => whenChanged(letters, [deadLetters, store.status?.input?.deadLetters], () => lettersPart(deadLetters, store.status?.input?.deadLetters ?? {})),
    (error) => whenChanged(letters, error.message, () => nothing('They could not be read', error.message)));
  const update = () => {
    const { status } = store;
    if (!status) return;
    whenChanged(answer, [status.ready, status.notReady, status.blind, status.halted, status.mode, status.pictureAgeSeconds > 10], () => sentences(status));
    whenChanged(halting, status.halted, () => haltPart(store, status.halted));
    whenChanged(figures, status.input, () => inputFigures(status.input));
    whenChanged(partitions, [status.partitions, Math.floor(Date.now() / 1000)], () => partitionTable(status.partitions));
    whenChanged(versions, [status.version, status.model], () => h('dl', { class: 'facts' }, h('dt', {}, 'Arrester'), h('dd', {}, status.version), h('dt', {}, 'Model'), h('dd', {}, h('code', {}, status.model))));
  };
  return { update, end };
}

function sentences(status) {
  const note = (tone, ...text) => h('p', { class: 'note', 'data-tone': tone }, text);
  return [
    status.ready ? note('fine', 'It is ready, and follows its topics.') : note('watching', `Not ready: ${status.notReady}.`),
    status.blind.length > 0 && note('stopped', `Blind: nothing has come from ${status.blind.join(', ')} for longer than its longest silence.`),
    status.pictureAgeSeconds > 10 && note('stopped', `The breakers topic was last read to its end ${longSpan(status.pictureAgeSeconds)} ago.`),
    status.halted && note('watching', 'Halted: new trips are recorded and not acted on.'),
    status.mode === 'shadow' && note('told', 'In shadow: everything is decided and recorded, nothing is denied.'),
  ];
}

function inputFigures(input) {
  const letters = Object.values(input.deadLetters).reduce((sum, one) => sum + one, 0);
  const figure = (term, value, beneath) => h('div', {}, h('dt', {}, term), h('dd', {}, count(value)), h('dd', { class: 'beneath' }, beneath));
  return h('dl', { class: 'figures' }, figure('Events read', input.events, `${count(input.changes)} of them changes`),
    figure('Destructive', input.destructive, 'deletions and disruptions'), figure('Dead letters', letters, 'could not be read'),
    figure('Too late', input.tooLate, 'older than the lateness allows'), figure('Duplicates', input.duplicates, 'counted once'),
    figure('From the future', input.future, 'set aside'));
}

function partitionTable(partitions) {
  if (partitions.length === 0) return nothing('No partition', 'The group has given this instance none.');
  return scrolling(h('table', {}, h('caption', { class: 'unseen' }, 'Partitions'),
    h('thead', {}, h('tr', {}, ['Partition', 'Lag', 'Next offset', 'Principals', 'Newest event', 'State'].map((word) => h('th', { scope: 'col' }, word)))),
    h('tbody', {}, partitions.map((one) => h('tr', {}, h('td', {}, one.partition), h('td', {}, one.lag === undefined ? 'not known' : counted(one.lag, 'record')),
      h('td', {}, count(one.position)), h('td', {}, count(one.principals)), h('td', {}, newest(one.watermarks)), h('td', {}, one.warmingUp ? 'warming up' : 'read'))))));
}

function newest(watermarks) {
  return Object.entries(watermarks).map(([platform, time]) =>
    `${platformNames[platform] ?? platform} ${clock(time)} (${longSpan(Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000)))} ago)`).join(', ') || 'none';
}

function lettersPart(letters, counts) {
  const all = Object.entries(counts);
  if (all.length === 0 && letters.length === 0) return nothing('Every record could be read');
  return [
    h('dl', { class: 'facts body' }, all.map(([reason, number]) => [h('dt', {}, reason), h('dd', {}, count(number))])),
    scrolling(h('table', {}, h('caption', { class: 'unseen' }, 'The newest dead letters'),
      h('thead', {}, h('tr', {}, ['When', 'Reason', 'Where', 'Beginning of the record'].map((word) => h('th', { scope: 'col' }, word)))),
      h('tbody', {}, letters.map((one) => h('tr', {}, h('td', {}, clock(one.at)), h('td', {}, one.reason), h('td', {}, h('code', {}, one.place)), h('td', {}, h('code', {}, one.beginning))))))),
  ];
}
