import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ICON_SIZES } from '../icon-files.ts';
import { iconPng } from '../packages/ico.ts';

/** The parts of `pe-library` and `resedit` used here. They are installed on demand, so the compiler does not see them. */
interface PeLibrary {
  readonly NtExecutable: { from(bytes: Uint8Array, options: { readonly ignoreCert: boolean }): Executable };
  readonly NtExecutableResource: { from(executable: Executable): Resources };
}
interface Executable {
  generate(): ArrayBuffer;
}
interface Resources {
  readonly entries: unknown[];
  outputResource(executable: Executable): void;
}
interface ResEdit {
  readonly Data: { readonly RawIconItem: RawIconItem };
  readonly Resource: {
    readonly VersionInfo: { fromEntries(entries: readonly unknown[]): VersionInfo[] };
    readonly IconGroupEntry: {
      fromEntries(entries: readonly unknown[]): { readonly id: number | string; readonly lang: number }[];
      replaceIconsForResource(
        entries: unknown[],
        id: number | string,
        lang: number,
        icons: readonly unknown[],
      ): void;
    };
  };
}
interface RawIconItem {
  from(bytes: Uint8Array, width: number, height: number, bits: number): unknown;
}
interface VersionInfo {
  readonly lang: number;
  setFileVersion(major: number, minor: number, micro: number, revision: number, lang: number): void;
  setProductVersion(major: number, minor: number, micro: number, revision: number, lang: number): void;
  setStringValues(place: Language, values: Readonly<Record<string, string>>): void;
  removeAllStringValues(place: Language): void;
  outputToResourceEntries(entries: unknown[]): void;
}
interface Language {
  readonly lang: number;
  readonly codepage: number;
}

export interface ProgramDetails {
  readonly name: string;
  readonly description: string;
  /** As in package.json. */
  readonly version: string;
  readonly license: string;
}

const ENGLISH: Language = { lang: 1033, codepage: 1200 };

/**
 * Replaces name, version and icon of a Windows program. This removes its signature, which is for Node's own bytes.
 *
 * @param modules folder in which `resedit` is installed
 */
export async function brand(program: string, details: ProgramDetails, modules: string): Promise<void> {
  const require = createRequire(path.join(modules, 'resedit/package.json'));
  const load = async (name: string): Promise<unknown> =>
    import(/* @vite-ignore */ pathToFileURL(require.resolve(name)).href);
  const { NtExecutable, NtExecutableResource } = (await load('pe-library')) as PeLibrary;
  const { Data, Resource } = (await load('resedit')) as ResEdit;
  const executable = NtExecutable.from(readFileSync(program), { ignoreCert: true });
  const resources = NtExecutableResource.from(executable);
  setVersion(Resource.VersionInfo.fromEntries(resources.entries), details, resources.entries);
  const icons = await Promise.all(
    ICON_SIZES.map(async (size) => Data.RawIconItem.from(await iconPng(size), size, size, 32)),
  );
  const [{ id, lang } = { id: 1, lang: ENGLISH.lang }] = Resource.IconGroupEntry.fromEntries(
    resources.entries,
  );
  Resource.IconGroupEntry.replaceIconsForResource(resources.entries, id, lang, icons);
  resources.outputResource(executable);
  writeFileSync(program, Buffer.from(executable.generate()));
}

function setVersion(
  [info]: readonly VersionInfo[],
  { name, description, version, license }: ProgramDetails,
  entries: unknown[],
): void {
  if (info === undefined) throw new Error('The Windows runtime has no version information to replace');
  const [major = 0, minor = 0, micro = 0] = version.split(/[.-]/).map(Number);
  info.removeAllStringValues(ENGLISH);
  info.setFileVersion(major, minor, micro, 0, ENGLISH.lang);
  info.setProductVersion(major, minor, micro, 0, ENGLISH.lang);
  info.setStringValues(ENGLISH, {
    ProductName: name,
    FileDescription: description,
    CompanyName: name,
    LegalCopyright: `${license} license; contains Node.js`,
    InternalName: 'hal-listener',
    OriginalFilename: 'hal-listener.exe',
    FileVersion: version,
    ProductVersion: version,
  });
  info.outputToResourceEntries(entries);
}
