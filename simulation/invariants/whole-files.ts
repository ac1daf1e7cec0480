import { REGISTRATION } from '../../contract/registration.ts';
import { DESIRED, LAST_EXIT } from '../../contract/run-state.ts';
import { RUN } from '../machine.ts';
import { HOME } from '../setting.ts';
import type { Inode } from '../world/inode.ts';
import type { World } from '../world/world.ts';
import type { Report } from './violation.ts';

type Check = (content: Buffer) => boolean;

const json = (schema: { safeParse(value: unknown): { readonly success: boolean } } | undefined): Check => {
  return (content) => {
    try {
      const value: unknown = JSON.parse(content.toString('utf8'));
      return schema?.safeParse(value).success ?? true;
    } catch {
      return false;
    }
  };
};

/** Files that several processes read, by name, with a check that they are complete. */
const CHECKS: readonly (readonly [name: RegExp, check: Check])[] = [
  [/^desired(-\d+)?(\.copy)?\.json$/, json(DESIRED)],
  [/^last-exit\.json$/, json(LAST_EXIT)],
  [/^\d+\.json$/, json(REGISTRATION)],
  [/^history-\d+\.json$/, json(undefined)],
  [/^control\.key$/, (content) => content.length === 32],
  [/^(config|sessions|started|settings)\.json$/, json(undefined)],
];

/** After every step, every file must be complete for readers. */
export class WholeFiles {
  readonly #world: World;
  readonly #report: Report;
  readonly #seen = new WeakMap<Inode, number>();
  readonly #excused = new WeakSet<Inode>();
  #version = -1;

  constructor(world: World, report: Report) {
    this.#world = world;
    this.#report = report;
  }

  check(): void {
    const { files } = this.#world;
    if (files.version === this.#version) return;
    this.#version = files.version;
    for (const folder of [HOME, RUN]) {
      for (const [name, inode] of files.find(folder)?.entries ?? [])
        this.#look(`${folder}/${name}`, name, inode);
    }
  }

  /** A file that the simulation itself damaged is not the product's fault. */
  excuse(inode: Inode): void {
    this.#excused.add(inode);
  }

  #look(file: string, name: string, inode: Inode): void {
    if (inode.kind !== 'file' || this.#excused.has(inode) || this.#seen.get(inode) === inode.version) return;
    this.#seen.set(inode, inode.version);
    const check = CHECKS.find(([pattern]) => pattern.test(name))?.[1];
    if (check === undefined || check(inode.data)) return;
    const text = inode.data.toString('latin1');
    this.#report(
      'files are complete',
      `${file} holds ${inode.data.length} bytes: ${JSON.stringify(text.slice(0, 80))}`,
    );
  }
}
