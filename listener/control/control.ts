import { join } from 'node:path';
import { historyFileOfPort } from '../../contract/home-files.ts';
import type { Registration, RunProfile } from '../../contract/registration.ts';
import type { Status } from '../../contract/status.ts';
import { runEvery, runSoon } from '../../lib/background.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import { fingerprinting } from '../../lib/keyed-hashes.ts';
import { ownProcessStart } from '../../lib/processes.ts';
import { isServiceAccount } from '../../lib/user.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { Log } from '../log/log-line.ts';
import { VERSION } from '../version.ts';
import { createControlCommands, Subscribers } from './commands.ts';
import { readOrCreateKey } from './control-key.ts';
import type { ControlledListener } from './controlled-listener.ts';
import { openEndpoint } from './endpoint.ts';
import { HistoryFile } from './history-file.ts';
import type { PhantomIdentity, QmPhantom } from './phantom-identity.ts';
import { PhantomMonitor } from './phantom-monitor.ts';
import { OwnRegistration } from './registration-file.ts';
import { RegistrationKeeper } from './registration-keeper.ts';
import { processGauges, SampleHistory, Sampler } from './sampler.ts';

export interface ControlOptions extends PhantomIdentity {
  readonly home: string;
  /** Ports that are open already: the kernel grants a port to one process, which decides between two starts. */
  readonly ports: readonly number[];
  /** As the configuration says it; 0 for any. */
  readonly configuredPort: number;
  readonly account: string;
  readonly listener: ControlledListener;
  readonly alarms: Pick<Alarms, 'check' | 'raised'>;
  readonly log: Log;
  readonly clock: Clock;
}

export interface Control {
  readonly userNo: number;
  readonly registration: Registration;
  /** Socket path or pipe name. */
  readonly address: string;
  /** Updates the registration after a reload, so that a restart uses the same settings. */
  onReloaded(applied: Pick<RunProfile, 'token' | 'files'>): void;
  /** Removes the registration and closes the endpoint; the last step before the process exits. */
  close(): Promise<void>;
}

const SAMPLE_INTERVAL_MS = 1_000;
/** Samples after which the figures of the charts are saved: once a minute. */
const SAMPLES_PER_SAVE = 60;

/**
 * Makes a listener with open ports visible to commands and the panel: opens the endpoint named by PID, then publishes
 * the registration that points to it.
 *
 * @throws ControlKeyError, or Node's file and socket errors
 */
export async function openControl(options: ControlOptions): Promise<Control> {
  const { home, origin, listener, log, clock } = options;
  const key = readOrCreateKey(home, log);
  const registration = createRegistration(options, key);
  let registrationKeeper: RegistrationKeeper | undefined;
  const subscribers = new Subscribers();
  const wall = new WallTimes(clock);
  const file = join(home, historyFileOfPort(options.configuredPort));
  const historyFile = new HistoryFile({ file, log, clock });
  const history = new SampleHistory(wall, await historyFile.read());
  let restartRefused: Status['restartRefused'];

  const status = (): Status => ({
    ...listener.status(),
    alarms: [...options.alarms.raised],
    userNo: registration.value.userNo,
    pid: process.pid,
    origin,
    version: VERSION,
    ...(restartRefused === undefined ? {} : { restartRefused }),
    ...(subscribers.owner === undefined
      ? {}
      : { owner: { by: subscribers.owner.by, pid: subscribers.owner.pid } }),
  });
  const commands = createControlCommands({
    ...options,
    takesFlags: !isServiceAccount(),
    subscribers,
    status,
    history: () => history.all(),
    lastSample: () => history.last,
    onRestartRefused: (refusal) => {
      restartRefused = { at: clock.now(), ...refusal };
    },
    registration: () => {
      void registrationKeeper?.check();
      return registration.value;
    },
    defer: (run) => void runSoon('control command', run),
  });
  const onPeerClosed = subscribers.remove.bind(subscribers);
  const endpoint = await openEndpoint({ home, key, commands, log, clock, onPeerClosed });
  registration.setEndpoint(endpoint.address);
  registrationKeeper = new RegistrationKeeper({ home, key, endpoint, registration, log });
  publishOrLog(registration, log);
  log.info('control channel open', { user_no: registration.value.userNo, endpoint: endpoint.address });
  const unsubscribe = listener.onAccount((state) =>
    subscribers.publish({ event: 'account', account: state }),
  );
  const stopSampling = startSampling(options, { history, historyFile, wall, subscribers });
  const phantomMonitor = options.qmPhantom && monitorPhantom(options, options.qmPhantom);
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
    onReloaded: (applied) => {
      registration.onReloaded(applied);
      publishOrLog(registration, log);
    },
    close: async () => {
      stopSampling();
      unsubscribe();
      phantomMonitor?.close();
      registrationKeeper?.close();
      history.finish();
      await historyFile.close(history.all());
      registration.remove();
      await endpoint.close();
    },
  };
}

/** A full or read-only disk must not stop the listener: the error is logged, and RegistrationKeeper retries. */
function publishOrLog(registration: OwnRegistration, log: Log): void {
  try {
    registration.publish();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error('cannot write the registration: commands and the panel may not find this listener', { why });
  }
}

function createRegistration(options: ControlOptions, key: Uint8Array): OwnRegistration {
  const { home, origin, ports, account, qmPhantom, output, flags, environment } = options;
  const { profile, drainMs, clock, listener } = options;
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
    listening: [...listener.status().listening],
    ...(drainMs === undefined ? {} : { drainMs }),
    ...(profile === undefined
      ? {}
      : { profile: profile(fingerprinting(key), listener.status().account.example === true) }),
  };
  return new OwnRegistration(home, identity, qmPhantom?.userNo);
}

/** @returns a handle to stop monitoring */
function monitorPhantom({ home, log, listener }: ControlOptions, phantom: QmPhantom): PhantomMonitor {
  const by = `exit of the QM phantom, user ${phantom.userNo}`;
  return new PhantomMonitor({ home, phantom, log, onPhantomExit: () => listener.stop({ code: 'stop', by }) });
}

interface SampleReceivers {
  readonly history: SampleHistory;
  readonly historyFile: HistoryFile;
  readonly wall: WallTimes;
  readonly subscribers: Subscribers;
}

/** Takes a sample per second for the history, subscribers and alarms. @returns a function that stops it */
function startSampling(
  { listener, alarms, log, clock }: ControlOptions,
  { history, historyFile, wall, subscribers }: SampleReceivers,
): () => void {
  let taken = 0;
  const gauges = processGauges(clock, (figure, error) => {
    log.warn('cannot read process metric: reporting its last value', {
      figure,
      why: String(error),
    });
  });
  const sampler = new Sampler(gauges);
  const timer = runEvery(SAMPLE_INTERVAL_MS, 'sampler', () => {
    const sample = sampler.sample(listener.load());
    history.add(sample);
    taken += 1;
    if (taken % SAMPLES_PER_SAVE === 0) void historyFile.save(history.all());
    subscribers.push({ push: 'sample', sample: { ...sample, at: wall.of(sample.at) } });
    for (const alarm of alarms.check({ cpu: sample.cpu, memory: sample.rss }))
      subscribers.publish({ event: 'alarm', alarm });
  });
  timer.unref();
  return () => {
    clearInterval(timer);
    gauges.close();
  };
}
