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
  /** The purpose whose code was kept and used. */
  readonly reused: string | undefined;
  /** Keeps what is compiled by now for the next start, unless that or more was reused. Never throws. */
  keep(purpose: string): void;
}

/**
 * @param file the program, whose text is an expression without `import()`; its first line is a comment that names its content
 * @param purposes what the program is run for, each of which needs more functions of it than those behind it; none: nothing
 *   is reused nor kept
 */
export function compiledScript(file: string, purposes: readonly string[]): CompiledScript {
  // Latin-1 takes each byte for a character: the build leaves ASCII alone.
  const source = readFileSync(file, 'latin1');
  const name = path.basename(file, path.extname(file));
  const { versions, arch } = process;
  const suffix = `.${contentOf(source)}-${versions.v8}-${arch}${SUFFIX}`;
  const prefixes = purposes.map((purpose) => `${name}.${purpose}.`);
  const fileOf = (purpose: string) => path.join(path.dirname(file), `${name}.${purpose}${suffix}`);
  const found = firstKept(purposes, fileOf);
  const script = new Script(source, {
    filename: file,
    ...(found !== undefined && { cachedData: found.code }),
  });
  const reused = script.cachedDataRejected === false ? found?.purpose : undefined;
  const better = reused === undefined ? purposes : purposes.slice(0, purposes.indexOf(reused));
  return {
    script,
    reused,
    keep: (purpose) => {
      if (better.includes(purpose)) writeCode(fileOf(purpose), prefixes, script.createCachedData());
    },
  };
}

function firstKept(
  purposes: readonly string[],
  fileOf: (purpose: string) => string,
): { readonly purpose: string; readonly code: Buffer } | undefined {
  for (const purpose of purposes) {
    const code = readCode(fileOf(purpose));
    if (code !== undefined) return { purpose, code };
  }
  return undefined;
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
 * Also takes away what was kept of other versions, and for less. Not by the atomic writer: it would load crypto for each start, and sync
 * what may as well be lost, since the CRC says what is whole.
 */
function writeCode(file: string, prefixes: readonly string[], code: Buffer): void {
  const folder = path.dirname(file);
  const staged = `${file}.${process.pid}`;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(crc32(code));
  try {
    writeFileSync(staged, Buffer.concat([header, code]));
    renameSync(staged, file);
    for (const other of readdirSync(folder))
      if (
        other !== path.basename(file) &&
        other.endsWith(SUFFIX) &&
        prefixes.some((prefix) => other.startsWith(prefix))
      )
        rmSync(path.join(folder, other), { force: true });
  } catch {
    // A folder that only an administrator may write, a full disk: the next start compiles.
    rmSync(staged, { force: true });
  }
}
