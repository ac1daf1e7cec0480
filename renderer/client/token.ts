/** Under which the token lives as long as the tab: a cookie would be sent to every port of this machine. */
const KEY = 'hal-listener panel token';

/**
 * The token of the link, kept for reloads and taken out of the address bar, where it would be seen and shared.
 *
 * @returns undefined where the page was opened without one
 */
export function takeToken(
  place: Pick<Location, 'hash' | 'pathname'>,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
  clean: (address: string) => void = (address) => history.replaceState(null, '', address),
): string | undefined {
  const given = new URLSearchParams(place.hash.slice(1)).get('token');
  if (given === null || given === '') return kept.getItem(KEY) ?? undefined;
  kept.setItem(KEY, given);
  clean(place.pathname);
  return given;
}
