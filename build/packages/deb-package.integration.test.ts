import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../ensure-built.ts';
import { hasTool, runTool } from '../executable/run-tool.ts';
import { ROOT } from '../rooms.ts';
import { DEB_FOLDER } from './deb.ts';
import { wrongSize } from './testing/documented-sizes.ts';

/** The Debian package as a file. `npm run test:boot` tests it on a machine. */
const asked = process.env.PACKAGES_TEST === '1';
const why = !asked ? 'npm run test:packages runs it' : hasTool('dpkg-deb') ? '' : 'it needs dpkg-deb';

describe.skipIf(why !== '')(`the Debian package${why === '' ? '' : ` (skipped: ${why})`}`, () => {
  let file = '';
  beforeAll(() => {
    ensureBuilt('deb');
    const folder = path.join(ROOT, DEB_FOLDER);
    file = path.join(folder, readdirSync(folder)[0] ?? '');
  });

  it("has its files in Debian's locations, owned by root, with a private configuration", () => {
    const listing = runTool(['dpkg-deb'], ['-c', file]).trimEnd().split('\n');
    const files = listing.map((line) => line.split(/\s+/)).filter(([mode = '']) => !mode.startsWith('d'));
    expect(new Set(files.map(([, owner]) => owner))).toEqual(new Set(['root/root']));
    const modes = Object.fromEntries(files.map(([mode, , , , , name]) => [name, mode]));
    expect(modes).toMatchObject({
      './etc/hal-listener/config.json': '-rw-r-----',
      './lib/systemd/system/hal-listener.service': '-rw-r--r--',
      './usr/bin/hal-listener': '-rwxr-xr-x',
      './usr/share/bash-completion/completions/hal-listener': '-rw-r--r--',
      './usr/share/doc/hal-listener/THIRD-PARTY-NOTICES.gz': '-rw-r--r--',
      './usr/share/doc/hal-listener/copyright': '-rw-r--r--',
      './usr/share/man/man1/hal-listener.1.gz': '-rw-r--r--',
      './usr/share/zsh/vendor-completions/_hal-listener': '-rw-r--r--',
    });
    expect(runTool(['dpkg-deb'], ['-I', file, 'conffiles'])).toBe('/etc/hal-listener/config.json\n');
  });

  it('has the documented size', () => {
    expect(wrongSize('Debian package', statSync(file).size)).toBeUndefined();
  });

  const lintian = asked && hasTool('lintian');
  it.skipIf(!lintian)(`passes lintian${lintian ? '' : ' (skipped: it needs lintian)'}`, () => {
    const { status, stdout } = spawnSync('lintian', ['--fail-on', 'error,warning', file], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, '']);
  });
});
