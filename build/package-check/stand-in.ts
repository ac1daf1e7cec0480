import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * What stands in for Electron's binary, which `npm ci` does not fetch: enough of it to be packed, named, given icons and
 * fuses. Its fuses are a row of bytes behind a mark (https://www.electronjs.org/docs/latest/tutorial/fuses), burnt as into the
 * real one. The real one is not tested here.
 */
const MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** In their order behind the mark; `1` is on. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;
const UNBURNT = '00110011';
const WIRE = `${MARK}\u0001\u0008${UNBURNT}`;

export type System = 'linux' | 'win' | 'mac';

/** The part of `resedit` that is used here. */
interface ResEdit {
  readonly NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): Executable };
  readonly NtExecutableResource: { from(program: Executable): Resources };
  readonly Resource: { readonly VersionInfo: { createEmpty(): VersionInfo } };
}
interface Executable {
  setExtraData(bytes: Uint8Array): void;
  generate(): ArrayBuffer;
}
interface Resources {
  readonly entries: unknown[];
  outputResource(program: Executable): void;
}
interface VersionInfo {
  setStringValues(
    language: { lang: number; codepage: number },
    values: Readonly<Record<string, string>>,
  ): void;
  outputToResourceEntries(entries: unknown[]): void;
}

/** A program for 64-bit Windows that does nothing, with a version as Electron's has one. */
function windowsProgram(modules: string): Uint8Array {
  const { NtExecutable, NtExecutableResource, Resource }: ResEdit = createRequire(
    path.join(modules, 'none.js'),
  )('resedit');
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  program.setExtraData(Buffer.from(WIRE, 'latin1'));
  return new Uint8Array(program.generate());
}

/**
 * Writes the stand-in for a system into an empty folder, which is then electron-builder's `electronDist`.
 *
 * @param modules where `resedit` is: for Windows
 */
export function writeStandIn(system: System, folder: string, modules = ''): void {
  const write = (file: string, content: string | Uint8Array): void => {
    const whole = path.join(folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, content, { mode: 0o755 });
  };
  if (system === 'linux') {
    write('resources/none', '');
    return write('electron', WIRE);
  }
  if (system === 'win') {
    write('resources/none', '');
    return write('electron.exe', windowsProgram(modules));
  }
  const app = 'Electron.app/Contents';
  write(`${app}/Info.plist`, plist('Electron'));
  write(`${app}/MacOS/Electron`, '');
  write(`${app}/Resources/electron.icns`, '');
  write(`${app}/Frameworks/Electron Framework.framework/Electron Framework`, WIRE);
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${kind}`;
    write(`${app}/Frameworks/${name}.app/Contents/Info.plist`, plist(name));
    write(`${app}/Frameworks/${name}.app/Contents/MacOS/${name}`, '');
  }
}

function plist(name: string): string {
  const keys = { CFBundleExecutable: name, CFBundleName: name, CFBundleIdentifier: 'com.github.Electron' };
  const entries = Object.entries(keys).map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${entries.join('')}</dict></plist>\n`;
}

/** Which fuses are on in a packed program. */
export function burntFuses(file: string): Readonly<Record<string, boolean>> {
  const program = readFileSync(file, 'latin1');
  const place = program.indexOf(MARK);
  if (place < 0) throw new Error(`${file} has no fuses`);
  const wire = program.slice(place + MARK.length + 2);
  return Object.fromEntries(FUSES.map((name, at) => [name, wire[at] === '1']));
}

/** The files of an archive: its header is JSON behind four numbers of four bytes, the last of which is its size. */
export function archived(file: string): string[] {
  const bytes = readFileSync(file);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  return names(header, '').sort();
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
}

function names({ files }: Entry, place: string): string[] {
  if (files === undefined) return [place.slice(1)];
  return Object.entries(files).flatMap(([name, entry]) => names(entry, `${place}/${name}`));
}
