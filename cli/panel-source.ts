import { isSea } from 'node:sea';
import type { Command } from 'commander';
import { loadUsable } from '../listener/config/load.ts';
import { VERSION } from '../listener/version.ts';
import { supervisedPanel } from '../supervisor/panel/supervised-panel.ts';
import { commandName, thisInvocation } from './command-name.ts';
import type { PanelSource } from './panel.ts';
import { loadInputs } from './setting-flags.ts';
import { lookingSupervision } from './supervision.ts';
import type { Terminal } from './terminal.ts';

/** The browser panel's supervisor, of the configuration as flags and the rest have it. */
export function panelSource(command: Command, terminal: Terminal, signal: AbortSignal): PanelSource {
  // A panel shows what runs, and stops it, also with a configuration that nothing could be started with.
  const { supervisor, config } = lookingSupervision(command, terminal, 'panel');
  const { home, logDir, accountDir, tlsKey } = config;
  const panel = supervisedPanel({
    home,
    scheme: tlsKey === undefined ? 'ws' : 'wss',
    version: VERSION,
    // Its page is read beside terminals of any folder.
    commandName: commandName({ ...thisInvocation(isSea()), cwd: undefined }),
    supervisor,
    portSource: () => loadUsable(loadInputs(command, terminal)).sources.port,
    another: () => lookingSupervision(command, terminal, 'panel').supervisor,
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
