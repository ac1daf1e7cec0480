import { expect, it } from 'vitest';
import { z } from 'zod';
import { dispatch, InvalidRequest, PendingRequests } from './rpc.ts';

const TABLE = {
  add: { params: z.object({ a: z.number(), b: z.number() }), result: z.object({ sum: z.number() }) },
  fail: { params: z.object({}), result: z.object({}) },
} as const;

const handlers = {
  add: ({ a, b }: { a: number; b: number }, by: string) => ({ sum: a + b, by }),
  fail: () => {
    throw new TypeError('a fault');
  },
};

function invalid(name: string, params: unknown): InvalidRequest {
  try {
    dispatch(TABLE, handlers, name, params, 'anna');
  } catch (error) {
    if (error instanceof InvalidRequest) return error;
    throw error;
  }
  throw new Error('it was handled');
}

it('runs the handler of a request with its parameters and context', () => {
  expect(dispatch(TABLE, handlers, 'add', { a: 1, b: 2 }, 'anna')).toEqual({ sum: 3, by: 'anna' });
});

it('accepts only the requests of its table', () => {
  for (const name of ['subtract', 'constructor', '__proto__', '']) {
    expect(invalid(name, {}), name).toMatchObject({ reason: 'unknown' });
  }
});

it('names the invalid parameter', () => {
  expect(invalid('add', { a: 1, b: '2' })).toMatchObject({
    reason: 'parameters',
    message: expect.stringContaining('"add": b: '),
  });
  expect(invalid('add', null)).toMatchObject({
    reason: 'parameters',
    message: expect.stringContaining('"add": params: '),
  });
});

it("passes on a handler's own error", () => {
  expect(() => dispatch(TABLE, handlers, 'fail', {}, 'anna')).toThrow(TypeError);
});

function pending(): PendingRequests<typeof TABLE, string> {
  return new PendingRequests(TABLE, {
    replied: (error: string) => new Error(`replied: ${error}`),
    invalid: (name) => new Error(`invalid: ${name}`),
  });
}

it('matches replies to requests by id, in any order', async () => {
  const requests = pending();
  const first = requests.add('add');
  const second = requests.add('add');
  requests.settle(second.id, { ok: { sum: 2 } });
  requests.settle(first.id, { ok: { sum: 1 } });
  expect(await Promise.all([first.result, second.result])).toEqual([{ sum: 1 }, { sum: 2 }]);
});

it('fails a request on an error reply, on an invalid result, and on a timeout', async () => {
  const requests = pending();
  const refused = requests.add('fail');
  const garbled = requests.add('add');
  const late = requests.add('add');
  requests.settle(refused.id, { error: 'no' });
  requests.settle(garbled.id, { ok: { sum: 'three' } });
  late.fail(new Error('too late'));
  requests.settle(late.id, { ok: { sum: 3 } });
  await expect(refused.result).rejects.toThrow('replied: no');
  await expect(garbled.result).rejects.toThrow('invalid: add');
  await expect(late.result).rejects.toThrow('too late');
});

it('ignores replies to requests that are no longer pending', async () => {
  const requests = pending();
  const { id, result } = requests.add('add');
  requests.settle(id + 1, { ok: { sum: 9 } });
  requests.settle(id, { ok: { sum: 1 } });
  requests.settle(id, { error: 'again' });
  expect(await result).toEqual({ sum: 1 });
});

it('fails all that wait when the connection ends', async () => {
  const requests = pending();
  const waiting = [requests.add('add'), requests.add('fail')];
  requests.failAll(new Error('lost'));
  for (const { result } of waiting) await expect(result).rejects.toThrow('lost');
});
