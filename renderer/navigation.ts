import { createContext, useContext } from 'react';
import type { Screen } from '../contract/panel-snapshot.ts';

/** What the Logs screen shows when it is opened; a new object is a new request. */
export type LogTarget =
  /** The newest error whose line contains this. */
  | { readonly message: string }
  /** The lines of a client, by its address. */
  | { readonly client: string };

/** Leads to another screen. */
export type Navigate = (screen: Screen, log?: LogTarget) => void;

export const NavigationContext = createContext<Navigate | undefined>(undefined);

/** Returns what leads to another screen, for any part of any screen. @throws outside its provider */
export function useNavigate(): Navigate {
  const navigate = useContext(NavigationContext);
  if (navigate === undefined) throw new Error('navigation needs its provider');
  return navigate;
}
