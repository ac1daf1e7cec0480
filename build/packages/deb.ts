import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import manifest from '../../package.json' with { type: 'json' };
import { EXECUTABLES } from '../executable/executable-targets.ts';
import { hasTool, runTool } from '../executable/run-tool.ts';
import { NOTICES } from '../notices.ts';
import { filesIn, ROOT } from '../rooms.ts';

/** Relative to the root. */
export const DEB_FOLDER = 'dist/deb';
const SOURCE = path.join(ROOT, 'build/deb');
const EXECUTABLE = path.join(ROOT, EXECUTABLES['linux-x64'].file);
const NAME = 'hal-listener';
const MAINTAINER = 'HAL Listener <maintainers@hal-listener.invalid>';
/** Libraries of the runtime (objdump -p), and programs of the maintainer scripts. */
const DEPENDS = 'adduser, libc6 (>= 2.28), libgcc-s1 (>= 3.4), libstdc++6 (>= 6)';

export interface DebOptions {
  /** As in package.json. Tests make two packages of one build. */
  readonly version?: string;
  /** As in `dpkg-deb -Z`, with its level. */
  readonly compression?: readonly string[];
  /** Folder for the package. */
  readonly folder?: string;
}

/** The version in Debian's order: a pre-release is older than its release. */
export function debianVersion(version: string): string {
  return version.replace('-', '~');
}

/**
 * Makes the Debian package of the headless listener from the Linux executable. All its files belong to root.
 *
 * @returns its file
 * @throws Error if `dpkg-deb` is missing or fails
 */
export function buildDeb({
  version = manifest.version,
  compression = ['-Zxz'],
  folder = path.join(ROOT, DEB_FOLDER),
}: DebOptions = {}): string {
  if (!hasTool('dpkg-deb')) throw new Error('A Debian package is made by dpkg-deb: apt-get install dpkg');
  const root = mkdtempSync(path.join(tmpdir(), 'hal-deb-'));
  try {
    putFiles(root, debianVersion(version));
    putControl(root, debianVersion(version));
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${NAME}_${debianVersion(version)}_amd64.deb`);
    runTool(['dpkg-deb'], ['--root-owner-group', ...compression, '--build', root, file]);
    return file;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Writes a file into the package's tree, with its final permissions. */
type Put = (place: string, content: string | Uint8Array, mode?: number) => void;

function putter(root: string): Put {
  return (place, content, mode = 0o644) => {
    const file = path.join(root, place);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, content);
    chmodSync(file, mode);
  };
}

function putFiles(root: string, version: string): void {
  chmodSync(root, 0o755);
  const put = putter(root);
  const doc = `usr/share/doc/${NAME}`;
  const notices = path.join(path.dirname(EXECUTABLE), path.basename(NOTICES));
  const source = (name: string): string => readFileSync(path.join(SOURCE, name), 'utf8');
  mkdirSync(path.join(root, 'usr/bin'), { recursive: true });
  cpSync(EXECUTABLE, path.join(root, 'usr/bin', NAME));
  chmodSync(path.join(root, 'usr/bin', NAME), 0o755);
  put(`lib/systemd/system/${NAME}.service`, source('hal-listener.service'));
  put(`etc/${NAME}/config.json`, source('config.json'), 0o640);
  put(`usr/share/man/man1/${NAME}.1.gz`, gzip(say(root, 'man')));
  put(`usr/share/bash-completion/completions/${NAME}`, say(root, 'completion', 'bash'));
  put(`usr/share/zsh/vendor-completions/_${NAME}`, say(root, 'completion', 'zsh'));
  put(`usr/share/lintian/overrides/${NAME}`, source('lintian-overrides'));
  put(`${doc}/copyright`, copyright());
  put(`${doc}/THIRD-PARTY-NOTICES.gz`, gzip(readFileSync(notices, 'utf8')));
  put(`${doc}/changelog.gz`, gzip(changelog(version)));
  put(`${doc}/examples/qm-on-this-machine.conf`, source('qm-on-this-machine.conf'));
  for (const file of filesIn('docs').filter((name) => name.endsWith('.md'))) {
    put(path.join(doc, path.basename(file)), readFileSync(path.join(ROOT, file)));
  }
}

/** Output of the program, with the command name that it has in the path. */
function say(root: string, ...args: readonly string[]): string {
  const bin = path.join(root, 'usr/bin');
  return runTool([path.join(bin, NAME)], args, { env: { PATH: bin, HOME: root } });
}

function gzip(text: string): Uint8Array {
  return gzipSync(text, { level: 9 });
}

function putControl(root: string, version: string): void {
  const files = filesIn('.', root);
  const put = putter(path.join(root, 'DEBIAN'));
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0);
  const [summary, ...more] = DESCRIPTION;
  const fields = {
    Package: NAME,
    Version: version,
    Architecture: 'amd64',
    Maintainer: MAINTAINER,
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: DEPENDS,
    'Pre-Depends': 'init-system-helpers (>= 1.54~)',
    Section: 'net',
    Priority: 'optional',
    Homepage: 'https://hal-listener.invalid',
    Description: [summary, ...more.map((line) => ` ${line === '' ? '.' : line}`)].join('\n'),
  };
  put(
    'control',
    `${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('')}`,
  );
  put('conffiles', `/etc/${NAME}/config.json\n`);
  const sums = files.map((file) => `${md5(path.join(root, file))}  ${file}\n`);
  put('md5sums', sums.filter((line) => !line.includes('  etc/')).join(''));
  for (const script of ['postinst', 'prerm', 'postrm']) {
    put(script, readFileSync(path.join(SOURCE, script)), 0o755);
  }
}

const DESCRIPTION = [
  'answers HAL clients from an OpenQM or ScarletDME account',
  'HAL is a home assistant whose data lives in a MultiValue database. Its',
  'clients send questions as JSON over a WebSocket; this listener answers them',
  'from the database, and comes with the controls of a QM phantom: start, stop,',
  'restart, watch, list, kill, logs and a panel for the browser.',
  '',
  'It is one executable, which contains its runtime (Node.js).',
];

function md5(file: string): string {
  return createHash('md5').update(readFileSync(file)).digest('hex');
}

function copyright(): string {
  const own = readFileSync(path.join(ROOT, 'LICENSE'), 'utf8');
  return `HAL Listener\n\n${own}\nThe executable contains Node.js and other packages. Their licences, among them the Apache License 2.0\n(/usr/share/common-licenses/Apache-2.0), are in THIRD-PARTY-NOTICES.gz in this folder.\n`;
}

/** The latest entry only; CHANGELOG.md has the others. */
function changelog(version: string): string {
  const { mtime } = statSync(path.join(ROOT, 'CHANGELOG.md'));
  const date = mtime.toUTCString().replace('GMT', '+0000');
  return `${NAME} (${version}) unstable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- ${MAINTAINER}  ${date}\n`;
}
