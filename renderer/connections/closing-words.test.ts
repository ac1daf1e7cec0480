import { expect, it } from 'vitest';
import { closedBy, closeReason } from './closing-words.ts';

it('names who closed a connection, and the reason once', () => {
  const told = (by: string, reason: string) => [closedBy({ by, reason }), closeReason({ by, reason })];
  expect(told('client', 'closed by the client: going away')).toEqual(['Client', 'going away']);
  expect(told('client', 'closed by the client')).toEqual(['Client', 'no reason given']);
  expect(told('too_big', 'closed by the listener: message over 1 MiB')).toEqual([
    'Listener',
    'message over 1 MiB',
  ]);
  expect(told('operator', 'disconnected by the operator')).toEqual([
    'Operator',
    'disconnected by the operator',
  ]);
  expect(told('error', 'connection lost: host unreachable (EHOSTUNREACH)')).toEqual([
    'Network',
    'connection lost: host unreachable (EHOSTUNREACH)',
  ]);
  expect(told('heartbeat', '')).toEqual(['Listener', 'heartbeat']);
});
