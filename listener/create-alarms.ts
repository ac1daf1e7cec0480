import type { Account } from './account/account.ts';
import { Alarms, type AlarmsOptions } from './alarms/alarms.ts';
import { DiskSpace } from './alarms/disk-space.ts';
import type { Config } from './config/config.ts';
import type { ListenerServer } from './server/server.ts';

export interface AlarmSources extends Pick<AlarmsOptions, 'earlier' | 'log' | 'clock' | 'onAlarm'> {
  readonly config: Config;
  readonly account: Pick<Account, 'status'>;
  readonly server: Pick<ListenerServer, 'health' | 'certificate'>;
}

/** Connects the alarms with what is measured. `close` ends the measurements. */
export function createAlarms({ config, account, server, ...options }: AlarmSources): {
  readonly alarms: Alarms;
  readonly close: () => void;
} {
  const disks = new DiskSpace([config.home, config.logDir]);
  const alarms = new Alarms({
    ...options,
    limits: {
      cpu: config.alarmCpu,
      memory: config.alarmRss,
      disk: config.alarmDisk,
      waiting: config.alarmWaiting,
      declined: config.alarmDeclined,
    },
    figures: () => {
      const { state, seats, reason } = account.status();
      const { total, declined = 0 } = server.health().queries;
      return {
        diskFree: disks.leastFree,
        // A ready account with a reason gets no more sessions.
        seats: seats && { ...seats, refused: state === 'ready' && reason !== undefined },
        questions: { total, declined },
        certificate: server.certificate,
      };
    },
  });
  return { alarms, close: disks.start() };
}
