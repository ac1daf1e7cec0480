import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { liveCommands, noLiveCommands } from './testing/live-commands.ts';

const reason = noLiveCommands;

/** What somebody sees at the prompt where he types our commands, in whatever case. */
describe.skipIf(reason !== '')(`at the prompt of QM${reason && ` (skipped: ${reason})`}`, () => {
  const here = liveCommands();
  const { prompt, typed, hal, registered, como, startedUser, runs, bothEnd } = here;

  /** What a terminal shows behind the echo of one line. */
  async function shown(...lines: readonly string[]): Promise<string> {
    return prompt.atTerminal(...lines);
  }

  function startedIn(words: string): number {
    return startedUser(/Started phantom user \d+/.exec(words)?.[0] ?? words);
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
      const one = await runs(startedIn(await shown(typedAs(command))));
      expect(await shown(typedAs('STOP.WEBSOCKET.LISTENER'))).toContain(`Stopped: User No. ${one.userNo}`);
      await bothEnd(one);
      await runs(startedUser(await typed(typedAs(command))));
    });

    it('is found, whichever of ours it is', async () => {
      expect(await shown(typedAs('CHECK.WEBSOCKET.LISTENER FORCE'))).toContain('Restarting...');
      const [one] = registered();
      expect(await shown(typedAs('CHECK.WEBSOCKET.LISTENER'))).toContain('WebSocket Listener: RUNNING');
      expect(await shown(typedAs('EXECUTE "WEBSOCKET.LISTENER" RESTART DEBUG'))).toContain(
        `Restarted: User No. ${one?.userNo}`,
      );
      expect((await hal('status', '--json')).out).toContain('"logLevel": "debug"');
      expect(await shown(typedAs(`KILL.PHANTOM ${one?.userNo}`))).toContain(`User ${one?.userNo} ended`);
      expect(await shown(typedAs('STOP.WEBSOCKET.LISTENER'))).toContain('No listener is running');
      for (const verb of ['EXECUTE', 'KILL.PHANTOM']) {
        expect(await shown(typedAs(verb))).not.toContain('is not in your VOC');
      }
    });
  });

  describe('says why it does not start', () => {
    const refused = 'PARAM1 is not a parameter of WEBSOCKET.LISTENER: use DEBUG';

    it('where a word is no parameter, without a phantom', async () => {
      for (const said of [
        await typed('EXECUTE "WEBSOCKET.LISTENER":@FM:"PARAM1":@FM:"PARAM2"'),
        await typed('WEBSOCKET.LISTENER PARAM1'),
      ]) {
        expect(said).toMatch(new RegExp(`^${refused}`));
        expect(said).not.toContain('Started');
      }
      expect(await typed('WEBSOCKET.LISTENER $(date)')).toMatch(
        /^\$\(date\) is no parameter: letters, digits/,
      );
    });

    it('where a setting is bad, without a phantom', async () => {
      const said = await typed('EXECUTE "WEBSOCKET.LISTENER" PORT=99999');
      expect(said).toMatch(/99999.* is not a port: allowed is a whole number/);
      expect(said).not.toContain('Started');
    });

    it('where a listener runs, and how to restart it so', async () => {
      const one = await runs(startedUser(await typed('PHANTOM WEBSOCKET.LISTENER')));
      const runsAlready = `User No. ${one.userNo}, PID ${one.pid}, port ${here.port}, started by qm\nIt is already running. Nothing was changed.`;
      expect(await typed('WEBSOCKET.LISTENER')).toBe(runsAlready);
      expect(await typed('EXECUTE "WEBSOCKET.LISTENER" DEBUG')).toBe(
        `${runsAlready}\nTo restart it so: WEBSOCKET.LISTENER RESTART DEBUG`,
      );
      expect(await typed('WEBSOCKET.LISTENER RESTART DEBUG')).toContain('Restarted: ');
      expect((await hal('status', '--json')).out).toContain('"logLevel": "debug"');
    });

    it('where the port is taken, from its phantom’s record', async () => {
      const foreignServer = createServer().listen(here.port, '127.0.0.1');
      onTestFinished(() => void foreignServer.close());
      const words = `Port ${here.port} is in use by `;
      expect(await typed('EXECUTE "WEBSOCKET.LISTENER"')).toMatch(
        new RegExp(`^Started phantom user \\d+\n[^]*${words}`),
      );
      expect(await typed('CHECK.WEBSOCKET.LISTENER FORCE')).toMatch(
        new RegExp(
          `^WebSocket Listener: NOT RUNNING\nRestarting...\nStarted phantom user \\d+\n[^]*${words}`,
        ),
      );
    });

    it('as a message at the terminal where PHANTOM was typed, and in its record', async () => {
      const said = await shown(
        'PHANTOM EXECUTE "WEBSOCKET.LISTENER":@FM:"PARAM1"',
        '@',
        '@',
        '@',
        '@',
        'WHO',
      );
      expect(said).toMatch(
        /Message from user \d+ .*\n+HAL Listener: PARAM1 is not a parameter of WEBSOCKET/i,
      );
      expect(await como(startedIn(said))).toMatch(/param1 is not a parameter of WEBSOCKET.LISTENER/i);
    });
  });

  it('a phantom sees who holds the lock', async () => {
    const userNo = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER'));
    const one = await runs(userNo);
    const second = startedUser(await typed('PHANTOM WEBSOCKET.LISTENER DEBUG'));
    await expect.poll(() => como(second), { timeout: 10_000 }).toMatch(/Phantom \d+ terminated/);
    expect(await como(second)).toContain(`QM user ${userNo} holds its lock. Nothing was changed.`);
    expect(await como(second)).toContain('To restart it so: WEBSOCKET.LISTENER RESTART DEBUG');
    expect(registered()).toEqual([one]);
  });
});
