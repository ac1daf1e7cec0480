import { type ComponentType, lazy } from 'react';
import type { Screen } from '../contract/panel-snapshot.ts';

/**
 * The screens that are loaded when they are first opened, each from a file of its own. They take no properties: a screen
 * asks through its client, and leads elsewhere with `useNavigate`.
 */
export const LAZY_SCREENS: Readonly<Partial<Record<Screen, ComponentType>>> = {
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
