import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { Controls, waitFor } from './testing/controls.ts';

/** Example records are never served by accident, and every answer from them is marked. */

const INVENTED = /example data: all records and answers are fictitious/;

it('marks every frame and every command where a person started the example', async () => {
  const here = await Controls.open();
  expect((await here.run(['start'])).out).toMatch(INVENTED);
  for (const command of [['start'], ['status'], ['check'], ['list'], ['query', 'Show my allergy list']]) {
    const { out } = await here.run(command);
    expect([command[0], out]).toEqual([command[0], expect.stringMatching(INVENTED)]);
  }
  const health = await (await fetch(`http://127.0.0.1:${here.port}/healthz`)).json();
  expect(health).toMatchObject({ account: { example: true } });
  const status = JSON.parse((await here.run(['status', '--json'])).out);
  expect(status.account.example).toBe(true);

  const client = new WebSocket(`ws://127.0.0.1:${here.port}`);
  onTestFinished(() => client.terminate());
  const frames: Record<string, unknown>[] = [];
  client.on('message', (data) => frames.push(JSON.parse(String(data))));
  await once(client, 'open');
  for (const message of [
    { type: 'ping' },
    { type: 'nonsense' },
    { type: 'wake_word_detected' },
    { type: 'text_input', text: 'Show my allergy list' },
    { type: 'command', command: 'repeat' },
  ]) {
    client.send(JSON.stringify(message));
  }
  await waitFor(() => frames.filter(({ type }) => type === 'response').length === 2);
  expect(frames.length).toBeGreaterThan(6);
  for (const frame of frames) expect(frame).toMatchObject({ example: true });
});

it('does not start unattended, tells what to do, and starts if example data was requested', async () => {
  const here = await Controls.open();
  for (const origin of ['systemd', 'task', 'service', 'login', 'qm', 'watch']) {
    const { code, err } = await here.run(['run'], { HAL_LISTENER_ORIGIN: origin });
    expect([origin, code, err]).toEqual([origin, 78, expect.stringMatching(/serve example data.*--example/)]);
  }
  const watch = here.spawn(['watch']);
  await waitFor(() => watch.text().out.includes('serve example data'));
  expect(here.pids()).toEqual([]);
  watch.child.kill('SIGTERM');
  const exampleWatch = here.spawn(['watch', '--example']);
  await waitFor(() => exampleWatch.text().out.includes('running:'));
  here.remember();
});

it('goes on with it after a crash of one that a person started, and not after the next boot', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  const watch = here.spawn(['watch']);
  await waitFor(() => watch.text().out.includes('running:'));
  process.kill(pid, 'SIGKILL');
  await waitFor(() => here.pids().some((listed) => listed !== pid));
  here.remember();
  watch.child.kill('SIGTERM');
  await once(watch.child, 'close');
  for (const listed of here.pids()) process.kill(listed, 'SIGKILL');
  // The desired state as it was saved before a reboot.
  const desired = JSON.parse(here.read('run/desired.json'));
  writeFileSync(path.join(here.home, 'run/desired.json'), JSON.stringify({ ...desired, notedAt: 1 }));
  const next = here.spawn(['watch']);
  await waitFor(() => next.text().out.includes('serve example data'));
});

it('does not fall back to it in a home that was set up for a QM, by hand neither', async () => {
  const here = await Controls.open();
  // The program does not exist: the listener runs and reports that, and the home is now configured for QM.
  const qm = { QM_DRIVER: 'command', QM_BIN: '/bin/false' };
  const started = await here.run(['start'], qm);
  expect([started.code, started.out]).toEqual([
    0,
    expect.stringMatching(/RUNNING[\s\S]*warning: the database does not answer/),
  ]);
  expect(started.out).not.toMatch(INVENTED);
  await here.run(['stop']);
  const without = await here.run(['start']);
  expect([without.code, without.err]).toEqual([78, expect.stringContaining('this home was set up for one')]);
  expect((await here.run(['start', '--example'])).out).toMatch(INVENTED);
});

it('says when the port is open to the network, with the command that closes it', async () => {
  const here = await Controls.open();
  const open = /every machine on the network can connect .*hal-listener\S* config set token/;
  const everywhere = { WEBSOCKET_HOST: '0.0.0.0' };
  expect((await here.run(['start'], everywhere)).out).toMatch(open);
  for (const verb of ['status', 'check']) expect((await here.run([verb])).out).toMatch(open);
  await here.run(['stop']);
  expect(
    (await here.run(['start'], { ...everywhere, WEBSOCKET_TOKEN: 'a-token-of-some-length' })).out,
  ).not.toMatch(open);
  await here.run(['stop']);
  expect((await here.run(['start'])).out).not.toMatch(open);
});

it('answers from records that only its owner loaded, unmarked, also unattended', async () => {
  const here = await Controls.open();
  const file = path.join(here.home, 'mine.json');
  writeFileSync(
    file,
    JSON.stringify({ files: { DOCTOR: { data: { MINE: { FIRST_NAME: 'Ada', LAST_NAME: 'Byron' } } } } }),
  );
  expect((await here.run(['account', 'load', file])).err).toContain('ALLERGY');
  const watch = here.spawn(['watch']);
  await waitFor(() => watch.text().out.includes('running:'));
  here.remember();
  const { out } = await here.run(['query', 'Show my allergy list']);
  expect(out).not.toMatch(INVENTED);
  expect(out).not.toMatch(/penicillin|peanut/i);
});
