import { hostname } from 'node:os';
import type { Command } from 'commander';
import { loadConfig } from '../listener/config/load.ts';
import { VERSION } from '../listener/version.ts';
import { SupervisedBackend } from '../supervisor/panel/supervised-backend.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import { Watch } from '../supervisor/watch.ts';
import type { PanelSource } from './panel.ts';
import { savePort } from './port-setting.ts';
import { loadInputs } from './setting-flags.ts';
import { supervision } from './supervision.ts';
import type { Terminal } from './terminal.ts';

/** The panel's supervisor: it keeps the listener running until the panel ends, and leaves it running then. */
export function supervisedPanel(command: Command, terminal: Terminal, signal: AbortSignal): PanelSource {
  const { supervisor, config } = supervision(command, terminal, 'panel');
  let current = supervisor;
  let stopWatching = (): void => undefined;
  const backend = new SupervisedBackend({
    supervisor,
    scheme: config.tlsKey === undefined ? 'ws' : 'wss',
    machine: hostname(),
    version: VERSION,
    by: supervisor.parts.by,
    usePort: async (port) => {
      savePort(config.home, port, loadConfig(loadInputs(command, terminal)).sources.port);
      stopWatching();
      current = supervision(command, terminal, 'panel').supervisor;
      stopWatching = watched(current, signal);
      return current;
    },
  });
  const { logDir, accountDir } = config;
  return {
    backend,
    logDir,
    accountDir,
    phantom: () => backend.phantom,
    found: async () => (await current.adopt())?.registration,
    keep: () => {
      stopWatching();
      stopWatching = watched(current, signal);
    },
  };
}

/** @returns what ends it before the signal */
function watched(supervisor: Supervisor, signal: AbortSignal): () => void {
  const own = new AbortController();
  void new Watch(supervisor, AbortSignal.any([signal, own.signal])).run();
  return () => own.abort();
}
