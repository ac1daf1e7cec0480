import type { Registration, RunProfile } from '../../contract/registration.ts';
import type { Status } from '../../contract/status.ts';
import { runEvery, runSoon } from '../../lib/background.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import { ownProcessStart } from '../../lib/process-start.ts';
import { fingerprinting } from '../../lib/secret-fingerprint.ts';
import type { Log } from '../log/log-line.ts';
import { VERSION } from '../version.ts';
import { createControlCommands, Subscribers } from './commands.ts';
import { readOrCreateKey } from './control-key.ts';
import type { ControlledListener } from './controlled-listener.ts';
import { openEndpoint } from './endpoint.ts';
import type { PhantomIdentity, QmPhantom } from './phantom-identity.ts';
import { PhantomMonitor, Presence } from './presence.ts';
import { OwnRegistration } from './registration-file.ts';
import { SampleHistory } from './sample-history.ts';
import { processGauges, QUIET, Sampler, watchLevel } from './sampler.ts';

export interface ControlParts extends PhantomIdentity {
  readonly home: string;
  /** Open already: the kernel lets one process have a port, and that decides between two that start at once. */
  readonly ports: readonly number[];
  readonly account: string;
  readonly listener: ControlledListener;
  /** Percent of one core and bytes, over which for a minute an alarm is raised. */
  readonly alarms: { readonly cpu: number; readonly rss: number };
  readonly log: Log;
  readonly clock: Clock;
}

export interface Control {
  readonly userNo: number;
  readonly registration: Registration;
  /** Socket path or pipe name. */
  readonly address: string;
  /** Publishes what a reload changed of what the listener runs with: no successor may run with less. */
  reloaded(taken: Pick<RunProfile, 'token' | 'files'>): void;
  /** Takes the registration away and closes the endpoint: the last thing before the process ends. */
  close(): Promise<void>;
}

const SAMPLE_INTERVAL_MS = 1_000;

/**
 * Makes a listener whose ports are open known to its operators: first the endpoint named by PID, then the
 * registration that points to it.
 *
 * @throws ControlKeyError, or Node's file and socket errors
 */
export async function openControl(parts: ControlParts): Promise<Control> {
  const { home, origin, listener, log, clock } = parts;
  const key = readOrCreateKey(home, log);
  const registration = ownRegistration(parts, key);
  let presence: Presence | undefined;
  const subscribers = new Subscribers();
  const wall = new WallTimes(clock);
  const history = new SampleHistory(wall);
  let restartRefused: Status['restartRefused'];

  const status = (): Status => ({
    ...listener.facts(),
    userNo: registration.value.userNo,
    pid: process.pid,
    origin,
    version: VERSION,
    ...(restartRefused === undefined ? {} : { restartRefused }),
    ...(subscribers.owner === undefined
      ? {}
      : { owner: { by: subscribers.owner.by, pid: subscribers.owner.pid } }),
  });
  const orders = createControlCommands({
    ...parts,
    subscribers,
    status,
    history: () => history.all(),
    restartRefused: (refusal) => {
      restartRefused = { at: clock.now(), ...refusal };
    },
    registration: () => {
      void presence?.look();
      return registration.value;
    },
    later: (run) => void runSoon('control order', run),
  });
  const gone = subscribers.remove.bind(subscribers);
  const endpoint = await openEndpoint({ home, key, orders, log, clock, gone });
  registration.moveTo(endpoint.address);
  presence = new Presence({ home, key, endpoint, registration, log });
  published(registration, log);
  log.info('control channel open', { user_no: registration.value.userNo, endpoint: endpoint.address });
  const stopTelling = listener.onAccount((state) =>
    subscribers.publish({ event: 'account', account: state }),
  );
  const stopSampling = startSampling(parts, history, wall, subscribers);
  const attendance = parts.qmPhantom && monitorListener(parts, parts.qmPhantom);
  return {
    get userNo() {
      return registration.value.userNo;
    },
    get address() {
      return endpoint.address;
    },
    get registration() {
      return registration.value;
    },
    reloaded: (taken) => {
      registration.reloaded(taken);
      published(registration, log);
    },
    close: async () => {
      stopSampling();
      stopTelling();
      attendance?.close();
      presence?.close();
      registration.remove();
      await endpoint.close();
    },
  };
}

/** A disk that is full or read-only is no reason not to serve: it is tried again, and said. */
function published(registration: OwnRegistration, log: Log): void {
  try {
    registration.publish();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error('operators may not find this listener: its registration cannot be written', { why });
  }
}

function ownRegistration(parts: ControlParts, key: Uint8Array): OwnRegistration {
  const { home, origin, ports, account, qmPhantom, output, flags, environment } = parts;
  const { profile, drainMs, clock, listener } = parts;
  const identity = {
    pid: process.pid,
    processStart: ownProcessStart(),
    origin,
    ports: [...ports],
    account,
    version: VERSION,
    endpoint: '',
    ...(output === undefined ? {} : { output }),
    registeredAt: clock.now(),
    flags,
    environment: [...environment],
    listening: [...listener.facts().listening],
    ...(drainMs === undefined ? {} : { drainMs }),
    ...(profile === undefined
      ? {}
      : { profile: profile(fingerprinting(key), listener.facts().account.example === true) }),
  };
  return new OwnRegistration(home, identity, qmPhantom?.userNo);
}

/** @returns what ends it */
function monitorListener({ home, log, listener }: ControlParts, phantom: QmPhantom): PhantomMonitor {
  const by = `the QM phantom, user ${phantom.userNo}, which is gone`;
  return new PhantomMonitor({ home, phantom, log, gone: () => listener.stop({ code: 'stop', by }) });
}

/** A sample a second, for the history, the subscribers and the alarms. @returns what ends it */
function startSampling(
  { listener, alarms, log, clock }: ControlParts,
  history: SampleHistory,
  wall: WallTimes,
  subscribers: Subscribers,
): () => void {
  const gauges = processGauges(clock, (figure, error) => {
    log.warn('a figure of this process cannot be read: its last value is shown', {
      figure,
      why: String(error),
    });
  });
  const sampler = new Sampler(gauges);
  const levels = { cpu: QUIET, rss: QUIET };
  const timer = runEvery(SAMPLE_INTERVAL_MS, 'sampler', () => {
    const sample = sampler.sample(listener.load());
    history.add(sample);
    subscribers.push({ push: 'sample', sample: { ...sample, at: wall.of(sample.at) } });
    for (const of of ['cpu', 'rss'] as const) {
      const before = levels[of];
      levels[of] = watchLevel(before, sample[of], alarms[of], clock.monotonic());
      if (levels[of].raised === before.raised) continue;
      if (!levels[of].raised) {
        log.info('alarm over', { of, value: sample[of], limit: alarms[of] });
        continue;
      }
      log.warn('alarm: over its limit for a minute', { of, value: sample[of], limit: alarms[of] });
      subscribers.publish({ event: 'alarm', of, value: sample[of], limit: alarms[of] });
    }
  });
  timer.unref();
  return () => {
    clearInterval(timer);
    gauges.close();
  };
}
