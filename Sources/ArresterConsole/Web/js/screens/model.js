/** The limits in force, beside what principals really do, and what another limit would have met. */

import { get } from '../core/api.js';
import { h, replace, setText } from '../core/dom.js';
import { whenChanged } from '../core/keyed.js';
import { amount, clock, counted, windowLength, zone } from '../core/format.js';
import { Peaks } from '../core/peaks.js';
import { polled } from '../core/polled.js';
import { distribution } from '../plots/distribution.js';
import { fitted } from '../plots/fitted.js';
import { loading, nothing, sheet } from '../parts/sheet.js';
import { signals, signalWord } from '../words/signals.js';

/** In the order in which they matter. */
const kinds = ['agent', 'automation', 'human', 'unknown', 'service'];
const responses = { trip: 'trips', breaker: 'trips', page: 'only pages', none: 'is only counted' };

export function modelScreen(main, store) {
  const peaks = new Peaks();
  const parts = h('div', { class: 'models' }, loading('the model'));
  const facts = h('p', { class: 'soft' });
  replace(main, h('div', { class: 'headline' }, h('h1', {}, 'Model'), facts), parts);
  const opened = Date.now();
  let model = null;
  const cards = [];
  const draw = () => {
    for (const card of cards) card.update();
  };
  const end = polled(async (signal) => {
    model ??= await get('/v1/model', { signal });
    return get('/v1/principals?limit=1000', { signal });
  }, ({ principals }) => {
    peaks.take(principals);
    setText(facts, `${model.name}, version ${model.version} · ${model.hash.slice(0, 19)} · ${seen(peaks, opened)}`);
    whenChanged(parts, model, () => kinds.filter((kind) => model.kinds[kind]?.limits.length > 0).map((kind) => kindPart(kind, model.kinds[kind], peaks, cards)));
    draw();
  }, (error) => { if (!model) replace(parts, nothing('The model could not be read', error.message)); }, 5000);
  return { update: () => {}, end };
}

/** A window that was open at that moment holds what was done in it before. */
function seen(peaks, opened) {
  return `${counted(peaks.count, 'principal')} seen since ${clock(opened)} ${zone()}, when this screen was opened, each with what its windows held then`;
}

function kindPart(kind, { limits, response }, peaks, cards) {
  return sheet(`Limits of kind ${kind}`, { aside: h('span', { class: 'soft small' }, `a limit that is met ${responses[response] ?? response}`) },
    h('ul', { class: 'limits' }, limits.map((limit) => {
      const card = limitCard(kind, limit, peaks);
      cards.push(card);
      return card.element;
    })));
}

function limitCard(kind, limit, peaks) {
  const first = limit.soft ?? limit.hard;
  const isShare = limit.signal === 'destructiveRatio';
  const title = `${signalWord(limit.signal)} in ${windowLength(limit.windowSeconds)}`;
  const outcome = h('p', { class: 'small' });
  const plot = h('div', {});
  const slider = h('input', {
    type: 'range', min: isShare ? 0.05 : 1, max: isShare ? 1 : Math.max(10, Math.ceil(first * 3)), step: isShare ? 0.05 : 1, value: first,
    'aria-label': `Another limit: ${title}, ${kind}`, on: { input: () => update(true) },
  });
  const update = (isForced = false) => {
    const values = peaks.values(kind, limit.signal, limit.windowSeconds);
    const supposed = Number(slider.value);
    const met = values.filter((value) => value >= supposed).length;
    const now = values.filter((value) => value >= first).length;
    setText(outcome, values.length === 0 ? '' : supposed === first ? `${counted(now, 'principal')} of ${values.length} met ${amount(first)}.`
      : `At ${amount(supposed)}: ${counted(met, 'principal')} of ${values.length} would have met it, where ${now} met ${amount(first)}.`);
    if (isForced) plot.shownText = undefined;
    whenChanged(plot, [values, supposed], () => (values.length === 0 ? h('p', { class: 'small soft' }, 'Nobody of this kind has changed anything.')
      : fitted((width) => distribution(values, { ...limit, supposed }, width, title))));
  };
  const element = h('li', { title: signals[limit.signal]?.about }, h('h3', {}, title),
    h('p', { class: 'small soft' }, [limit.soft !== undefined && `soft ${amount(limit.soft)}`, limit.hard !== undefined && `hard ${amount(limit.hard)}`].filter(Boolean).join(', ')),
    plot, slider, outcome);
  return { element, update };
}
