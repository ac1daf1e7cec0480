import { type Autostart, type AutostartEntry, AutostartError } from '../supervisor/autostart/autostart.ts';

export interface AppLocation {
  readonly isPackaged: boolean;
  /** Of its package.json; what an Electron that is not packaged has to be told. */
  readonly appFolder: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * What starts this app. An AppImage and Windows' portable program run from a folder that is gone afterwards: they say
 * themselves where they lie.
 */
export function trayEntry(
  { isPackaged, appFolder, execPath, env }: AppLocation,
  flag: string,
): AutostartEntry {
  if (!isPackaged) return { program: execPath, args: [appFolder, flag] };
  return { program: env.APPIMAGE ?? env.PORTABLE_EXECUTABLE_FILE ?? execPath, args: [flag] };
}

/** The entry that starts the tray when this user logs in: one, the supervisor's `login` kind, as the system has it. */
export class LoginStart {
  readonly #autostart: Autostart;
  readonly #tray: AutostartEntry;

  constructor(autostart: Autostart, tray: AutostartEntry) {
    this.#autostart = autostart;
    this.#tray = tray;
  }

  /** Whether it starts the tray; what starts something else in its place is no entry of the tray. */
  async read(): Promise<boolean> {
    const state = await this.#autostart.read();
    return state.kind === 'installed' && JSON.stringify(state.entry) === JSON.stringify(this.#tray);
  }

  /** @throws AutostartError */
  async set(on: boolean): Promise<void> {
    if (on) await this.#autostart.install(this.#tray);
    else await this.#autostart.remove();
    if ((await this.read()) === on) return;
    const what = on ? 'The entry was created but is missing' : 'The entry was removed but is still there';
    throw new AutostartError(`${what}: ${this.#autostart.location}.`);
  }
}
