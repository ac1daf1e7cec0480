import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Controls, isAlive, until } from './testing/controls.ts';
import { FewSeats, noFewSeats } from './testing/few-seats.ts';

const ADVICE = /What you can do: LOGOUT n in QM, or "qm -k n" outside, ends a session that nobody needs/;

/** A real QM whose seats are all taken: whose they are, and what works all the same. */
describe.skipIf(noFewSeats !== '')(
  `a QM without a free seat${noFewSeats && ` (skipped: ${noFewSeats})`}`,
  () => {
    let qm: FewSeats;
    let here: Controls;

    beforeAll(async () => {
      qm = await FewSeats.open();
    });
    afterAll(() => qm.close());

    async function hal(...args: readonly string[]) {
      const env = { QM_DRIVER: 'pipe', QM_BIN: qm.program, QM_ACCOUNT: qm.account };
      const { child, text } = here.spawn(args, env, process.cwd(), qm.through);
      await once(child, 'close');
      here.remember();
      return { code: child.exitCode, ...text() };
    }

    beforeEach(async () => {
      here = await Controls.open();
      const { out } = await hal('account', 'install');
      expect(out).toContain("VOC WEBSOCKET.LISTENER.CONFIG holds the listener's command line");
    });
    afterEach(async () => {
      await hal('stop', '--now');
      await qm.release();
      await hal('account', 'remove');
    });

    it('the last session at its prompt is told whose they are, and can end a listener', async () => {
      await qm.take(1);
      const seats = (await qm.users()) + 1;
      const said = await qm.prompt.atTerminal(
        'EXECUTE "WEBSOCKET.LISTENER"',
        'CHECK.WEBSOCKET.LISTENER FORCE',
        'PHANTOM WEBSOCKET.LISTENER',
        'KILL.PHANTOM 9999',
        'STOP.WEBSOCKET.LISTENER',
      );
      const [, atExecute = '', atCheck = '', rest = ''] = said.split(/^QM has no seat free for a phantom: /m);
      for (const one of [atExecute, atCheck]) {
        expect(one).toMatch(new RegExp(`^${seats} of ${seats} are in use.\n +User +Pid`));
        expect(one.match(/^\*? +\d+ +\d+ +\d\d? \w+ /gm)).toHaveLength(seats);
        expect(one).toMatch(ADVICE);
      }
      expect(rest).toBe('');
      expect(said).toContain('User 9999 is not there');
      expect(said).toContain('No listener is running');
      // QM's own command, and QM's own words: docs/qm.md says what to use instead.
      expect(said.match(/^Failed to create phantom process$/gm)).toHaveLength(3);
    });

    it('the listener’s own seat is named, at the prompt and outside', async () => {
      await hal('start');
      const ownUser = /QM sessions +user (\d+) idle/;
      await expect.poll(async () => (await hal('status')).out, { timeout: 10_000 }).toMatch(ownUser);
      const [, own = ''] = ownUser.exec((await hal('status')).out) ?? [];
      await qm.take(0);
      const users = await hal('account', 'users');
      expect(users.code).toBe(0);
      expect(users.out.trimEnd().split('\n')).toHaveLength((await qm.users()) + 1);
      expect(users.err).toContain(`User ${own} is the listener's own session.`);
      const refused = await hal('account', 'exec', 'WHO');
      expect(refused.code).toBe(1);
      expect(refused.err).toMatch(/^QM has no free seat \(licence limit, NUMUSERS\)/);
      expect(refused.err).toMatch(new RegExp(`^ ${own} +\\d+ `, 'm'));
      expect(refused.err).toMatch(ADVICE);
      // Nothing of ours can run in QM now.
      expect(await qm.prompt.typed('CHECK.WEBSOCKET.LISTENER')).toContain('User limit reached');
      expect((await hal('check')).out).toMatch(/^WebSocket Listener: RUNNING|The listener answers/);
    });

    it('is no reason not to check, restart, start and kill outside QM', async () => {
      await hal('start');
      const [pid = 0] = here.pids();
      process.kill(pid, 'SIGKILL');
      await until(() => !isAlive(pid));
      await qm.take(0);
      const checked = await hal('check', '--restart');
      expect(checked.out).toContain('Restarted: User No. 10001');
      expect(`${checked.out}${checked.err}`).toMatch(/no free seat .* account users/);
      const killed = await hal('kill', '10001');
      expect([killed.code, here.pids()]).toEqual([0, []]);
      // As soon as a seat is free, the listener takes it.
      await hal('start');
      await qm.release();
      await expect
        .poll(async () => (await hal('status')).out, { timeout: 45_000, interval: 1_000 })
        .toMatch(/driver pipe, ready/);
    });
  },
);
