import type { Command } from 'commander';
import { loadConfig } from '../listener/config/load.ts';
import { VERSION } from '../listener/version.ts';
import { supervisedPanel } from '../supervisor/panel/supervised-panel.ts';
import type { PanelSource } from './panel.ts';
import { loadInputs } from './setting-flags.ts';
import { supervision } from './supervision.ts';
import type { Terminal } from './terminal.ts';

/** The browser panel's supervisor, of the configuration as flags and the rest have it. */
export function panelSource(command: Command, terminal: Terminal, signal: AbortSignal): PanelSource {
  const { supervisor, config } = supervision(command, terminal, 'panel');
  const { home, logDir, accountDir, tlsKey } = config;
  const panel = supervisedPanel({
    home,
    scheme: tlsKey === undefined ? 'ws' : 'wss',
    version: VERSION,
    supervisor,
    portSource: () => loadConfig(loadInputs(command, terminal)).sources.port,
    another: () => supervision(command, terminal, 'panel').supervisor,
    signal,
  });
  const { backend, keep } = panel;
  return {
    backend,
    logDir,
    accountDir,
    phantom: () => backend.phantom,
    found: async () => (await panel.supervisor().adopt())?.registration,
    keep,
  };
}
