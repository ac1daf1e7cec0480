import { expect, it } from 'vitest';
import type { AskedResponse } from '../contract/panel-ask.ts';
import {
  columnsOf,
  describeDecline,
  describeUnderstood,
  frameType,
  notUnderstood,
  outcomeOf,
} from './asked.ts';

function response(change: Partial<AskedResponse> = {}): AskedResponse {
  return {
    text: 'You take one.',
    status: 'success',
    intent: 'MEDICATION',
    action: 'medication_query',
    confidence: 1,
    count: 1,
    data: [],
    duration_ms: 3,
    ...change,
  };
}

const traced = (outcome: { declined?: string; remainder?: string[] }) => ({
  statements: [],
  omitted: 0,
  outcome: { remainder: [], ...outcome },
});

it.each([
  ['answered', response(), traced({})],
  ['answered', response(), undefined],
  ['partly', response(), traced({ remainder: ['wombat'] })],
  ['declined', response({ intent: 'GENERAL' }), traced({ declined: 'not-understood' })],
  ['refused', response({ status: 'error', action: 'refused' }), traced({ declined: 'secret' })],
  ['refused', response({ status: 'error', action: 'refused' }), undefined],
  ['failed', response({ status: 'error' }), traced({})],
] as const)('is %s', (outcome, of, trace) => {
  expect(outcomeOf(trace === undefined ? { response: of } : { response: of, trace })).toBe(outcome);
});

it('takes the words that were not understood from the trace, else from the frame', () => {
  const understood = { subject: 'S', operation: 'list', constraints: [], remainder: ['zorp'] };
  expect(notUnderstood({ response: response({ understood }) })).toEqual(['zorp']);
  expect(notUnderstood({ response: response({ understood }), trace: traced({}) })).toEqual([]);
});

it.each([
  [{ from: '2026-10-01', to: '2026-10-31' }, '2026-10-01 to 2026-10-31'],
  [{ from: '2026-10-01', to: '' }, 'from 2026-10-01'],
  [{ from: '', to: '2026-10-31' }, 'to 2026-10-31'],
  [{ from: '2026-10-01', to: '2026-10-01' }, '2026-10-01'],
])('describes the period %j', (period, text) => {
  const understood = {
    subject: 'TRANSACTION',
    operation: 'sum',
    constraints: ['payee'],
    period,
    remainder: [],
  };
  expect(describeUnderstood(response({ understood }))).toEqual([
    ['Subject', 'TRANSACTION'],
    ['Asked for', 'sum'],
    ['Restricted by', 'payee'],
    ['Period', text],
  ]);
  expect(describeUnderstood(response())).toEqual([]);
});

it('names every column once, in their order', () => {
  expect(
    columnsOf([
      { '@ID': '1', NAME: 'a' },
      { '@ID': '2', DOSE: ['1', '2'] },
    ]),
  ).toEqual(['@ID', 'NAME', 'DOSE']);
});

it('keeps a reason that it does not know', () => {
  expect(describeDecline('joke')).toBe('It asks for a joke.');
  expect(describeDecline('tomorrow')).toBe('tomorrow.');
});

it('finds the type of a frame, also of one that was cut', () => {
  expect(frameType('{"type":"response","text":"a…')).toBe('response');
  expect(frameType('{}')).toBe('');
});
