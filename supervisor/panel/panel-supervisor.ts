import type { Supervisor } from '../supervisor.ts';
import type { SupervisorParts } from '../supervisor-parts.ts';

/** As much of a supervisor as stands behind a panel. */
export type PanelSupervisor = Pick<
  Supervisor,
  'state' | 'events' | 'port' | 'start' | 'stop' | 'restart' | 'kill' | 'adopt' | 'meet'
> & { readonly parts: Pick<SupervisorParts, 'platform' | 'sleep' | 'clock'> };
