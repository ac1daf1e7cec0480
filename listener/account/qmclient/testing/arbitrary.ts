import fc from 'fast-check';
import { type Reply, SERVER_ERRORS } from '../replies.ts';
import type { Request } from '../requests.ts';

const byteText = (maxLength: number, minLength = 0) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const int16 = fc.integer({ min: 0, max: 32_767 });
const list = fc.integer({ min: 0, max: 10 });

/** Any request the wire can carry over either transport. */
export const anyRequest: fc.Arbitrary<Request> = fc.oneof(
  fc
    .constantFrom('quit', 'getError', 'endCommand', 'localLogin')
    .map((name) => ({ function: name }) as const),
  fc.record({ function: fc.constant('login'), username: byteText(32, 1), password: byteText(32) }),
  fc.record({ function: fc.constant('account'), name: byteText(32, 1) }),
  fc.record({ function: fc.constant('open'), file: byteText(80) }),
  fc.record({ function: fc.constant('close'), fileNo: int16 }),
  fc.record({
    function: fc.constantFrom('read', 'readu', 'delete', 'release'),
    fileNo: int16,
    id: byteText(63),
  }),
  fc.record({ function: fc.constant('write'), fileNo: int16, id: byteText(63), record: byteText(300) }),
  fc.record({ function: fc.constant('select'), fileNo: int16, list }),
  fc.record({ function: fc.constantFrom('readNext', 'readList', 'clearSelect'), list }),
  fc.record({
    function: fc.constant('call'),
    subroutine: byteText(63, 1),
    args: fc.array(byteText(40), { maxLength: 20 }),
  }),
  fc.record({ function: fc.constant('execute'), statement: byteText(300) }),
  fc.record({ function: fc.constant('respond'), text: byteText(100) }),
);

export const anyReply: fc.Arbitrary<Reply> = fc.record({
  serverError: fc.constantFrom(...SERVER_ERRORS),
  status: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
});
