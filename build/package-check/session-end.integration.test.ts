import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WindowsMachine } from '../../cli/testing/wine.ts';
import { STOP_PROGRAM } from '../../electron/stop-order.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import { installedRuntime } from '../executable/runtime.ts';
import { ROOT } from '../rooms.ts';
import { wineLoader } from '../wine.ts';

/**
 * How the tray stops the listener at the end of a Windows session, with Node for Windows in Electron's place: a thread asks
 * over the named pipe while the main thread waits, and no program is started for it.
 */
const asked = process.env.PACKAGE_CHECK === '1';
const wine = asked ? wineLoader() : undefined;
const why = asked ? ' (skipped: it needs wine64)' : ' (skipped: npm run package:check runs it)';

/** Loads the bundled `stop-at-once.ts`, stops, and prints how it ended; without a turn of its event loop between. */
const SCRIPT = `const { readFileSync } = require('node:fs');
const { stopAtOnce } = require('./stop-at-once.cjs');
const [, , home, port] = process.argv;
const began = Date.now();
const outcome = stopAtOnce(readFileSync(__dirname + '/${STOP_PROGRAM}', 'utf8'), { home, port: Number(port), by: 'tray (test)' });
process.stdout.write(JSON.stringify({ outcome, isInTime: Date.now() - began < 4500 }));
process.exit(0);
`;

describe.skipIf(wine === undefined)(
  `the end of a Windows session, under Wine${wine === undefined ? why : ''}`,
  () => {
    let machine: WindowsMachine;
    let port = 0;
    beforeAll(async () => {
      port = await freePort();
      machine = await WindowsMachine.boot(wine ?? '', port, 'the executable');
      await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          ssr: path.join(ROOT, 'electron/stop-at-once.ts'),
          outDir: machine.folder,
          emptyOutDir: false,
          rolldownOptions: { output: { format: 'cjs', entryFileNames: 'stop-at-once.cjs' } },
        },
      });
      copyFileSync(path.join(ROOT, 'dist/electron', STOP_PROGRAM), path.join(machine.folder, STOP_PROGRAM));
      writeFileSync(path.join(machine.folder, 'session-end.cjs'), SCRIPT);
    });
    afterAll(() => machine?.shutDown());

    const end = async (): Promise<unknown> => {
      const { program } = installedRuntime('win-x64');
      const script = path.join(machine.folder, 'session-end.cjs');
      const { out } = await machine.tool(program, script, `Z:${machine.home}`, String(port));
      return JSON.parse(out);
    };

    it('stops the listener gently before it goes on', async () => {
      expect(await machine.hal('start')).toMatchObject({ code: 0 });
      expect(await end()).toEqual({ outcome: 'stopped', isInTime: true });
      expect(machine.registrations()).toEqual([]);
      expect(machine.pids('run')).toEqual([]);
    });

    it('goes on at once where none runs', async () => {
      expect(await end()).toEqual({ outcome: 'not-running', isInTime: true });
    });
  },
);
