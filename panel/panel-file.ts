import { z } from 'zod';
import { panelFileOfPort } from '../contract/home-files.ts';
import { sameStart } from '../lib/processes.ts';
import type { Platform } from '../supervisor/platform/platform.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';
import type { OwnProcess } from '../supervisor/registry/process-lock.ts';
import { readStateFile, removeStateFile, writeStateFile } from '../supervisor/registry/state-files.ts';

/** `run/panel-<port>.json`: the panel that is served there, for whoever may control the listeners of the home. */
const SERVED_PANEL = z.object({
  pid: z.number().int().positive(),
  /** Start time of the process, since PIDs are reused. */
  processStart: z.string().max(200),
  /** Opens the panel: it contains the token. */
  link: z.string().max(1_000),
});

/** Notes where a panel is served. Best effort: without the note a second panel cannot name the first. */
export function notePanel(home: string, port: number, link: string, self: OwnProcess): void {
  try {
    writeStateFile(home, panelFileOfPort(port), { pid: self.pid, processStart: self.start, link });
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
  }
}

/** Removes the note of this process. */
export function forgetPanel(home: string, port: number, self: Pick<OwnProcess, 'pid'>): void {
  if (readStateFile(home, panelFileOfPort(port), SERVED_PANEL)?.pid !== self.pid) return;
  try {
    removeStateFile(home, panelFileOfPort(port));
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
  }
}

/** The link of the panel of this home that is served on a port; undefined if none is known to run. */
export async function linkOfPanel(
  home: string,
  port: number,
  platform: Pick<Platform, 'isAlive' | 'process'>,
): Promise<string | undefined> {
  const panel = readStateFile(home, panelFileOfPort(port), SERVED_PANEL);
  if (panel === undefined || !platform.isAlive(panel.pid)) return undefined;
  const start = (await platform.process(panel.pid))?.start;
  return start === undefined || sameStart(start, panel.processStart) ? panel.link : undefined;
}
