import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['contract/a.ts', '../listener/version.ts'],
  ['contract/b.ts', '../cli/terminal.ts'],
  ['contract/c.ts', '../lib/clock.ts'],
  ['contract/d.ts', 'node:path'],
  ['wording/a.ts', '../lib/clock.ts'],
  ['wording/b.ts', 'node:path'],
  ['panel/a.ts', '../listener/version.ts'],
  ['panel/b.ts', '../cli/terminal.ts'],
  ['panel/c.ts', 'electron'],
  ['supervisor/f.ts', '../panel/server.ts'],
  ['lib/b.ts', '../listener/version.ts'],
  ['listener/server/a.ts', '../../cli/terminal.ts'],
  ['listener/server/b.ts', '../../supervisor/x.ts'],
  ['listener/server/c.ts', '../../electron/x.ts'],
  ['supervisor/a.ts', '../listener/version.ts'],
  ['supervisor/b.ts', '../cli/terminal.ts'],
  ['supervisor/c.ts', 'electron'],
  ['cli/a.ts', '../renderer/x.ts'],
  ['cli/b.ts', '../electron/x.ts'],
  ['renderer/a.ts', '../supervisor/x.ts'],
  ['renderer/b.tsx', '../../listener/version.ts'],
  ['renderer/c.ts', 'node:fs'],
  ['renderer/e.ts', '../lib/clock.ts'],
  ['electron/a.ts', '../listener/version.ts'],
  ['electron/b.ts', '../../cli/terminal.ts'],
  ['electron/c.ts', '../renderer/app.tsx'],
  ['simulation/a.ts', '../supervisor/x.ts'],
  ['simulation/b.ts', '../listener/version.ts'],
  ['simulation/actors/c.ts', '../../lib/clock.ts'],
];

const ALLOWED: readonly (readonly [string, string])[] = [
  ['listener/server/d.ts', '../../contract/hal.ts'],
  ['listener/server/e.ts', '../../lib/clock.ts'],
  ['lib/c.ts', '../contract/hal.ts'],
  ['supervisor/d.ts', '../contract/hal.ts'],
  ['panel/d.ts', '../supervisor/x.ts'],
  ['panel/e.ts', '../wording/state.ts'],
  ['electron/f.ts', '../panel/server.ts'],
  ['renderer/f.ts', '../wording/state.ts'],
  ['supervisor/e.ts', '../lib/clock.ts'],
  ['cli/d.ts', '../listener/version.ts'],
  ['cli/e.ts', '../supervisor/x.ts'],
  ['renderer/d.tsx', '../contract/panel.ts'],
  ['electron/d.ts', '../supervisor/x.ts'],
  ['electron/e.ts', 'electron'],
  ['simulation/d.ts', '../contract/desired.ts'],
  ['simulation/actors/e.ts', '../../listener/account/qmclient/testing/miniature-qm.ts'],
];

/** The files in which our linter, with our rules, finds an import that is not allowed. */
function refused(files: readonly (readonly [string, string])[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'hal-layers-'));
  try {
    copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
    for (const [path, imported] of files) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `import { x } from '${imported}';\n\nx();\n`);
    }
    const ran = spawnSync(
      process.execPath,
      [BIOME, 'lint', '--only=style/noRestrictedImports', '--reporter=github', '.'],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    const found = ran.stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+)/g);
    return [...found].map(([, path = '']) => path.replaceAll('\\', '/').replace(/^\.\//, '')).sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('import layers', () => {
  it('are held by the linter: imports point one way', () => {
    expect(refused([...FORBIDDEN, ...ALLOWED])).toEqual(FORBIDDEN.map(([path]) => path).sort());
  });
});
