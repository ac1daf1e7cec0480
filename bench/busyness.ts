import { median } from './median.ts';
import { cpuSeconds, figuresAvailable } from './process-figures.ts';

/** How busy a server is under a load: near 100 % of a core it is the server that is measured, not the load. */
export class CpuUsage {
  readonly #pid: number;
  readonly #shares: number[] = [];
  readonly #costs: number[] = [];

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** Passes a load's rate on, events a second, and keeps what it cost the server. */
  async during(load: () => Promise<number>): Promise<number> {
    if (!figuresAvailable()) return load();
    const [from, usedBefore] = [performance.now(), cpuSeconds(this.#pid)];
    const rate = await load();
    const share = ((cpuSeconds(this.#pid) - usedBefore) * 1000) / (performance.now() - from);
    this.#shares.push(share);
    this.#costs.push((share / rate) * 1_000_000);
    return rate;
  }

  /** `97 % of a core, 14.2 µs each`. */
  get describe(): string {
    if (this.#shares.length === 0) return 'not known here';
    return `${Math.round(median(this.#shares) * 100)} % of a core, ${median(this.#costs).toFixed(1)} µs each`;
  }
}
