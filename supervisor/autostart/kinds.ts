import path from 'node:path';
import { absoluteFolder } from '../../lib/user.ts';
import { type Autostart, AutostartError, type AutostartMachine, WINDOWS_SYSTEM_SID } from './autostart.ts';
import { desktopEntry } from './desktop-entry.ts';
import { launchAgent } from './launch-agent.ts';
import { defaultQmConfigs, findQmConfig, qmStartup } from './qm-startup.ts';
import type { RegistryExport } from './registry.ts';
import { runKey } from './run-key.ts';
import { windowsService } from './service.ts';
import { startupScript } from './startup-script.ts';
import { systemdUnit } from './systemd-unit.ts';
import { scheduledTask } from './task.ts';

/** Every kind, with its description for operators. */
export const AUTOSTART_KINDS = {
  login: 'when this user logs in',
  startup:
    'when this user logs in, by a script in the Startup folder; with --all-users when anybody does (Windows)',
  task: 'when the machine starts, by Task Scheduler (Windows)',
  'health-task': 'every five minutes a health check, by Task Scheduler (Windows)',
  service: 'when the machine starts, as a service (Windows)',
  systemd: 'when the machine starts, by systemd (Linux)',
  qm: 'when QM starts, by STARTUP= in its configuration file (--qm-config names one in an unusual place)',
  'systemd-user': "when this user logs in, by the user's systemd (Linux)",
} as const;

export type AutostartKind = keyof typeof AUTOSTART_KINDS;

export function isAutostartKind(kind: string): kind is AutostartKind {
  return Object.hasOwn(AUTOSTART_KINDS, kind);
}

const KINDS_OF: Readonly<Partial<Record<NodeJS.Platform, readonly AutostartKind[]>>> = {
  win32: ['login', 'startup', 'task', 'health-task', 'service', 'qm'],
  linux: ['login', 'systemd', 'systemd-user', 'qm'],
  darwin: ['login'],
};

/** The kinds that a platform supports. */
export function kindsOf(platform: NodeJS.Platform): readonly AutostartKind[] {
  return KINDS_OF[platform] ?? [];
}

/** The script for a command that is too long for QM; undefined if no home is known. */
function startScriptFile({ home, platform }: AutostartMachine): string | undefined {
  if (home === undefined) return undefined;
  return platform === 'win32' ? path.win32.join(home, 'qm-start.cmd') : path.posix.join(home, 'qm-start');
}

function registryExport({ files, tempDir }: AutostartMachine): RegistryExport {
  return { files, temporaryFile: path.win32.join(tempDir, `hal-listener-${process.pid}.reg`) };
}

/** The folder above the Start menu of this user, or of all. */
function startupFolder({ env, userDir, allUsers = false }: AutostartMachine): string {
  if (allUsers) return absoluteFolder(env.ProgramData, path.win32) ?? 'C:\\ProgramData';
  return absoluteFolder(env.APPDATA, path.win32) ?? path.win32.join(userDir, 'AppData\\Roaming');
}

/** @throws AutostartError if this machine does not support the kind */
export function autostartOf(kind: AutostartKind, machine: AutostartMachine): Autostart {
  const { platform, env, userDir, user, tempDir } = machine;
  const kinds = kindsOf(platform);
  if (!kinds.includes(kind)) {
    throw new AutostartError(
      `Autostart "${kind}" is not available on this machine: use ${kinds.join(', ') || 'none'}.`,
    );
  }
  // The XDG specification says to ignore a relative path.
  const xdg = env.XDG_CONFIG_HOME ?? '';
  const folder = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(userDir, '.config');
  switch (kind) {
    case 'login':
      if (platform === 'win32') return runKey(machine, registryExport(machine));
      return platform === 'darwin' ? launchAgent(machine, userDir) : desktopEntry(machine, folder);
    case 'startup':
      return startupScript(machine, {
        folder: startupFolder(machine),
        allUsers: machine.allUsers ?? false,
        via: machine.via ?? 'listener',
      });
    case 'task':
    case 'health-task': {
      const root = absoluteFolder(env.SystemRoot, path.win32) ?? 'C:\\Windows';
      const places = {
        temporaryFile: path.win32.join(tempDir, `hal-listener-task-${process.pid}.xml`),
        tasksFolder: path.win32.join(root, 'System32\\Tasks'),
      };
      return scheduledTask(machine, places, {
        schedule: kind === 'task' ? 'boot' : 'health',
        ...(machine.runAs === undefined ? {} : { user: machine.runAs }),
      });
    }
    case 'service':
      return windowsService(machine, {
        home: machine.home,
        runAs: machine.runAs ?? WINDOWS_SYSTEM_SID,
        runAsName: machine.runAsName,
        place: registryExport(machine),
      });
    case 'qm':
      return qmStartup(
        machine,
        machine.qmConfig ?? findQmConfig(machine),
        defaultQmConfigs(machine),
        startScriptFile(machine),
      );
    case 'systemd':
      return systemdUnit(machine, { of: 'system', user });
    case 'systemd-user':
      return systemdUnit(machine, { of: 'user', folder });
  }
}
