import { useCallback } from 'react';
import { withCommandName } from '../../contract/command-mentions.ts';
import { useLive } from './panel-context.ts';

/** Puts the name that works on the listener's machine into texts that name commands of ours. */
export function useCommandName(): (text: string) => string {
  const name = useLive().snapshot?.commandName;
  return useCallback((text) => (name === undefined ? text : withCommandName(text, name)), [name]);
}
