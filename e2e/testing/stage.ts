import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogSource } from '../../contract/panel-logs.ts';
import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { PanelLogs } from '../../panel/logs/panel-logs.ts';
import { diskResources } from '../../panel/resources.ts';
import { openPanelServer, type PanelServer } from '../../panel/server.ts';
import { ScriptedBackend } from './scripted-backend.ts';

const DIST = path.resolve(import.meta.dirname, '../../dist');

/** Log folder that the page shows: the run's temporary folder would be meaningless in a screenshot. */
const SHOWN_FOLDER = '/var/lib/hal-listener/logs';

class ShownLogs extends PanelLogs {
  override sources(): LogSource[] {
    return super.sources().map((source) => ({ ...source, file: `${SHOWN_FOLDER}/${source.name}` }));
  }
}

/** The panel's real server and page with a scripted listener and real log files. */
export interface Stage {
  readonly host: PanelServer;
  readonly backend: ScriptedBackend;
  readonly eventLog: string;
  readonly gatewayLog: string;
  /** Folder of QM's `$COMO`. */
  readonly accountDir: string;
  close(): Promise<void>;
}

export async function openStage(
  snapshot: Snapshot,
  again?: { readonly port: number; readonly token: string },
): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-panel-'));
  const logDir = path.join(folder, 'logs');
  mkdirSync(logDir);
  const accountDir = path.join(folder, 'account');
  mkdirSync(accountDir);
  const backend = new ScriptedBackend(snapshot);
  const resources = diskResources(DIST);
  const logs = new ShownLogs({
    logDir,
    accountDir,
    searchProgram: resources.searchProgram(),
    status: () => backend.current.status,
  });
  const host = await openPanelServer({ backend, logs, resources, port: 0, ...again });
  return {
    host,
    backend,
    eventLog: path.join(logDir, 'HAL.SPLITTER.LOG'),
    gatewayLog: path.join(logDir, 'gateway.log'),
    accountDir,
    close: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
