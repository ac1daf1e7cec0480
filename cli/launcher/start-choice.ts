/** What `npm start` can see of the machine it runs on. */
export interface StartEnvironment {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  /** Words behind `npm start --`. */
  readonly args: readonly string[];
  /** Whether the package is installed, its binary or not. */
  readonly hasElectron: boolean;
}

/** Why there is no tray here; undefined where there can be one. */
export function whyNoTray({ platform, env, uid, args, hasElectron }: StartEnvironment): string | undefined {
  if (args.length > 0) return `"${args.join(' ')}" is for the panel`;
  if (!hasElectron) return 'Electron is not installed (npm ci installs it)';
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  return uid === 0 ? 'Electron does not run as root' : undefined;
}
