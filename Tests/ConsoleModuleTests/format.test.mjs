import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './module.mjs';

const { amount, longSpan, principalName, relative, resourceName, span, windowLength } = await load('core/format.js');

test('spans say their unit at every size', () => {
  const spans = [[0, '0.0 ms'], [450000, '0.5 ms'], [12e6, '12 ms'], [3.24e9, '3.2 s'], [250e9, '4 min 10 s'], [7500e9, '2 h 5 min'], [-12e6, '−12 ms']];
  for (const [nanoseconds, text] of spans) assert.equal(span(nanoseconds), text);
  assert.equal(longSpan(0), '0 s');
  assert.equal(longSpan(86400), '1 d');
});

test('windows and amounts are short', () => {
  assert.deepEqual([60, 90, 300, 3600].map(windowLength), ['1 min', '90 s', '5 min', '1 h']);
  assert.deepEqual([5, 0.412, 12345].map(amount), ['5', '0.41', '12,345']);
});

test('ages round to what matters', () => {
  const now = Date.parse('2026-01-02T03:04:05Z');
  assert.equal(relative('2026-01-02T03:04:03Z', now), 'just now');
  assert.equal(relative('2026-01-02T03:01:05Z', now), '3 min ago');
  assert.equal(relative('2026-01-02T04:04:05Z', now), 'in 60 min');
});

test('principals are called by what tells them apart', () => {
  assert.deepEqual(principalName('aws', 'arn:aws:iam::111122223333:role/team/deploy', '111122223333'), { called: 'deploy', of: 'role in AWS account 111122223333' });
  assert.deepEqual(principalName('kubernetes', 'prod/system:serviceaccount:a:b', 'prod'), { called: 'system:serviceaccount:a:b', of: 'Kubernetes cluster prod' });
  assert.deepEqual(principalName('gcp', 'bot@x.iam', 'p'), { called: 'bot@x.iam', of: 'Google Cloud p' });
});

test('resources keep the part that tells them apart', () => {
  assert.equal(resourceName('arn:aws:rds:eu-west-1:111122223333:db:orders'), 'rds db:orders');
  assert.equal(resourceName('https://sqs.eu-west-1.amazonaws.com/111122223333/jobs'), 'jobs');
});
