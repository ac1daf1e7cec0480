import { Button, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { QM_PROBE_PROGRESS, type QmWay } from '../../contract/panel-qm.ts';
import { useClient, useCommandFormatter, useLive } from '../client/panel-context.ts';
import { Choices } from '../components/choices.tsx';
import { useLongCall } from '../components/use-long-call.ts';
import { toSentence } from '../format.ts';
import { dataState, editsOf, formOf, type QmForm } from './qm-form.ts';
import { Step } from './step.tsx';
import type { Setup } from './use-setup.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    gap: '10px 16px',
  },
  input: { minWidth: 0 },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  way: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const TEXTS: readonly (readonly [keyof QmForm, string, string])[] = [
  ['account', 'Account', 'The QM account that holds your data.'],
  ['host', 'Host', 'Of a QM server. Empty: this machine.'],
  ['port', 'Port', "QM's port for clients."],
  ['program', 'QM program', 'Empty: found in the usual places.'],
  ['user', 'User', 'Needed over the network only.'],
  ['password', 'Password', 'Never shown again. Empty: as it is.'],
];

/** Finds a QM, tests the connection with what was typed, and saves the way that was chosen. */
export function QmStep({ setup }: { readonly setup: Setup }) {
  const styles = useStyles();
  const client = useClient();
  const formatCommand = useCommandFormatter();
  const { busy, run, cancel } = useLongCall();
  const isExample = useLive(({ snapshot }) => snapshot?.status?.account.example === true);
  const { view, isSaving, save } = setup;
  const [form, setForm] = useState<QmForm>();
  const [ways, setWays] = useState<readonly QmWay[]>([]);
  const [way, setWay] = useState<string>();
  useEffect(() => {
    if (view !== undefined) setForm((typed) => typed ?? formOf(view.settings));
  }, [view]);
  if (view === undefined || form === undefined) return null;
  const settings = view.settings;
  const driver = setup.setting('driver')?.value;
  const test = (): Promise<void> =>
    run('test', async (signal) => {
      setWays([]);
      setWay(undefined);
      const onProgress = (told: unknown): void => {
        const read = QM_PROBE_PROGRESS.safeParse(told);
        if (read.success) setWays((before) => [...before, read.data]);
      };
      const edits = editsOf(form, settings);
      const result = await client.call('setup-test', { edits }, { signal, onProgress });
      setWays(result.ways);
      setWay(result.use ?? undefined);
    });
  const saveWay = async (chosen: string): Promise<void> => {
    if (await save(editsOf(form, settings, chosen))) setForm({ ...form, password: '' });
  };
  return (
    <Step
      number={1}
      title="Your data"
      isDone={driver !== undefined && driver !== 'embedded'}
      state={dataState(settings, isExample)}
    >
      <div className={styles.fields}>
        {TEXTS.map(([field, label, hint]) => (
          <Field key={field} label={label} hint={hint}>
            <Input
              className={styles.input}
              type={field === 'password' ? 'password' : 'text'}
              value={form[field]}
              spellCheck={false}
              autoComplete={field === 'password' ? 'new-password' : 'off'}
              onChange={(_, { value }) => {
                setForm({ ...form, [field]: value });
                // What was found holds for what was tested.
                setWays([]);
                setWay(undefined);
              }}
            />
          </Field>
        ))}
      </div>
      <div className={styles.line}>
        <Button onClick={() => (busy === undefined ? void test() : cancel())}>
          {busy === undefined ? 'Find QM and test the connection' : 'Cancel'}
        </Button>
        {busy !== undefined && <Spinner size="tiny" label="Trying every way" />}
      </div>
      {ways.length > 0 && (
        <Choices
          name="Ways to reach QM"
          value={way}
          onChoose={setWay}
          choices={ways.map(({ driver: name, works, text, advice }) => ({
            value: name,
            isDisabled: !works,
            label: (
              <div className={styles.way}>
                {name}: {works ? 'works' : 'does not work'}. {toSentence(text)}
                {advice !== undefined && (
                  <div className={styles.quiet}>{formatCommand(toSentence(advice))}</div>
                )}
              </div>
            ),
          }))}
        />
      )}
      {busy === undefined && ways.length > 0 && way === undefined && (
        <div role="status">
          No way to QM works yet. Do what is advised and test again, or go on with the example data.
        </div>
      )}
      {way !== undefined && (
        <div className={styles.line}>
          <Button
            appearance="primary"
            disabledFocusable={isSaving}
            onClick={() => !isSaving && void saveWay(way)}
          >
            Save and use {way}
          </Button>
        </div>
      )}
    </Step>
  );
}
