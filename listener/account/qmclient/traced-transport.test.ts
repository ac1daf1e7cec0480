import { expect, it } from 'vitest';
import { recordedLog } from '../../control/testing/controlled.ts';
import { encodeRequest } from './requests.ts';
import { encodeReply, reply } from './testing/reply-encoder.ts';
import { ScriptedTransport } from './testing/scripted-transport.ts';
import { tracedTransport } from './traced-transport.ts';

function traced(debugging = true) {
  const log = { ...recordedLog(), debugging };
  const inner = new ScriptedTransport('tcp');
  const transport = tracedTransport(inner, log);
  const received: Buffer[] = [];
  transport.onData((chunk) => received.push(chunk));
  return { log, inner, transport, received };
}

it('logs functions, outcomes and sizes, and no contents', () => {
  const { log, inner, transport, received } = traced();
  transport.write(encodeRequest('tcp', { function: 'login', username: 'hal', password: 'secret' }));
  inner.send(encodeReply(reply()));
  transport.write(encodeRequest('tcp', { function: 'execute', statement: 'LIST A WITH B = "Amoxil"' }));
  const answer = encodeReply(reply('Amoxil', 3006, 'else'));
  inner.send(answer.subarray(0, 4));
  inner.send(answer.subarray(4));
  expect(log.lines).toEqual([
    'debug to QM {"function":"login","bytes":20}',
    'debug from QM {"outcome":"ok","status":0,"bytes":10}',
    'debug to QM {"function":"execute","bytes":30}',
    'debug from QM {"outcome":"else","status":3006,"bytes":16}',
  ]);
  expect(Buffer.concat(received.slice(1))).toEqual(answer);
});

it('passes everything on, and logs nothing otherwise', () => {
  const { log, inner, transport, received } = traced(false);
  let ended = 0;
  transport.onClose(() => {
    ended += 1;
  });
  transport.write(encodeRequest('tcp', { function: 'quit' }));
  inner.send(encodeReply(reply()));
  transport.destroy();
  expect(inner.requests).toEqual([{ function: 'quit' }]);
  expect([received.length, ended, inner.destroyed, transport.kind]).toEqual([1, 1, true, 'tcp']);
  expect(log.lines).toEqual([]);
});
