/** The four numbers of a trip. */

import { h } from '../core/dom.js';
import { span } from '../core/format.js';

export function figures(trip) {
  const { beforeTrip, untilConfirmed, afterwards } = trip.blast;
  const after = untilConfirmed.resources + afterwards.resources;
  const total = trip.ledger.nanoseconds.total;
  return h('dl', { class: 'figures' },
    figure('Destroyed before the trip', String(beforeTrip.resources), irreversible(beforeTrip)),
    figure('Destroyed after it', String(after), after > 0 ? `${untilConfirmed.resources} until confirmed, ${afterwards.resources} after that` : 'nothing more was lost'),
    figure('Calls refused since', String(trip.refused), trip.refused > 0 ? 'seen failing in the stream' : 'it has not tried again, as far as the stream shows'),
    figure('Event to confirmed deny', total === null ? '–' : span(total), total === null ? 'not confirmed yet' : 'by every enforcer'));
}

function irreversible(part) {
  return part.irreversible > 0 ? `${part.irreversible} of them cannot come back` : 'all of it can come back';
}

function figure(term, value, beneath) {
  return h('div', {}, h('dt', {}, term), h('dd', {}, value), h('dd', { class: 'beneath' }, beneath));
}
