import { createContext, useContext } from 'react';
import type { Screen } from '../contract/panel-snapshot.ts';

/** Leads to another screen. */
export type Navigate = (screen: Screen) => void;

export const NavigationContext = createContext<Navigate | undefined>(undefined);

/** Returns what leads to another screen, for any part of any screen. @throws outside its provider */
export function useNavigate(): Navigate {
  const navigate = useContext(NavigationContext);
  if (navigate === undefined) throw new Error('navigation needs its provider');
  return navigate;
}
