import { isIP } from 'node:net';
import { isPrivateEndpoint } from './outgoing-url.ts';
import { isHostName, type SettingType, trimText } from './setting-types.ts';

/** Where the session store is. Valkey and Redis speak the same protocol, so the scheme decides about TLS only. */
export interface StoreAddress {
  /** IP address without brackets, or host name. */
  readonly host: string;
  readonly port: number;
  /** Number of the logical database. */
  readonly database: number;
  readonly tls: boolean;
}

const TLS_SCHEMES: readonly string[] = ['valkeys', 'rediss'];
const DEFAULT_PORT = 6379;
const MAX_LENGTH = 300;
const ADDRESS =
  /^(valkeys?|rediss?):\/\/(?:\[([0-9a-f:.]{2,45})\]|([^\s/?#@:[\]]{1,253}))(?::(\d{1,5}))?(?:\/(\d{0,4}))?$/i;

/** Undefined if the text is not the address of a store. */
export function parseStoreAddress(text: string): StoreAddress | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [whole, scheme = '', ipv6, name, port, database] = ADDRESS.exec(text) ?? [];
  const host = (ipv6 ?? name)?.toLowerCase();
  if (whole === undefined || host === undefined) return undefined;
  if (ipv6 === undefined ? isIP(host) !== 4 && !isHostName(host) : isIP(host) !== 6) return undefined;
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (number < 1 || number > 65_535) return undefined;
  return {
    host,
    port: number,
    database: Number(database ?? 0),
    tls: TLS_SCHEMES.includes(scheme.toLowerCase()),
  };
}

/** Host and port as people write them. */
export function describeStore({ host, port }: Pick<StoreAddress, 'host' | 'port'>): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether the store is on this machine or in a private network, judged by its name alone. */
export function isPrivateStore(address: StoreAddress): boolean {
  return isPrivateEndpoint(`http://${describeStore(address)}`);
}

/** The address of a Valkey or Redis server. A password is refused here, since addresses are listed and logged. */
export const storeAddress: SettingType<string> = {
  noun: 'the address of a session store',
  allowed:
    'valkey://host:6379/0 or redis://host:6379/0, with TLS valkeys:// or rediss://, without user name, password or options: those have settings of their own',
  placeholder: 'url',
  parse: (raw) => {
    const text = trimText(raw);
    const address = parseStoreAddress(text);
    if (address === undefined) return undefined;
    const scheme = text.slice(0, text.indexOf(':')).toLowerCase();
    return { value: `${scheme}://${describeStore(address)}/${address.database}` };
  },
  format: String,
};
