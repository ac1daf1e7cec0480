import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/**
 * A program whose compiled code is kept in a file beside it, so that a start does not compile it again: of a program of
 * some megabytes that takes longer than the rest of a start. Whoever may write there may change the program as well, so
 * the code is as trustworthy as the program. Where it cannot be written, each start compiles.
 */

/** Bytes in front of the code: its CRC-32. V8 does not check what it is given, and crashes on damaged code. */
const HEADER_BYTES = 4;

const SUFFIX = '.code';

export interface CompiledScript {
  readonly script: Script;
  /** Whether the code that was kept was used. */
  readonly isReused: boolean;
  /** Keeps what is compiled by now for the next start, unless it was reused. Never throws. */
  keep(): void;
}

/**
 * @param file the program, whose text is an expression without `import()`; its first line is a comment that names its content
 * @param purpose programs are run for several purposes, which need different functions of it; undefined: nothing is
 *   reused nor kept
 */
export function compiledScript(file: string, purpose: string | undefined): CompiledScript {
  // Latin-1 takes each byte for a character: the build leaves ASCII alone.
  const source = readFileSync(file, 'latin1');
  const name = path.basename(file, path.extname(file));
  const prefix = `${name}.${purpose}.`;
  const { versions, arch } = process;
  const kept = `${prefix}${contentOf(source)}-${versions.v8}-${arch}${SUFFIX}`;
  const code = path.join(path.dirname(file), kept);
  const cachedData = purpose === undefined ? undefined : readCode(code);
  const script = new Script(source, {
    filename: file,
    ...(cachedData !== undefined && { cachedData }),
  });
  const isReused = cachedData !== undefined && script.cachedDataRejected === false;
  return {
    script,
    isReused,
    keep: () => {
      if (!isReused && purpose !== undefined) writeCode(code, prefix, script.createCachedData());
    },
  };
}

/** `// 0123456789abcdef` as the first line. @throws Error where it names nothing */
function contentOf(source: string): string {
  const named = /^\/\/ ([0-9a-f]{16})\n/.exec(source.slice(0, 20));
  if (named?.[1] === undefined) throw new Error('the first line of the program does not name its content');
  return named[1];
}

function readCode(file: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    // Not kept yet, or not for us: it is compiled.
    return undefined;
  }
  const code = bytes.subarray(HEADER_BYTES);
  return bytes.length > HEADER_BYTES && crc32(code) === bytes.readUInt32LE() ? code : undefined;
}

/**
 * Also takes away what was kept of other versions. Not by the atomic writer: it would load crypto for each start, and sync
 * what may as well be lost, since the CRC says what is whole.
 */
function writeCode(file: string, prefix: string, code: Buffer): void {
  const folder = path.dirname(file);
  const staged = `${file}.${process.pid}`;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(crc32(code));
  try {
    writeFileSync(staged, Buffer.concat([header, code]));
    renameSync(staged, file);
    for (const other of readdirSync(folder))
      if (other.startsWith(prefix) && other.endsWith(SUFFIX) && other !== path.basename(file))
        rmSync(path.join(folder, other), { force: true });
  } catch {
    // A folder that only an administrator may write, a full disk: the next start compiles.
    rmSync(staged, { force: true });
  }
}
