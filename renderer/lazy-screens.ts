import { type ComponentType, lazy } from 'react';
import type { Screen } from '../contract/panel-snapshot.ts';
import type { LogTarget } from './navigation.ts';

interface ScreenProps {
  /** What the Logs are to show, where a link led there. */
  readonly target: LogTarget | undefined;
}

const loadConnections = () => import('./connections/connections.tsx');
const loadLogs = () => import('./logs/logs.tsx');

/**
 * All screens but the first: each is loaded from a file of its own when it is opened. They ask through their client, and lead
 * elsewhere with `useNavigate`.
 */
export const LAZY_SCREENS: Readonly<Partial<Record<Screen, ComponentType<ScreenProps>>>> = {
  connections: lazy(async () => ({ default: (await loadConnections()).Connections })),
  logs: lazy(async () => ({ default: (await loadLogs()).Logs })),
  ask: lazy(async () => ({ default: (await import('./ask/ask.tsx')).Ask })),
  events: lazy(async () => ({ default: (await import('./events/events.tsx')).Events })),
  qm: lazy(async () => ({ default: (await import('./qm/qm.tsx')).Qm })),
  processes: lazy(async () => ({ default: (await import('./processes/processes.tsx')).Processes })),
  settings: lazy(async () => ({ default: (await import('./settings/settings.tsx')).Settings })),
  intents: lazy(async () => ({ default: (await import('./intents/intents.tsx')).Intents })),
  setup: lazy(async () => ({ default: (await import('./setup/setup.tsx')).SetUp })),
  diagnostics: lazy(async () => ({
    default: (await import('./diagnostics/diagnostics.tsx')).Diagnostics,
  })),
  help: lazy(async () => ({ default: (await import('./help/help.tsx')).Help })),
};

/** Loads what most visitors open next, once the page has nothing else to do: a click then opens it at once, also while the panel's program is away. */
export function loadLikelyScreens(): void {
  void Promise.all([loadConnections(), loadLogs()]).catch(() => undefined);
}
