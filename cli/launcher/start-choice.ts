/** What `npm start` knows about the machine it runs on. */
export interface StartEnvironment {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  /** The arguments after `npm start --`. */
  readonly args: readonly string[];
  /** Whether the package is installed, with or without its binary. */
  readonly hasElectron: boolean;
}

/** Why the tray cannot be shown; undefined if it can. */
export function noTrayReason({
  platform,
  env,
  uid,
  args,
  hasElectron,
}: StartEnvironment): string | undefined {
  if (args.length > 0) return `"${args.join(' ')}" is for the panel`;
  if (!hasElectron) return 'Electron is not installed (npm ci installs it)';
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  return uid === 0 ? 'Electron does not run as root' : undefined;
}
