import { expect, it } from 'vitest';
import type { PhantomView } from '../contract/panel-processes.ts';
import { confirmEnd } from './processes.ts';

function phantom(userNo: number, open: number): PhantomView {
  return {
    userNo,
    pid: userNo + 1,
    ports: [8_768],
    origin: 'panel',
    account: 'HAL',
    version: '1',
    condition: 'running',
    clients: { open, max: 50 },
  };
}

it('names the phantom and who will notice', () => {
  expect(confirmEnd([phantom(10_001, 0)])).toMatchObject({
    title: 'End User No. 10001?',
    text: expect.stringMatching(/^User No\. 10001 \(PID 10002\)\. No client is connected\./),
  });
  expect(confirmEnd([phantom(10_001, 1)]).text).toContain('1 client is connected and will be disconnected');
});

it('names each of several', () => {
  expect(confirmEnd([phantom(1, 2), phantom(3, 5)])).toMatchObject({
    title: 'End 2 phantoms?',
    text: expect.stringMatching(/^User No\. 1 \(PID 2\), User No\. 3 \(PID 4\)\. 7 clients are connected/),
  });
});
