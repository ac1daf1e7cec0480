import { z } from 'zod';
import { replaceFileSync } from '../lib/atomic-file.ts';
import { isAbsent } from '../lib/file-error.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import { NOTICE_KINDS, type NoticeKind } from './notices.ts';

const KINDS = Object.keys(NOTICE_KINDS) as NoticeKind[];

/** What the tray itself can be told; the listener's settings are elsewhere. */
const SETTINGS = z.object({
  /** Kinds of notification that are not shown. */
  silenced: z.array(z.enum(KINDS)).default([]),
  /** Whether quitting stops the listener, which otherwise goes on. */
  stopOnQuit: z.boolean().default(false),
  /** It was stopped because the tray was quit: the tray's next start is a reason to start it. */
  stoppedByQuit: z.boolean().default(false),
  /** Whether the panel is drawn by the graphics card, where there is one. */
  useGpu: z.boolean().default(true),
});

export type TraySettings = Readonly<z.infer<typeof SETTINGS>>;

export const DEFAULT_SETTINGS: TraySettings = SETTINGS.parse({});

/** The tray's settings in a file of this user. */
export class SettingsFile {
  readonly #file: string;
  readonly #log: (line: string) => void;
  #settings: TraySettings;

  /** A file that cannot be read is no reason not to start: defaults, and a line in the log. */
  constructor(file: string, log: (line: string) => void) {
    this.#file = file;
    this.#log = log;
    this.#settings = this.#read();
  }

  get current(): TraySettings {
    return this.#settings;
  }

  update(update: Partial<TraySettings>): void {
    this.#settings = { ...this.#settings, ...update };
    try {
      replaceFileSync(this.#file, `${JSON.stringify(this.#settings, null, 2)}\n`);
    } catch (error) {
      this.#log(`cannot write ${this.#file}, the change is lost at exit: ${error}`);
    }
  }

  #read(): TraySettings {
    try {
      return SETTINGS.parse(JSON.parse(readTextFileSync(this.#file)));
    } catch (error) {
      if (!isAbsent(error)) this.#log(`cannot read ${this.#file}, using the defaults: ${error}`);
      return DEFAULT_SETTINGS;
    }
  }
}
