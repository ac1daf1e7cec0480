import type { Check } from './check.ts';
import { accountCheck } from './checks/account.ts';
import { alarmsCheck } from './checks/alarms.ts';
import { autostartCheck } from './checks/autostart.ts';
import { backupCheck } from './checks/backup.ts';
import { clientsCheck } from './checks/clients.ts';
import { clockCheck } from './checks/clock.ts';
import { configurationCheck } from './checks/configuration.ts';
import { dictionariesCheck } from './checks/dictionaries.ts';
import { firewallCheck } from './checks/firewall.ts';
import { formsCheck } from './checks/forms.ts';
import { halQueryCheck } from './checks/hal-query.ts';
import { homeCheck } from './checks/home.ts';
import { incidentsCheck } from './checks/incidents.ts';
import { limitsCheck } from './checks/limits.ts';
import { listenerCheck } from './checks/listener.ts';
import { logCheck } from './checks/log.ts';
import { portCheck } from './checks/port.ts';
import { programsCheck } from './checks/programs.ts';
import { protectionCheck } from './checks/protection.ts';
import { proxyCheck } from './checks/proxy.ts';
import { qmCheck } from './checks/qm.ts';
import { rebootCheck } from './checks/reboot.ts';
import { seatsCheck } from './checks/seats.ts';
import { sessionStoreCheck } from './checks/session-store.ts';
import { speechCheck } from './checks/speech.ts';
import { supervisorsCheck } from './checks/supervisors.ts';
import { versionsCheck } from './checks/versions.ts';

/** Every check, in an order in which each rests on those before it. */
export const CHECKS: readonly Check[] = [
  versionsCheck(),
  configurationCheck,
  homeCheck,
  formsCheck,
  portCheck,
  listenerCheck,
  clientsCheck,
  firewallCheck,
  protectionCheck,
  proxyCheck,
  sessionStoreCheck,
  speechCheck,
  accountCheck,
  seatsCheck,
  dictionariesCheck,
  programsCheck,
  halQueryCheck,
  qmCheck,
  logCheck,
  incidentsCheck,
  clockCheck,
  limitsCheck,
  supervisorsCheck,
  autostartCheck,
  rebootCheck,
  backupCheck,
  alarmsCheck,
];
