import type { AutostartMachine } from './autostart.ts';

type ConfigSearch = Pick<AutostartMachine, 'platform' | 'env' | 'files'>;

/** Where QM's installers put its configuration, and where QM itself is told to look (ScarletDME: SCARLET_CONFIG). */
export function usualQmConfigs({ platform, env }: Pick<ConfigSearch, 'platform' | 'env'>): readonly string[] {
  const named = env.SCARLET_CONFIG ? [env.SCARLET_CONFIG] : [];
  const usual =
    platform === 'win32'
      ? ['C:\\qmsys\\qmconfig', 'C:\\openqm\\qmconfig']
      : ['/etc/scarlet.conf', '/etc/qmconfig'];
  return [...named, ...usual];
}

/** QM's configuration file in its usual places: the first that has QM's section; undefined where there is none. */
export function findQmConfig(machine: ConfigSearch): string | undefined {
  return usualQmConfigs(machine).find((file) => isQmConfig(machine, file));
}

function isQmConfig({ files }: ConfigSearch, file: string): boolean {
  try {
    return /^\[qm\]/im.test(files.read(file)?.toString('latin1') ?? '');
  } catch {
    // A file that this user may not read is one that --qm-config can name.
    return false;
  }
}
