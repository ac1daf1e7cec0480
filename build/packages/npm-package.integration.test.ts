import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../cli/testing/controls.ts';
import { endHome } from '../../cli/testing/home-end.ts';
import { loadPage, panelLink } from '../../cli/testing/panel-page.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import { HalClient } from '../../listener/server/testing/hal-client.ts';
import { filesIn, ROOT } from '../rooms.ts';
import { wrongSize } from './testing/documented-sizes.ts';

/** The npm package: packed, installed globally into an empty prefix without a network, and used from there. */
const asked = process.env.PACKAGES_TEST === '1';
const reason = asked ? 'npm puts files elsewhere on Windows' : 'npm run test:packages runs it';
const why = asked && process.platform !== 'win32' ? '' : ` (skipped: ${reason})`;

describe.skipIf(why !== '')(`the npm package${why}`, () => {
  // With spaces and non-ASCII letters, as in a user's folder.
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-npm für '));
  const prefix = path.join(folder, 'prefix');
  const home = path.join(folder, 'home');
  const installed = path.join(prefix, 'lib/node_modules/hal-listener');
  const program = path.join(prefix, 'bin/hal-listener');
  const env = {
    PATH: `${path.dirname(program)}:${path.dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: path.join(folder, 'user'),
    HAL_LISTENER_HOME: home,
    WEBSOCKET_HOST: '127.0.0.1',
  };
  const children = new Set<ChildProcess>();
  let tarball = '';

  const run = (words: readonly string[]) => {
    const [name = '', ...args] = words;
    const { status, stdout, stderr } = spawnSync(name, args, { env, cwd: folder, encoding: 'utf8' });
    return { code: status, out: stdout, err: stderr };
  };
  const start = (...args: readonly string[]) => {
    const child = spawn(program, args, { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    const seen = { text: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        seen.text += chunk;
      });
    return { child, text: () => seen.text };
  };

  beforeAll(() => {
    for (const name of ['user', 'prefix']) mkdirSync(path.join(folder, name));
    const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
    const packed = spawnSync('npm', packing, { cwd: ROOT, encoding: 'utf8' });
    tarball = path.join(folder, packed.stdout.trim());
    const install = ['install', '--global', '--prefix', prefix, '--offline', '--no-audit', '--no-fund'];
    expect(run(['npm', ...install, tarball])).toMatchObject({ code: 0 });
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    endHome(home);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('contains only the program, its page and its documents', () => {
    const files = filesIn('.', installed);
    expect(files.filter((file) => !/^(?:docs\/[a-z-]+\.md|dist\/panel\/assets\/\S+)$/.test(file))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/hal-listener-program.cjs',
      'dist/hal-listener.cjs',
      'dist/log-search.cjs',
      'dist/panel/icon.svg',
      'dist/panel/index.html',
      'dist/speech-worker.cjs',
      'dist/store-client.cjs',
      'package.json',
    ]);
    const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('private');
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(manifest).toMatchObject({ repository: { type: 'git' }, publishConfig: { provenance: true } });
    expect(readdirSync(path.dirname(installed))).toEqual(['hal-listener']);
  });

  it('has the documented size', () => {
    expect(wrongSize('npm package', statSync(tarball).size)).toBeUndefined();
  });

  it('has every document that its help and its own pages name', () => {
    const help = run([program, 'account', 'load', '--help']).out;
    const pages = filesIn('.', installed).filter((file) => file.endsWith('.md'));
    const named = [...help.matchAll(/docs\/[a-z-]+\.md/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const page of pages) {
      const text = readFileSync(path.join(installed, page), 'utf8');
      for (const [, name = ''] of text.matchAll(/\]\((?!\w+:)([^)#]+\.md)/g)) {
        named.push(path.posix.join(path.posix.dirname(page), name));
      }
    }
    // Files that are only useful in the repository.
    const developers = /^(?:bench\/README|CONTRIBUTING|ARCHITECTURE)\.md$/;
    expect(named.filter((name) => !developers.test(name) && !existsSync(path.join(installed, name)))).toEqual(
      [],
    );
  });

  it('answers a client', async () => {
    const port = await freePort();
    const listener = start('run', '--port', String(port), '--example');
    await waitFor(() => listener.text().includes('Ctrl+C stops it.'));
    const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
    expect((await client.ask('What medications am I taking?')).text).toContain('3 medications');
    await client.close();
    const closed = once(listener.child, 'close');
    listener.child.kill('SIGTERM');
    await closed;
    expect(listener.child.exitCode).toBe(0);
  });

  it('serves the panel', async () => {
    const panel = start('panel', '--port', '0');
    await waitFor(() => panel.text().includes('#token=') || panel.child.exitCode !== null);
    expect(new Set(await loadPage(panelLink(panel.text()).address))).toEqual(new Set([200]));
  });

  it('starts with the machine by the installed file, not by the link in the prefix', () => {
    expect(run([program, 'autostart', 'install', 'login'])).toMatchObject({ code: 0 });
    const entry = path.join(env.HOME, '.config/autostart/hal-listener.desktop');
    const script = realpathSync(path.join(installed, 'dist/hal-listener.cjs'));
    expect(readFileSync(entry, 'utf8')).toContain(
      `Exec="${realpathSync(process.execPath)}" "${script}" "watch"`,
    );
    expect(run([program, 'autostart', 'remove', 'login'])).toMatchObject({ code: 0 });
    expect(existsSync(entry)).toBe(false);
  });

  it('does not install autostart from the cache of npx, and explains how to install it', () => {
    const npx = ['npx', '--offline', '--yes', `--package=${tarball}`, '--', 'hal-listener'];
    expect(run([...npx, '--version'])).toMatchObject({ code: 0 });
    const { code, err } = run([...npx, 'autostart', 'install', 'login']);
    expect([code, err]).toEqual([1, expect.stringContaining('npm install --global hal-listener')]);
    expect(existsSync(path.join(env.HOME, '.config/autostart'))).toBe(true);
    expect(readdirSync(path.join(env.HOME, '.config/autostart'))).toEqual([]);
  });

  it('removes everything when uninstalled', () => {
    expect(run(['npm', 'uninstall', '--global', '--prefix', prefix, 'hal-listener'])).toMatchObject({
      code: 0,
    });
    expect([existsSync(program), existsSync(installed)]).toEqual([false, false]);
  });
});
