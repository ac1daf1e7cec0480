import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { NOTICES } from '../notices.ts';
import { ROOT } from '../rooms.ts';
import { EXECUTABLES, type ExecutableTarget } from './executable-targets.ts';
import { hasTool, runTool } from './run-tool.ts';
import { installedRuntime, type Runtime } from './runtime.ts';
import { writeBlob } from './sea-blob.ts';
import { brand } from './windows-resources.ts';

/** By this, Node detects that it contains a program. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Builds the executable of a target from `dist/`. The file is moved into place when it is complete. */
export async function buildExecutable(target: ExecutableTarget): Promise<void> {
  const { file } = EXECUTABLES[target];
  const runtime = installedRuntime(target);
  const work = mkdtempSync(path.join(tmpdir(), 'hal-executable-'));
  try {
    const blob = path.join(work, 'blob');
    const hasCode = writeBlob(target, blob);
    const program = path.join(work, path.basename(file));
    copyFileSync(runtime.program, program);
    chmodSync(program, 0o755);
    await fitFor(target, program, runtime);
    inject(program, blob, runtime);
    const destination = path.join(ROOT, file);
    mkdirSync(path.dirname(destination), { recursive: true });
    const staged = `${destination}.new`;
    copyFileSync(program, staged);
    renameSync(staged, destination);
    const size = (statSync(destination).size / 1e6).toFixed(1);
    writeNotices(path.dirname(destination));
    console.log(`${file}: ${size} MB, Node ${runtime.version}${hasCode ? '' : ', without compiled code'}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Licences of everything in the executable, which must be passed on with it. */
function writeNotices(folder: string): void {
  // The package of the Windows runtime does not contain Node's licence.
  const { license } = installedRuntime('linux-x64');
  const node = readFileSync(license, 'utf8');
  const packages = readFileSync(path.join(ROOT, NOTICES), 'utf8');
  writeFileSync(
    path.join(folder, path.basename(NOTICES)),
    `${packages}\n${'-'.repeat(78)}\n\nNode.js\n\n${node}`,
  );
}

async function fitFor(target: ExecutableTarget, program: string, { modules }: Runtime): Promise<void> {
  if (EXECUTABLES[target].platform === 'win32') {
    const { productName: name, description, version, license } = manifest;
    await brand(program, { name, description, version, license }, modules);
  } else if (hasTool('strip')) {
    runTool(['strip'], [program]);
  } else {
    console.warn('strip is not here: the executable is 18 MB larger than it has to be');
  }
}

function inject(program: string, blob: string, { modules }: Runtime): void {
  const words = [program, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE];
  // In a separate process, because it changes how its process handles errors.
  runTool([process.execPath, path.join(modules, 'postject/dist/cli.js')], words);
}
