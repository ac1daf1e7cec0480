/** Key in sessionStorage. Not a cookie, because that would be sent to every port of this machine. */
const KEY = 'hal-listener panel token';

/**
 * Reads the token from the link, stores it for reloads and removes it from the address bar, where it could be seen.
 *
 * @returns undefined if the page was opened without a token
 */
export function takeToken(
  location: Pick<Location, 'hash' | 'pathname'>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  replaceAddress: (address: string) => void = (address) => history.replaceState(null, '', address),
): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null || token === '') return storage.getItem(KEY) ?? undefined;
  storage.setItem(KEY, token);
  replaceAddress(location.pathname);
  return token;
}
