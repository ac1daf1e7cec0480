import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LIST_JSON } from '../contract/command-json.ts';
import { systemClock } from '../lib/clock.ts';
import { OtherPhantoms } from '../panel/other-phantoms.ts';
import { thisPlatform } from '../supervisor/platform/this-platform.ts';
import { Controls } from './testing/controls.ts';

/** Two homes, each with a listener of the shipped program: what one shows of the other, and ends. */
it.runIf(process.platform === 'linux')(
  'shows the listener of another home, and ends it for good',
  async () => {
    const [here, there] = [await Controls.open(), await Controls.open()];
    await here.run(['start']);
    await there.run(['start']);
    const [pid = 0] = there.pids();
    const [own] = here.pids();
    const printed = LIST_JSON.parse(JSON.parse((await here.run(['list', '--json'])).out));
    expect(printed.phantoms.map((phantom) => phantom.pid)).toEqual([own]);
    expect(printed.others.filter((other) => [own, pid].includes(other.pid))).toEqual([
      expect.objectContaining({
        pid,
        state: 'running',
        home: there.home,
        userNo: 10_001,
        origin: 'cli',
        ports: [there.port],
        connections: { open: 0, max: 50 },
      }),
    ]);
    const { out } = await here.run(['list']);
    expect(out).toMatch(new RegExp(`Phantoms of other homes:[^]* ${pid} [^\\n]*running[^\\n]*${there.home}`));

    const options = {
      home: here.home,
      by: 'test',
      platform: thisPlatform(),
      clock: systemClock,
      sleep: (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms)),
    };
    const phantoms = new OtherPhantoms();
    const view = async () =>
      (await phantoms.view(options, new Set(), false)).others.find((other) => other.pid === pid);
    const seen = await view();
    expect(seen).toMatchObject({ pid, home: there.home, clients: { open: 0 } });
    expect(await phantoms.end({ pid, start: seen?.start ?? '' }, options)).toBe(`Ended PID ${pid}.`);
    expect(await view()).toBeUndefined();
    expect(there.pids()).toEqual([]);
    expect(here.pids()).toEqual([own]);
    const desired = JSON.parse(readFileSync(path.join(there.home, 'run/desired.json'), 'utf8'));
    expect(desired.desired).toBe('stopped');
  },
);
