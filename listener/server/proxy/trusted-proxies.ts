import {
  formatIpNetwork,
  type IpNetwork,
  isInNetwork,
  parseIpAddress,
  parseIpNetwork,
} from '../../../lib/ip-address.ts';

/** The addresses whose word about their clients counts: the setting TRUSTED_PROXIES. */
export class TrustedProxies {
  readonly #networks: readonly IpNetwork[];

  /** @param entries addresses and networks, as the setting's type has checked them */
  constructor(entries: readonly string[]) {
    this.#networks = entries.flatMap((entry) => parseIpNetwork(entry) ?? []);
  }

  /** As they are written in the setting. */
  get list(): readonly string[] {
    return this.#networks.map(formatIpNetwork);
  }

  /** @param address an IP address as text; anything else is not trusted */
  has(address: string | undefined): boolean {
    if (this.#networks.length === 0 || address === undefined) return false;
    const parsed = parseIpAddress(address);
    return parsed !== undefined && this.#networks.some((network) => isInNetwork(parsed, network));
  }
}
