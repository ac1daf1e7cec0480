import type { Command } from 'commander';
import { loadConfig } from '../listener/config/load.ts';
import { VERSION } from '../listener/version.ts';
import type { ListenerSettings } from '../supervisor/panel/listener-settings.ts';
import { supervisedPanel } from '../supervisor/panel/supervised-panel.ts';
import type { PanelSource } from './panel.ts';
import { loadInputs, orBadConfiguration } from './setting-flags.ts';
import { listenerCommand } from './supervision.ts';
import type { Terminal } from './terminal.ts';

/** The browser panel's supervisor, of the configuration as flags and the rest have it. */
export function panelSource(command: Command, terminal: Terminal, signal: AbortSignal): PanelSource {
  const read = (): ListenerSettings => {
    const { config, sources } = orBadConfiguration(() => loadConfig(loadInputs(command, terminal)));
    const { home, port, logDir, accountDir, tlsKey } = config;
    const scheme = tlsKey === undefined ? 'ws' : 'wss';
    return { home, port, portSource: sources.port, scheme, logDir, accountDir };
  };
  const settings = read();
  const { logDir, accountDir } = settings;
  const backend = supervisedPanel({
    origin: 'panel',
    version: VERSION,
    settings,
    reload: read,
    command: (options) => listenerCommand(command, terminal, options),
    signal,
  });
  return { backend, logDir, accountDir, phantom: () => backend.phantom };
}
