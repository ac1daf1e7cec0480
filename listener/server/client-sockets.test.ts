import { describe, expect, it } from 'vitest';
import { socketLimits } from './client-sockets.ts';

const config = { maxConnections: 50, maxConnectionsPerAddress: 45, maxPendingPerAddress: 64 };
const NO_LIMIT = Number.POSITIVE_INFINITY;

describe('socketLimits', () => {
  it('reserves places for other addresses, but not for this machine', () => {
    const limits = socketLimits(config, NO_LIMIT);
    expect(['192.0.2.7', '127.0.0.2', '127.0.0.1', '::1'].map(limits.maxClientsPerAddress)).toEqual([
      45, 45, 50, 50,
    ]);
    expect(['192.0.2.7', '127.0.0.1'].map(limits.maxPendingPerAddress)).toEqual([64, NO_LIMIT]);
    // As ClientAddresses calls a trusted proxy that names no client, and clients of one.
    expect(limits.maxClientsPerAddress('proxy 192.0.2.7')).toBe(50);
    expect(limits.maxClientsPerAddress('127.0.0.1 via 192.0.2.7')).toBe(45);
  });

  it('reserves sockets to reject further clients with a reason', () => {
    const { maxClients, maxPending } = socketLimits(config, NO_LIMIT);
    expect([maxClients, maxPending(0), maxPending(50)]).toEqual([50, 2_050, 2_000]);
  });

  it.each([64, 128, 256, 1_024, 4_096])('stays below %i open files, with a reserve', (openFiles) => {
    for (const maxConnections of [1, 50, 5_000]) {
      const { maxClients, maxPending } = socketLimits({ ...config, maxConnections }, openFiles);
      expect(maxClients).toBeGreaterThanOrEqual(1);
      for (const clients of [0, Math.floor(maxClients / 2), maxClients]) {
        expect(maxPending(clients)).toBeGreaterThanOrEqual(16);
        expect(clients + maxPending(clients)).toBeLessThanOrEqual(openFiles - 32);
      }
    }
  });
});
