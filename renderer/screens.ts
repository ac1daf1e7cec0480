import { useEffect, useState } from 'react';
import { SCREENS, type Screen } from '../contract/panel-snapshot.ts';

/** The screen of an address such as `#/logs`. */
export function screenOf(hash: string): Screen {
  const name = hash.replace(/^#\/?/, '');
  return SCREENS.find((screen) => screen === name) ?? 'overview';
}

/** The screen in the address bar: a reload stays where it was, and Back goes back. */
export function useScreen(): readonly [Screen, (screen: Screen) => void] {
  const [screen, setScreen] = useState(() => screenOf(location.hash));
  useEffect(() => {
    const follow = (): void => setScreen(screenOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [
    screen,
    (next) => {
      location.hash = `/${next}`;
    },
  ];
}
