import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packaging } from '../electron-builder.ts';
import { hasTool } from '../executable/run-tool.ts';
import { installedRuntime } from '../executable/runtime.ts';
import { ROOT } from '../rooms.ts';
import { writeStandIn } from './stand-in.ts';
import { stubPlugin } from './stub-plugin.ts';

/**
 * The whole script of electron-builder's Windows installer, with our part in it, as electron-builder gives it to makensis, to
 * which warnings are errors. What electron-builder downloads is replaced: the plugins by their names, 7-Zip, and the run under
 * 32-bit Wine that makes the uninstaller.
 */
const asked = process.env.PACKAGE_CHECK === '1';
const can = asked && process.platform === 'linux' && hasTool('makensis', '-VERSION');
const why = asked ? ' (skipped: it needs makensis)' : ' (skipped: npm run package:check runs it)';
const folder = can ? mkdtempSync(path.join(tmpdir(), 'hal-installer-script-')) : '';
const tools = path.join(folder, 'tools');
const TEMPLATES = path.join(ROOT, 'node_modules/app-builder-lib/templates/nsis');

/** What the templates call of each plugin. */
function calledFunctions(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const name of readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })) {
    if (!/\.ns[hi]$/.test(name)) continue;
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    for (const [, plugin = '', called = ''] of text.matchAll(/\b([A-Za-z]\w*)::(\w+)/g))
      found.set(plugin.toLowerCase(), (found.get(plugin.toLowerCase()) ?? new Set()).add(called));
  }
  return found;
}

function writeTools(): void {
  const program = (name: string, script: string): void => {
    const file = path.join(tools, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  };
  // What the uninstaller is made by is noted, and one is put where the second script looks for it.
  program(
    'nsis/linux/makensis',
    `unset NSISDIR
cat > '${folder}'/script.nsi
/usr/bin/makensis "$@" < '${folder}'/script.nsi || exit $?
for word; do case "$word" in
  -DUNINSTALLER_OUT_FILE=Z:*) echo x > "$(printf %s "\${word#*Z:}" | tr '\\\\' /)" ;;
  -DBUILD_UNINSTALLER) echo uninstaller >> '${folder}/passes' ;;
esac; done
echo pass >> '${folder}/passes'`,
  );
  program('7za', 'for word; do case "$word" in *.7z) echo archive > "$word" ;; esac; done');
  program('bin/wine', 'exit 0');
  writeFileSync(path.join(tools, 'nsis/elevate.exe'), stubPlugin(['none']));
  const plugins = path.join(tools, 'resources/plugins/x86-unicode');
  mkdirSync(plugins, { recursive: true });
  const own = readdirSync('/usr/share/nsis/Plugins/x86-unicode').map((name) => name.toLowerCase());
  for (const [plugin, called] of calledFunctions())
    if (!own.includes(`${plugin}.dll`))
      writeFileSync(path.join(plugins, `${plugin}.dll`), stubPlugin([...called]));
}

describe.skipIf(!can)(`the whole script of the tray's Windows installer${can ? '' : why}`, () => {
  beforeAll(async () => {
    writeTools();
    writeStandIn('win', path.join(folder, 'electron'), installedRuntime('linux-x64').modules);
    vi.stubEnv('ELECTRON_BUILDER_NSIS_DIR', path.join(tools, 'nsis'));
    vi.stubEnv('ELECTRON_BUILDER_NSIS_RESOURCES_DIR', path.join(tools, 'resources'));
    vi.stubEnv('ELECTRON_BUILDER_7ZIP_PATH', path.join(tools, '7za'));
    vi.stubEnv('PATH', `${path.join(tools, 'bin')}${path.delimiter}${process.env.PATH}`);
    const config = packaging(() => false);
    await build({
      targets: Platform.WINDOWS.createTarget('nsis'),
      projectDir: ROOT,
      config: {
        ...config,
        // Debian's NSIS lacks texts of others.
        nsis: { ...config.nsis, installerLanguages: ['en_US'] },
        directories: { output: path.join(folder, 'packages'), buildResources: 'dist/electron/icons' },
        electronDist: path.join(folder, 'electron'),
      },
    });
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is taken by makensis without a warning, for the installer and for the uninstaller', () => {
    expect(readFileSync(path.join(folder, 'passes'), 'utf8')).toBe('uninstaller\npass\npass\n');
    expect(readFileSync(path.join(folder, 'script.nsi'), 'utf8')).toContain('tray-installer.nsh');
    expect(readdirSync(path.join(folder, 'packages'))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^hal-listener-tray-setup-[\d.]+\.exe$/)]),
    );
  });
});
