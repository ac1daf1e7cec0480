import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HOME_FILES } from '../../contract/home-files.ts';
import { EXAMPLE_VARIABLE } from '../../contract/phantom-origins.ts';
import type { RunProfile } from '../../contract/registration.ts';
import type { LastExit } from '../../contract/run-state.ts';
import { fingerprinting } from '../../lib/keyed-hashes.ts';
import { REGISTRATION, UNPROTECTED_RUN } from '../testing/registration.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import type { Environment } from './repeated-environment.ts';
import {
  freshPlan,
  lastFlags,
  type Predecessor,
  predecessorOf,
  prepareStart,
  repetitionAfter,
  type StartPlan,
  savedPredecessor,
} from './start-plan.ts';
import { createSupervisorOptions, type SupervisorOptions } from './supervisor-types.ts';

const PROFILE: RunProfile = {
  environment: { WEBSOCKET_PORT: '9000' },
  secrets: {},
  files: [],
  token: false,
  tls: false,
  driver: 'embedded',
  example: false,
};
const PREDECESSOR: Predecessor = { profile: PROFILE, environment: [], notedAt: 10 };
const BOOTED_AT = 5;

function options(env: Environment | undefined, change: Partial<SupervisorOptions> = {}): SupervisorOptions {
  return createSupervisorOptions({
    home: scratchHome(),
    port: 8_768,
    origin: 'cli',
    by: 'cli (anna)',
    command: ({ debug, flags }) => ({
      program: 'node',
      args: [...(debug ? ['--debug'] : []), ...Object.keys(flags)],
      ...(env && { env }),
    }),
    preview: () => UNPROTECTED_RUN,
    bootedAt: () => BOOTED_AT,
    whyNotStart: () => undefined,
    ...change,
  });
}

const plan = (change: Partial<StartPlan> = {}): StartPlan => ({ ...freshPlan({}, false), ...change });

describe('a start that replaces nothing', () => {
  it('runs the command as it is, on the port of the configuration', async () => {
    const env = { WEBSOCKET_TOKEN: 'x', PATH: '/bin' };
    const prepared = await prepareStart(
      plan(),
      options(env, { preview: () => ({ ...UNPROTECTED_RUN, port: 9_100 }) }),
    );
    expect(prepared).toMatchObject({
      command: { program: 'node', args: [], env },
      port: 9_100,
      ignoredVariables: {},
    });
    expect(prepared.failure).toBeUndefined();
  });

  it('has the environment of its program where it says none', async () => {
    vi.stubEnv('HAL_TEST_OF_START_PLAN', 'here');
    const preview = vi.fn(() => UNPROTECTED_RUN);
    const { command } = await prepareStart(plan(), options(undefined, { preview }));
    expect(command).not.toHaveProperty('env');
    expect(preview).toHaveBeenCalledWith({
      flags: {},
      env: expect.objectContaining({ HAL_TEST_OF_START_PLAN: 'here' }),
    });
    vi.unstubAllEnvs();
  });

  it('takes the port of its flags, else the configured one where the next run is unknown', async () => {
    const unknown = options({});
    const { preview: _, ...withoutPreview } = unknown;
    expect((await prepareStart(plan({ flags: { '--port': '9200' } }), unknown)).port).toBe(9_200);
    expect((await prepareStart(plan(), withoutPreview)).port).toBe(8_768);
    expect((await prepareStart(plan(), withoutPreview)).next).toBeUndefined();
  });

  it('passes debug and flags to the command', async () => {
    const { command } = await prepareStart(plan({ debug: true, flags: { '--host': 'x' } }), options({}));
    expect(command.args).toEqual(['--debug', '--host']);
  });

  it('does not continue example data that its environment names', async () => {
    const preview = vi.fn(() => UNPROTECTED_RUN);
    await prepareStart(plan(), options({ [EXAMPLE_VARIABLE]: '1', A: 'b' }, { preview }));
    expect(preview).toHaveBeenCalledWith({ flags: {}, env: { A: 'b' } });
  });
});

describe('a start is refused', () => {
  it('where this user may not', async () => {
    const { failure } = await prepareStart(
      plan(),
      options({}, { whyNotStart: () => 'It is of another user.' }),
    );
    expect(failure).toEqual({ kind: 'not-allowed', why: 'It is of another user.' });
  });

  it.each([
    [undefined, 'bad-configuration'],
    [false, 'bad-configuration'],
    [true, 'unreadable-configuration'],
  ] as const)('with a configuration that cannot be used (transient: %s)', async (isTransient, kind) => {
    const unusable = {
      kind: 'unusable',
      reason: 'port x',
      ...(isTransient !== undefined && { isTransient }),
    } as const;
    const { failure, port } = await prepareStart(plan(), options({}, { preview: () => unusable }));
    expect(failure).toEqual({ kind, reason: 'port x' });
    expect(port).toBe(8_768);
  });

  it('with less protection than its predecessor', async () => {
    const predecessor = { ...PREDECESSOR, profile: { ...PROFILE, token: true } };
    const { failure } = await prepareStart(plan({ predecessor }), options({}));
    expect(failure).toEqual({
      kind: 'less-protected',
      reasons: [expect.stringContaining('Clients need a token')],
    });
    expect((await prepareStart(plan(), options({}))).failure).toBeUndefined();
  });

  it('without a variable that an older version only named', async () => {
    const predecessor: Predecessor = {
      profile: undefined,
      environment: ['WEBSOCKET_TOKEN', 'QM_PASSWORD', 'WEBSOCKET_PORT'],
      notedAt: 1,
    };
    const { failure } = await prepareStart(plan({ predecessor }), options({ WEBSOCKET_PORT: '1' }));
    expect(failure).toEqual({
      kind: 'less-protected',
      reasons: [
        'It was started with WEBSOCKET_TOKEN, QM_PASSWORD in its environment, which is not set here.',
      ],
    });
    const all = { WEBSOCKET_TOKEN: 'a', QM_PASSWORD: 'b', WEBSOCKET_PORT: '1' };
    expect((await prepareStart(plan({ predecessor }), options(all))).failure).toBeUndefined();
  });
});

describe('a restart', () => {
  const env = { WEBSOCKET_PORT: '9999', WEBSOCKET_HOST: '::1', PATH: '/bin' };

  it('repeats the settings of its predecessor, and fingerprints those it ignores', async () => {
    const supervisor = options(env);
    writeFileSync(path.join(supervisor.home, HOME_FILES.controlKey), 'a key');
    const { command, ignoredVariables } = await prepareStart(plan({ predecessor: PREDECESSOR }), supervisor);
    expect(command).toEqual({ program: 'node', args: [], env: { WEBSOCKET_PORT: '9000', PATH: '/bin' } });
    const fingerprint = fingerprinting(Buffer.from('a key'));
    expect(ignoredVariables).toEqual({
      WEBSOCKET_PORT: fingerprint('WEBSOCKET_PORT', '9999'),
      WEBSOCKET_HOST: fingerprint('WEBSOCKET_HOST', '::1'),
    });
  });

  it('after a signal lets this environment fill gaps, but for what was ignored before', async () => {
    const supervisor = options(env);
    writeFileSync(path.join(supervisor.home, HOME_FILES.controlKey), 'a key');
    const fingerprint = fingerprinting(Buffer.from('a key'));
    const prepare = async (ignored: Predecessor['ignoredVariables']) =>
      (
        await prepareStart(
          plan({ predecessor: { ...PREDECESSOR, ignoredVariables: ignored }, repetition: 'gaps' }),
          supervisor,
        )
      ).command.env;
    expect(await prepare(undefined)).toEqual(env);
    expect(await prepare({ WEBSOCKET_PORT: fingerprint('WEBSOCKET_PORT', '9999') })).toEqual({
      ...env,
      WEBSOCKET_PORT: '9000',
    });
    expect(await prepare({ WEBSOCKET_PORT: fingerprint('WEBSOCKET_PORT', 'other') })).toEqual(env);
  });

  it('keeps no fingerprints where the key cannot be read, or there is none', async () => {
    const supervisor = options(env);
    expect((await prepareStart(plan({ predecessor: PREDECESSOR }), supervisor)).ignoredVariables).toEqual({});
    mkdirSync(path.join(supervisor.home, HOME_FILES.controlKey));
    expect((await prepareStart(plan({ predecessor: PREDECESSOR }), supervisor)).ignoredVariables).toEqual({});
    rmSync(supervisor.home, { recursive: true });
  });

  it.each([
    ['continues example data that was started since the boot', true, BOOTED_AT + 1, '1'],
    ['does not continue what was started before the boot', true, BOOTED_AT, undefined],
    ['does not continue what nobody knows the time of', true, undefined, undefined],
    ['does not begin with example data', false, BOOTED_AT + 1, undefined],
  ])('%s', async (_, example, notedAt, expected) => {
    const predecessor = { profile: { ...PROFILE, example }, environment: [], notedAt };
    const { command } = await prepareStart(plan({ predecessor }), options({}));
    expect(command.env?.[EXAMPLE_VARIABLE]).toBe(expected);
  });
});

describe('what is known of the previous listener', () => {
  it('is in its registration', () => {
    const registration = { ...REGISTRATION, profile: PROFILE, environment: ['A'], registeredAt: 7 };
    expect(predecessorOf(registration)).toEqual({ profile: PROFILE, environment: ['A'], notedAt: 7 });
  });

  it('is in the saved state, if that has its settings', () => {
    const desired = { desired: 'running', by: 'cli', at: 1 } as const;
    expect(savedPredecessor(undefined)).toBeUndefined();
    expect(savedPredecessor(desired)).toBeUndefined();
    const ignoredVariables = { WEBSOCKET_PORT: 'f' };
    expect(savedPredecessor({ ...desired, profile: PROFILE, notedAt: 3, ignoredVariables })).toEqual({
      profile: PROFILE,
      environment: [],
      notedAt: 3,
      ignoredVariables,
    });
  });

  it.each([
    ['cli', BOOTED_AT - 1, true],
    ['cli', undefined, true],
    ['watch', BOOTED_AT + 1, true],
    ['watch', BOOTED_AT, false],
    ['watch', undefined, false],
  ] as const)('are its flags; %s with a state noted at %s keeps --example: %s', (origin, notedAt, keeps) => {
    const flags = { '--example': 'on', '--port': '9000' };
    const desired = {
      desired: 'running',
      by: 'cli',
      at: 1,
      flags,
      ...(notedAt !== undefined && { notedAt }),
    } as const;
    expect(lastFlags(desired, options({}, { origin }))).toEqual(keeps ? flags : { '--port': '9000' });
    expect(lastFlags(undefined, options({}, { origin }))).toEqual({});
  });
});

it('gives all flags of a fresh start with the order', () => {
  const flags = { '--port': '1' };
  expect(freshPlan(flags, true)).toEqual({ debug: true, flags, explicitFlags: flags, repetition: 'exactly' });
});

describe('after a listener that', () => {
  function repetition(
    cause: LastExit['cause'] | undefined,
    first: number | undefined,
    last: number | undefined,
  ) {
    const home = scratchHome();
    const exit: LastExit = { pid: 7, processStart: 'x', code: 0, cause: cause ?? 'stop', reason: 'r', at: 1 };
    if (cause !== undefined) writeFileSync(path.join(home, HOME_FILES.lastExit), JSON.stringify(exit));
    return repetitionAfter({ pid: 7 }, { first, last }, home);
  }

  it.each([
    ['ended by a signal before this supervisor began', 'signal', 7, undefined, 'gaps'],
    ['ended by a signal, while another was known', 'signal', 8, undefined, 'exactly'],
    ['this supervisor started itself', 'signal', 7, 7, 'exactly'],
    ['stopped', 'stop', 7, undefined, 'exactly'],
    ['failed', 'error', 7, undefined, 'exactly'],
    ['left no record', undefined, 7, undefined, 'exactly'],
  ] as const)('%s', (_, cause, first, last, expected) => {
    expect(repetition(cause, first, last)).toBe(expected);
  });

  it('nobody knows', () => {
    expect(repetitionAfter(undefined, { first: undefined, last: undefined }, '/none')).toBe('exactly');
  });
});
