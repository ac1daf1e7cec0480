import { PanelError } from '../contract/panel-errors.ts';
import type { Registration } from '../contract/registration.ts';
import type { PanelBackend } from '../supervisor/panel/panel-backend.ts';

/** What this needs of whoever stands behind the panel. */
export interface ListenerParts {
  readonly backend: Pick<PanelBackend, 'start' | 'stop'>;
  /** The listener on the configured port, whoever started it. */
  readonly found: () => Promise<Pick<Registration, 'userNo' | 'pid' | 'origin'> | undefined>;
}

export interface ListenerWithPanel {
  /** How it began, in one line. */
  readonly begun: string;
  /** Ends it, if it is the panel's to end. @returns one line that says what became of it */
  end(): Promise<string>;
}

/**
 * A listener that comes and goes with the panel. One that ran before stays when the panel ends, and so does one that
 * somebody else has started since.
 */
export async function startWithPanel({ backend, found }: ListenerParts): Promise<ListenerWithPanel> {
  const before = await found();
  if (before !== undefined) {
    return {
      begun: `A listener runs already (${inWords(before)}): it goes on when the panel ends.`,
      end: async () => staysInWords(await found()),
    };
  }
  return {
    begun: await backend.start({ debug: false }).then((said) => `${said} It ends with the panel.`, failed),
    end: async () => {
      const now = await found();
      if (now === undefined) return 'The panel has ended; no listener runs.';
      if (now.origin !== 'panel') return staysInWords(now);
      return backend.stop().then((said) => `${said} The panel has ended.`, failed);
    },
  };
}

/** The panel is there to show what is wrong, so it goes on. */
function failed(error: unknown): string {
  if (error instanceof PanelError) return error.message;
  throw error;
}

function staysInWords(now: Awaited<ReturnType<ListenerParts['found']>>): string {
  if (now === undefined) return 'The panel has ended; no listener runs.';
  return `The panel has ended; the listener goes on (${inWords(now)}). hal-listener stop ends it.`;
}

function inWords({ userNo, pid, origin }: Pick<Registration, 'userNo' | 'pid' | 'origin'>): string {
  return `User No. ${userNo}, PID ${pid}, started by ${origin}`;
}
