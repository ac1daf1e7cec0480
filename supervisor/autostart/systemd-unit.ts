import path from 'node:path';
import { EXIT } from '../../contract/exit-codes.ts';
import { stopTimeoutMs } from '../../contract/start-flags.ts';
import { oneLine } from '../../lib/text.ts';
import { ToolError } from '../platform/run-tool.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
} from './autostart.ts';
import { assertNoControlCharacters, lineValue, parseQuotedArguments } from './text-formats.ts';

const UNIT = 'hal-listener.service';
/** Where a package of the system puts its units. */
const PACKAGED = [`/usr/lib/systemd/system/${UNIT}`, `/lib/systemd/system/${UNIT}`];

/** A system unit, which starts at boot, or a user unit, which starts at login (or at boot with lingering). */
export type UnitScope =
  | { readonly of: 'system'; readonly user: string }
  /** `folder`: `~/.config`, or XDG_CONFIG_HOME. */
  | { readonly of: 'user'; readonly folder: string };

/** Starts by systemd on Linux. */
export function systemdUnit({ run, files }: AutostartDependencies, scope: UnitScope): Autostart {
  const folder =
    scope.of === 'system' ? '/etc/systemd/system' : path.posix.join(scope.folder, 'systemd/user');
  const location = path.posix.join(folder, UNIT);
  const systemctl = (...args: readonly string[]): Promise<string> =>
    run('systemctl', [`--${scope.of}`, ...args]);
  /** Reloads the units. If systemd cannot be reached it reads them when it starts. */
  const reload = (): Promise<unknown> => systemctl('daemon-reload').catch(() => undefined);
  /** `enabled`, `disabled` or another word of systemd, which exits with a failure for all but the first; empty if it says none. */
  const enablement = async (): Promise<{ readonly state: string; readonly why: string }> => {
    try {
      return { state: (await systemctl('is-enabled', UNIT)).trim(), why: '' };
    } catch (error) {
      return { state: error instanceof ToolError ? error.stdout.trim() : '', why: oneLine(error) };
    }
  };
  const packaged = (): string | undefined =>
    scope.of === 'system' ? PACKAGED.find((file) => files.read(file) !== undefined) : undefined;
  return {
    location,
    install: async (entry) => {
      const own = packaged();
      if (own !== undefined) {
        throw new AutostartError(
          `A package has installed the unit ${own}. Enable it: systemctl enable --now ${UNIT}`,
        );
      }
      const previous = files.read(location);
      files.write(location, unitText(entry, scope));
      await reload();
      try {
        await systemctl('enable', UNIT);
      } catch (error) {
        if (previous === undefined) files.remove(location);
        else files.write(location, previous);
        await reload();
        throw new AutostartError(`systemd rejected the unit, and nothing was changed: ${oneLine(error)}`);
      }
    },
    remove: async () => {
      if (files.read(location) === undefined) {
        const own = packaged();
        if (own === undefined) return;
        throw new AutostartError(`${own} belongs to a package. Disable it: systemctl disable --now ${UNIT}`);
      }
      await systemctl('disable', UNIT).catch(() => undefined);
      files.remove(location);
      await reload();
    },
    read: async () => {
      // A unit of the administrator's hides that of a package.
      const file = files.read(location) === undefined ? (packaged() ?? location) : location;
      const text = files.read(file)?.toString('utf8');
      if (text === undefined) return { kind: 'absent' };
      const entry = entryOfUnit(text);
      if (entry === undefined) return { kind: 'idle', why: `${file} names no program` };
      const enabled = await enablement();
      if (enabled.state === 'enabled') return { kind: 'installed', entry };
      if (enabled.state === '') return { kind: 'unknown', why: `systemd could not be asked: ${enabled.why}` };
      return { kind: 'idle', why: `it is not enabled: systemctl --${scope.of} enable ${UNIT}` };
    },
  };
}

/**
 * The unit runs `watch`, so that a deliberate stop lasts: the supervisor keeps running and leaves the listener stopped,
 * whereas `Restart=always` for the listener itself would undo the stop.
 *
 * @throws AutostartError
 */
export function unitText(entry: AutostartEntry, scope: UnitScope): string {
  assertNoControlCharacters(entry);
  const system = scope.of === 'system';
  // Names under which QM is known to run; one that there is not changes nothing.
  const after = entry.leavesAtOnce === true ? ' qm.service openqm.service scarletdme.service' : '';
  return [
    `# Written by "hal-listener autostart install systemd${system ? '' : '-user'}".`,
    '[Unit]',
    `Description=${AUTOSTART_NAME}`,
    ...(system ? [`After=network-online.target${after}`, 'Wants=network-online.target'] : []),
    '',
    '[Service]',
    ...(entry.leavesAtOnce === true ? startedOnce(entry) : keptRunning(entry)),
    '# The listener answers pending queries before it exits.',
    `TimeoutStopSec=${Math.ceil((entry.stopTimeoutMs ?? stopTimeoutMs()) / 1_000)}`,
    'UnsetEnvironment=NODE_OPTIONS',
    ...(system ? [`User=${scope.user}`, 'StateDirectory=hal-listener', 'StateDirectoryMode=0700'] : []),
    '',
    '[Install]',
    `WantedBy=${system ? 'multi-user' : 'default'}.target`,
    '',
  ].join('\n');
}

function keptRunning(entry: AutostartEntry): string[] {
  return [
    '# The supervisor: it starts the listener, restarts it when it dies or hangs, and leaves it alone after',
    '# "hal-listener stop". "systemctl stop" ends both, and does not affect the next boot.',
    `ExecStart=${execLine(entry)}`,
    '# Reloads the configuration: the supervisor passes the signal on.',
    'ExecReload=/bin/kill -HUP $MAINPID',
    'Restart=always',
    'RestartSec=2',
    '# An invalid command line or configuration: another start would fail too.',
    `RestartPreventExitStatus=${EXIT.usage} ${EXIT.badConfiguration}`,
  ];
}

function startedOnce(entry: AutostartEntry): string[] {
  return [
    '# Starts a phantom of QM and ends. QM takes a socket as standard input for a hang-up.',
    'Type=oneshot',
    'RemainAfterExit=yes',
    'StandardInput=null',
    `ExecStart=${execLine(entry)}`,
  ];
}

/**
 * systemd.service(5), "Command lines", and systemd.unit(5), "Specifiers". In the path of the program systemd replaces no
 * variables, and it refuses quotes and backslashes there: such a program is started by env.
 *
 * @throws AutostartError
 */
function execLine({ program, args }: AutostartEntry): string {
  const words = args.map((argument) => quoteForUnit(argument).replaceAll('$', '$$$$'));
  if (!/["'\\]/.test(program)) return [quoteForUnit(program), ...words].join(' ');
  if (program.includes('=')) {
    throw new AutostartError(
      `systemd cannot start ${program}, which contains a quote or a backslash: move it, or make a link to it.`,
    );
  }
  return [ENV, quoteForUnit(program).replaceAll('$', '$$$$'), ...words].join(' ');
}

const ENV = '/usr/bin/env';

function quoteForUnit(word: string): string {
  return `"${word.replaceAll(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`;
}

export function entryOfUnit(text: string): AutostartEntry | undefined {
  const line = lineValue(text, 'Service', 'ExecStart') ?? '';
  const [first, ...rest] = parseQuotedArguments(line).map((word) => word.replaceAll('%%', '%'));
  if (first === undefined) return undefined;
  const words = rest.map((word) => word.replaceAll('$$', '$'));
  const [program = first, ...args] = line.startsWith(`${ENV} "`) ? words : [first, ...words];
  return { program, args };
}
