import { useCallback, useState } from 'react';
import { type CheckView, DIAGNOSE_PROGRESS } from '../../contract/panel-diagnostics.ts';
import { useClient } from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';
import { saveFile } from '../components/save-file.ts';
import { useLongCall } from '../components/use-long-call.ts';
import { fromBase64 } from './from-base64.ts';

/** What is known of the checks. */
interface Checks {
  /** Of every check, in order; empty before the first run has begun. */
  readonly titles: readonly string[];
  /** The results so far. */
  readonly results: readonly CheckView[];
  /** The check that is being made, from 1. */
  readonly current: number | undefined;
  /** When the last complete run ended, ms since the epoch. */
  readonly completedAt: number | undefined;
}

const NOTHING: Checks = { titles: [], results: [], current: undefined, completedAt: undefined };

/** The last results, which outlive the screen: a run takes a while, and seats of QM. */
let last: Checks = NOTHING;

export interface DiagnosisRunner extends Checks {
  readonly busy: 'checking' | 'packing' | 'repairing' | undefined;
  check(): Promise<void>;
  /** Makes the checks and saves the report for support. */
  saveReport(): Promise<void>;
  repair(id: string, fix: string): Promise<void>;
  /** Ends what is running; results so far stay. */
  cancel(): void;
}

/** Makes the checks, and tells each as it ends. */
export function useDiagnosis(): DiagnosisRunner {
  const client = useClient();
  const notices = useNotices();
  const [checks, setChecks] = useState(last);
  const { busy, run, cancel } = useLongCall<NonNullable<DiagnosisRunner['busy']>>();
  const update = useCallback((change: (before: Checks) => Checks): void => {
    last = change(last);
    setChecks(last);
  }, []);

  const perform: typeof run = (what, work) =>
    run(what, async (signal) => {
      try {
        await work(signal);
      } finally {
        update((before) => ({ ...before, current: undefined }));
      }
    });

  const onProgress = (progress: unknown): void => {
    const read = DIAGNOSE_PROGRESS.safeParse(progress);
    if (!read.success) return;
    const { data } = read;
    update((before) => {
      switch (data.kind) {
        case 'plan':
          return { ...NOTHING, titles: data.titles };
        case 'begin':
          return { ...before, current: data.number };
        case 'end':
          return { ...before, results: withResult(before.results, data.check) };
      }
    });
  };

  return {
    ...checks,
    busy,
    check: () =>
      perform('checking', async (signal) => {
        const { checks: results } = await client.call('diagnose', {}, { signal, onProgress });
        update((before) => ({ ...before, results, completedAt: Date.now() }));
      }),
    saveReport: () =>
      perform('packing', async (signal) => {
        const report = await client.call('diagnose-bundle', {}, { signal, onProgress });
        update((before) => ({ ...before, completedAt: Date.now() }));
        saveFile(fromBase64(report.content, 'application/zip'), report.name);
        notices.done(`Saved ${report.name}. ${report.message}`);
      }),
    repair: (id, fix) =>
      perform('repairing', async (signal) => {
        const { message, check } = await client.call('diagnose-fix', { id, fix }, { signal });
        update((before) => ({ ...before, results: withResult(before.results, check) }));
        notices.done(message);
      }),
    cancel,
  };
}

/** A result in place of an earlier one of the same check. */
export function withResult(results: readonly CheckView[], result: CheckView): readonly CheckView[] {
  const others = results.filter(({ number }) => number !== result.number);
  return [...others, result].sort((one, other) => one.number - other.number);
}
