import path from 'node:path';
import { expect, it } from 'vitest';
import { lastingProgram, programResources, thisProgram } from './this-program.ts';

const NODE = '/usr/bin/node';

it('is run again by the file its code is in, whatever link it was started by', () => {
  const { program, script, args, isExecutable } = thisProgram();
  expect(program).toBe(process.execPath);
  expect(script).toBe(path.resolve(import.meta.dirname, 'this-program.ts'));
  expect(args).toEqual([script]);
  expect(isExecutable).toBe(false);
});

it('follows links before the system or QM stores a path', () => {
  const links = new Map([
    ['/usr/local/bin/node', '/opt/node-22/bin/node'],
    ['/opt/bin/hal-listener', '/opt/lib/node_modules/hal-listener/dist/hal-listener.cjs'],
  ]);
  const realPath = (file: string): string => links.get(file) ?? file;
  const installed = lastingProgram(
    'QM',
    { program: '/usr/local/bin/node', script: '/opt/bin/hal-listener' },
    realPath,
  );
  expect([installed.program, ...installed.args]).toEqual([
    '/opt/node-22/bin/node',
    '/opt/lib/node_modules/hal-listener/dist/hal-listener.cjs',
  ]);
  expect(lastingProgram('QM', { program: '/opt/hal-listener', script: undefined }, realPath).args).toEqual(
    [],
  );
});

it.each([
  ['npx', '/home/anna/.npm/_npx/4f2c/node_modules/hal-listener/dist/hal-listener.cjs'],
  ['npx', 'C:\\Users\\anna\\AppData\\Local\\npm-cache\\_npx\\4f2c\\node_modules\\hal-listener\\dist\\x.cjs'],
  ['bunx', '/tmp/bunx-1000-hal-listener@latest/node_modules/hal-listener/dist/hal-listener.cjs'],
  ['pnpm', '/home/anna/.cache/pnpm/dlx/9d1/node_modules/hal-listener/dist/hal-listener.cjs'],
  ['Yarn', '/tmp/xfs-5d1f/dlx-4711/node_modules/hal-listener/dist/hal-listener.cjs'],
])('refuses to store a path in the cache of %s, and says how to get one that stays', (name, script) => {
  const store = () => lastingProgram('an autostart', { program: NODE, script }, (file) => file);
  expect(store).toThrow(name);
  expect(store).toThrow('npm install --global hal-listener');
});

it('refuses an executable that an AppImage mounts, and one behind a link into a cache', () => {
  const appImage = { program: '/tmp/.mount_HALxyz/resources/hal-listener', script: undefined };
  expect(() => lastingProgram('QM', appImage, (file) => file)).toThrow('AppImage');
  const link = { program: NODE, script: '/usr/local/bin/hal-listener' };
  expect(() => lastingProgram('QM', link, () => '/root/.npm/_npx/1/hal-listener.cjs')).toThrow('npx');
});

it('stores a path that only looks like a cache', () => {
  for (const script of ['/opt/_npx.d/hal-listener.cjs', '/opt/dlxtools/hal-listener.cjs', '/opt/x/_npx']) {
    expect(lastingProgram('QM', { program: NODE, script }, (file) => file).script).toBe(script);
  }
});

it('reads what it serves beside itself', () => {
  expect(() => programResources().searchProgram()).toThrow(path.join(import.meta.dirname, 'log-search.cjs'));
});
