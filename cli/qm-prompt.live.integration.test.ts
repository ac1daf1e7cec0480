import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { liveCommands, liveCommandsMissing } from './testing/live-commands.ts';

const reason = liveCommandsMissing;

/** What a user sees at QM's prompt after typing our commands, in any case. */
describe.skipIf(reason !== '')(`at the prompt of QM${reason && ` (skipped: ${reason})`}`, () => {
  const here = liveCommands();
  const { prompt, typed, hal, registered, como, startedUser, expectRunning, expectBothEnded } = here;

  /** What a terminal shows after the echo of the typed lines. */
  async function shown(...lines: readonly string[]): Promise<string> {
    return prompt.atTerminal(...lines);
  }

  function startedIn(text: string): number {
    return startedUser(/Started phantom user \d+/.exec(text)?.[0] ?? text);
  }

  describe.each([
    ['in capitals', (text: string) => text],
    ['in lower case', (text: string) => text.toLowerCase()],
  ])('a command typed %s', (_, typedAs) => {
    it.each([
      'PHANTOM WEBSOCKET.LISTENER',
      'PHANTOM EXECUTE "WEBSOCKET.LISTENER"',
      'EXECUTE "WEBSOCKET.LISTENER"',
      'WEBSOCKET.LISTENER',
      'EXECUTE "WEBSOCKET.LISTENER":@FM:"MAX.CONNECTIONS=50"',
    ])('starts the listener, at a terminal and at the operating system: %s', async (command) => {
      const listener = await expectRunning(startedIn(await shown(typedAs(command))));
      expect(await shown(typedAs('STOP.WEBSOCKET.LISTENER'))).toContain(
        `Stopped: User No. ${listener.userNo}`,
      );
      await expectBothEnded(listener);
      await expectRunning(startedUser(await typed(typedAs(command))));
    });

    it('is found, whichever of ours it is', async () => {
      expect(await shown(typedAs('CHECK.WEBSOCKET.LISTENER FORCE'))).toContain('Restarting...');
      const [listener] = registered();
      expect(await shown(typedAs('CHECK.WEBSOCKET.LISTENER'))).toContain('WebSocket Listener: RUNNING');
      expect(await shown(typedAs('EXECUTE "WEBSOCKET.LISTENER" RESTART DEBUG'))).toContain(
        `Restarted: User No. ${listener?.userNo}`,
      );
      expect((await hal('status', '--json')).out).toContain('"logLevel": "debug"');
      expect(await shown(typedAs(`KILL.PHANTOM ${listener?.userNo}`))).toContain(
        `User ${listener?.userNo} ended`,
      );
      expect(await shown(typedAs('STOP.WEBSOCKET.LISTENER'))).toContain('No listener is running');
      for (const verb of ['EXECUTE', 'KILL.PHANTOM']) {
        expect(await shown(typedAs(verb))).not.toContain('is not in your VOC');
      }
    });
  });

  describe('says why it does not start', () => {
    const refusal = 'PARAM1 is not a parameter of WEBSOCKET.LISTENER: use DEBUG';

    it('if an argument is not a parameter, without a phantom', async () => {
      for (const output of [
        await typed('EXECUTE "WEBSOCKET.LISTENER":@FM:"PARAM1":@FM:"PARAM2"'),
        await typed('WEBSOCKET.LISTENER PARAM1'),
      ]) {
        expect(output).toMatch(new RegExp(`^${refusal}`));
        expect(output).not.toContain('Started');
      }
      expect(await typed('WEBSOCKET.LISTENER $(date)')).toMatch(
        /^Invalid parameter \$\(date\): use letters, digits/,
      );
    });

    it('where a setting is bad, without a phantom', async () => {
      const output = await typed('EXECUTE "WEBSOCKET.LISTENER" PORT=99999');
      expect(output).toMatch(/99999.* is not a port: allowed is a whole number/);
      expect(output).not.toContain('Started');
    });

    it('where a listener expectRunning, and how to restart it so', async () => {
      const listener = await expectRunning(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
      const runsAlready = `User No. ${listener.userNo}, PID ${listener.pid}, port ${here.port}, started by qm\nIt is already running. Nothing was changed.`;
      expect(await typed('WEBSOCKET.LISTENER')).toBe(runsAlready);
      expect(await typed('EXECUTE "WEBSOCKET.LISTENER" DEBUG')).toBe(
        `${runsAlready}\nTo restart it with these parameters: WEBSOCKET.LISTENER RESTART DEBUG`,
      );
      expect(await typed('WEBSOCKET.LISTENER RESTART DEBUG')).toContain('Restarted: ');
      expect((await hal('status', '--json')).out).toContain('"logLevel": "debug"');
    });

    it('where the port is taken, from its phantom’s record', async () => {
      const foreignServer = createServer().listen(here.port, '127.0.0.1');
      onTestFinished(() => void foreignServer.close());
      const text = `Port ${here.port} is in use by `;
      expect(await typed('EXECUTE "WEBSOCKET.LISTENER"')).toMatch(
        new RegExp(`^Started phantom user \\d+\n[^]*${text}`),
      );
      expect(await typed('CHECK.WEBSOCKET.LISTENER FORCE')).toMatch(
        new RegExp(`^WebSocket Listener: NOT RUNNING\nRestarting...\nStarted phantom user \\d+\n[^]*${text}`),
      );
    });

    it('as a message at the terminal where PHANTOM was typed, and in its record', async () => {
      const output = await shown(
        'PHANTOM EXECUTE "WEBSOCKET.LISTENER":@FM:"PARAM1"',
        '@',
        '@',
        '@',
        '@',
        'WHO',
      );
      expect(output).toMatch(
        /Message from user \d+ .*\n+HAL Listener: PARAM1 is not a parameter of WEBSOCKET/i,
      );
      expect(await como(startedIn(output))).toMatch(/param1 is not a parameter of WEBSOCKET.LISTENER/i);
    });
  });

  it('a phantom sees who holds the lock', async () => {
    const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
    const listener = await expectRunning(userNo);
    const second = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER DEBUG'));
    await expect.poll(() => como(second), { timeout: 10_000 }).toMatch(/Phantom \d+ terminated/);
    expect(await como(second)).toContain(`QM user ${userNo} holds its lock. Nothing was changed.`);
    expect(await como(second)).toContain(
      'To restart it with these parameters: WEBSOCKET.LISTENER RESTART DEBUG',
    );
    expect(registered()).toEqual([listener]);
  });
});
