import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Controls, isAlive, waitFor } from './testing/controls.ts';
import { FewSeats, fewSeatsMissing } from './testing/few-seats.ts';

const ADVICE = /What you can do: LOGOUT n in QM, or "qm -k n" outside, ends a session that is not needed/;

/** A real QM without a free seat: who uses the seats, and what still works. */
describe.skipIf(fewSeatsMissing !== '')(
  `a QM without a free seat${fewSeatsMissing && ` (skipped: ${fewSeatsMissing})`}`,
  () => {
    let qm: FewSeats;
    let here: Controls;

    beforeAll(async () => {
      qm = await FewSeats.open();
    });
    afterAll(() => qm.close());

    async function hal(...args: readonly string[]) {
      const env = { QM_DRIVER: 'pipe', QM_BIN: qm.program, QM_ACCOUNT: qm.account };
      const { child, text } = here.spawn(args, env, process.cwd(), qm.launcherArgs);
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

    it('the last session sees at its prompt who uses them, and can end a listener', async () => {
      await qm.occupyAllBut(1);
      const seats = (await qm.users()) + 1;
      const output = await qm.prompt.atTerminal(
        'EXECUTE "WEBSOCKET.LISTENER"',
        'CHECK.WEBSOCKET.LISTENER FORCE',
        'PHANTOM WEBSOCKET.LISTENER',
        'KILL.PHANTOM 9999',
        'STOP.WEBSOCKET.LISTENER',
      );
      const [, atExecute = '', atCheck = '', rest = ''] = output.split(
        /^No QM licence seat is free for a phantom: /m,
      );
      for (const section of [atExecute, atCheck]) {
        expect(section).toMatch(new RegExp(`^${seats} of ${seats} are in use.\n +User +Pid`));
        expect(section.match(/^\*? +\d+ +\d+ +\d\d? \w+ /gm)).toHaveLength(seats);
        expect(section).toMatch(ADVICE);
      }
      expect(rest).toBe('');
      expect(output).toContain('User 9999 does not exist');
      expect(output).toContain('No listener is running');
      // The message is QM's own, as the command is; docs/qm.md tells what to use instead.
      expect(output.match(/^Failed to create phantom process$/gm)).toHaveLength(3);
    });

    it('the listener’s own seat is named, at the prompt and outside', async () => {
      await hal('start');
      const ownUser = /QM sessions +user (\d+) idle/;
      await expect.poll(async () => (await hal('status')).out, { timeout: 10_000 }).toMatch(ownUser);
      const [, ownNumber = ''] = ownUser.exec((await hal('status')).out) ?? [];
      await qm.occupyAllBut(0);
      const users = await hal('account', 'users');
      expect(users.code).toBe(0);
      expect(users.out.trimEnd().split('\n')).toHaveLength((await qm.users()) + 1);
      expect(users.err).toContain(`User ${ownNumber} is the listener's own session.`);
      const refusal = await hal('account', 'exec', 'WHO');
      expect(refusal.code).toBe(1);
      expect(refusal.err).toMatch(/^QM has no free seat \(licence limit, NUMUSERS\)/);
      expect(refusal.err).toMatch(new RegExp(`^ ${ownNumber} +\\d+ `, 'm'));
      expect(refusal.err).toMatch(ADVICE);
      // None of our programs can run in QM now.
      expect(await qm.prompt.typed('CHECK.WEBSOCKET.LISTENER')).toContain('User limit reached');
      expect((await hal('check')).out).toMatch(/^WebSocket Listener: RUNNING|The listener answers/);
    });

    it('is no reason not to check, restart, start and kill outside QM', async () => {
      await hal('start');
      const [pid = 0] = here.pids();
      process.kill(pid, 'SIGKILL');
      await waitFor(() => !isAlive(pid));
      await qm.occupyAllBut(0);
      const checked = await hal('check', '--restart');
      expect(checked.out).toContain('Restarted: User No. 10001');
      expect(`${checked.out}${checked.err}`).toMatch(/no free seat .* account users/);
      const killed = await hal('kill', '10001');
      expect([killed.code, here.pids()]).toEqual([0, []]);
      // The listener uses a seat as soon as one is free.
      await hal('start');
      await qm.release();
      await expect
        .poll(async () => (await hal('status')).out, { timeout: 45_000, interval: 1_000 })
        .toMatch(/driver pipe, ready/);
    });
  },
);
