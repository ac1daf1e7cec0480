import * as realFs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { World } from '../world/world.ts';
import { SimulatedFs } from './fs.ts';
import { Host } from './host.ts';

const WHO = { uid: 0, umask: 0 };

/** The simulated `node:fs` in a running process with its own folder. */
function simulated(folder: string): SimulatedFs {
  const world = new World(1);
  const host = new Host();
  host.world = world;
  world.install(() => () => undefined);
  const sink = { write: () => undefined };
  const start = { argv: ['x'], env: {}, cwd: '/', uid: 0, parent: undefined, cause: 'test' };
  world.current = world.spawn({ ...start, stdout: sink, stderr: sink });
  let so = '';
  for (const name of folder.split('/').filter(Boolean)) {
    so += `/${name}`;
    if (world.files.find(so) === undefined) world.files.makeFolder(so, 0o755, WHO);
  }
  return new SimulatedFs(host);
}

type Fs = Pick<
  typeof realFs,
  | 'writeFileSync'
  | 'readFileSync'
  | 'linkSync'
  | 'renameSync'
  | 'rmSync'
  | 'mkdirSync'
  | 'readdirSync'
  | 'existsSync'
  | 'rmdirSync'
  | 'unlinkSync'
  | 'statSync'
  | 'openSync'
  | 'closeSync'
>;

interface Step {
  readonly name: string;
  readonly run: (fs: Fs, folder: string) => unknown;
}

const file = fc.constantFrom('a', 'b', 'd', 'd/a', 'd/e', 'a/x');
const text = fc.string({ maxLength: 8 });
const flag = fc.constantFrom('w', 'wx', 'a', 'ax', 'r+');

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ file, text, flag }).map(({ file, text, flag }) => ({
    name: `write ${file} ${flag}`,
    run: (fs: Fs, folder: string) => fs.writeFileSync(path.join(folder, file), text, { flag, flush: true }),
  })),
  file.map((file) => ({
    name: `read ${file}`,
    run: (fs: Fs, folder: string) => fs.readFileSync(path.join(folder, file), 'utf8'),
  })),
  fc.tuple(file, file).map(([from, to]) => ({
    name: `link ${from} ${to}`,
    run: (fs: Fs, folder: string) => fs.linkSync(path.join(folder, from), path.join(folder, to)),
  })),
  fc.tuple(file, file).map(([from, to]) => ({
    name: `rename ${from} ${to}`,
    run: (fs: Fs, folder: string) => fs.renameSync(path.join(folder, from), path.join(folder, to)),
  })),
  fc.tuple(file, fc.boolean()).map(([file, recursive]) => ({
    name: `mkdir ${file} ${recursive}`,
    run: (fs: Fs, folder: string) => void fs.mkdirSync(path.join(folder, file), { recursive }),
  })),
  fc.tuple(file, fc.boolean(), fc.boolean()).map(([file, recursive, force]) => ({
    name: `rm ${file} ${recursive} ${force}`,
    run: (fs: Fs, folder: string) => fs.rmSync(path.join(folder, file), { recursive, force }),
  })),
  file.map((file) => ({
    name: `unlink ${file}`,
    run: (fs: Fs, folder: string) => fs.unlinkSync(path.join(folder, file)),
  })),
  file.map((file) => ({
    name: `rmdir ${file}`,
    run: (fs: Fs, folder: string) => fs.rmdirSync(path.join(folder, file)),
  })),
  file.map((file) => ({
    name: `stat ${file}`,
    run: (fs: Fs, folder: string) => {
      const stats = fs.statSync(path.join(folder, file));
      return [stats.isFile(), stats.isDirectory(), stats.isFile() ? stats.size : 0];
    },
  })),
  fc.constant({
    name: 'list',
    run: (fs: Fs, folder: string) =>
      ['', 'd'].map(
        (one) => fs.existsSync(path.join(folder, one)) && fs.readdirSync(path.join(folder, one)).sort(),
      ),
  }),
);

/** The result: a value, or the code of the error. */
function outcome(one: Step, fs: Fs, folder: string): unknown {
  try {
    return one.run(fs, folder) ?? 'done';
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code };
  }
}

describe('the simulated file system', () => {
  it('does what Node and Linux do for the same calls', () => {
    const root = realFs.mkdtempSync(path.join(tmpdir(), 'hal-simulated-'));
    onTestFinished(() => realFs.rmSync(root, { recursive: true, force: true }));
    const runs: string[] = [];
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
        const folder = path.join(root, String(runs.length));
        runs.push(folder);
        realFs.mkdirSync(folder);
        const fs = simulated(folder) as unknown as Fs;
        for (const one of steps) {
          expect([one.name, outcome(one, fs, folder)]).toEqual([one.name, outcome(one, realFs, folder)]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
