import type { ComponentType } from 'react';
import type { Screen } from '../contract/panel-snapshot.ts';
import { lazyPart } from './lazy-part.ts';
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
  connections: lazyPart(async () => (await loadConnections()).Connections),
  logs: lazyPart(async () => (await loadLogs()).Logs),
  ask: lazyPart(async () => (await import('./ask/ask.tsx')).Ask),
  events: lazyPart(async () => (await import('./events/events.tsx')).Events),
  qm: lazyPart(async () => (await import('./qm/qm.tsx')).Qm),
  processes: lazyPart(async () => (await import('./processes/processes.tsx')).Processes),
  settings: lazyPart(async () => (await import('./settings/settings.tsx')).Settings),
  intents: lazyPart(async () => (await import('./intents/intents.tsx')).Intents),
  setup: lazyPart(async () => (await import('./setup/setup.tsx')).SetUp),
  diagnostics: lazyPart(async () => (await import('./diagnostics/diagnostics.tsx')).Diagnostics),
  help: lazyPart(async () => (await import('./help/help.tsx')).Help),
};

/** Loads what most visitors open next, once the page has nothing else to do: a click then opens it at once, also while the panel's program is away. */
export function loadLikelyScreens(): void {
  void Promise.all([loadConnections(), loadLogs()]).catch(() => undefined);
}
