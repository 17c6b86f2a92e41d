import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './module.mjs';

const { EventParser } = await load('core/sse.js');
const stream = 'id: e-1\nevent: trip\ndata: {"a":1}\n\n: a comment\n\nevent: status\ndata: one\ndata: two\n\nid: e-2\ndata: x\n\n';
const events = [{ type: 'trip', data: '{"a":1}' }, { type: 'status', data: 'one\ntwo' }, { type: 'message', data: 'x' }];

test('events come out the same however the stream is cut', () => {
  for (let size = 1; size <= stream.length; size += 1) {
    const parser = new EventParser();
    const found = [];
    for (let start = 0; start < stream.length; start += size) found.push(...parser.push(stream.slice(start, start + size)));
    assert.deepEqual(found, events, `pieces of ${size}`);
    assert.equal(parser.lastIdentifier, 'e-2');
  }
});

test('lines may end in any of the three ways', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const parser = new EventParser();
    assert.deepEqual(parser.push(`${stream.replaceAll('\n', end)}: next\n`), events);
  }
});

test('an identifier counts once its event is complete', () => {
  const parser = new EventParser();
  parser.push('id: e-7\ndata: x\n');
  assert.equal(parser.lastIdentifier, null);
  parser.push('\n');
  assert.equal(parser.lastIdentifier, 'e-7');
});
