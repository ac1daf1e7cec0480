import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { COMMANDS, type OperatorCommand } from '../../wording/commands.ts';
import { GLOSSARY, SHORTCUTS } from '../../wording/glossary.ts';
import { useCommandFormatter, useSnapshot } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { CopyButton } from '../components/icon-button.tsx';
import { PageScreen } from '../components/page-screen.tsx';
import { NO_VALUE } from '../format.ts';

const useStyles = makeStyles({
  title: { margin: '0 0 8px', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 190px) minmax(0, 1fr)',
    margin: 0,
    lineHeight: tokens.lineHeightBase300,
    '@media (max-width: 479px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  term: {
    padding: '6px 16px 6px 0',
    fontWeight: tokens.fontWeightSemibold,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 479px)': { paddingBottom: 0 },
  },
  text: {
    margin: 0,
    padding: '6px 0',
    minWidth: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 479px)': { borderTop: 'none', paddingTop: 0 },
  },
  command: { display: 'flex', alignItems: 'center', gap: '6px', minWidth: 0 },
  code: {
    minWidth: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  muted: { color: tokens.colorNeutralForeground2 },
});

/** The Help screen: keys, words, the command that equals each button, versions and licence. */
export function Help() {
  const styles = useStyles();
  const snapshot = useSnapshot();
  const formatCommand = useCommandFormatter();
  const commands: readonly OperatorCommand[] = Object.values(COMMANDS);
  return (
    <PageScreen label="Help">
      <Definitions
        title="Keys"
        entries={SHORTCUTS.map(({ keys, where, does }) => [
          keys,
          <>
            {does} <span className={styles.muted}>· {where}</span>
          </>,
        ])}
      />
      <Definitions
        title="Commands"
        entries={commands.map(({ label, shell, qm }) => [
          label,
          <>
            <Command text={formatCommand(shell)} />
            {qm !== undefined && (
              <span className={styles.muted}>
                in QM: <code className={styles.code}>{qm}</code>
              </span>
            )}
          </>,
        ])}
      />
      <Definitions title="Words" entries={GLOSSARY.map(({ word, meaning }) => [word, meaning])} />
      <Definitions
        title="About"
        entries={[
          ['This panel', snapshot?.version ?? NO_VALUE],
          ['The listener', snapshot?.status?.version ?? 'not running'],
          [
            'Licence',
            'MIT. THIRD-PARTY-NOTICES.txt beside the program names the packages in it and their licences.',
          ],
          [
            'Support',
            <>
              <Command text={formatCommand('hal-listener diagnose --bundle')} />
              <span className={styles.muted}>saves a report without secrets, for whoever helps you.</span>
            </>,
          ],
        ]}
      />
    </PageScreen>
  );
}

function Definitions({
  title,
  entries,
}: {
  readonly title: string;
  readonly entries: readonly (readonly [string, ReactNode])[];
}) {
  const styles = useStyles();
  return (
    <Card label={title}>
      <h2 className={styles.title}>{title}</h2>
      <dl className={styles.list}>
        {entries.map(([term, text], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the entries never change places.
          <div key={index} style={{ display: 'contents' }}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.text}>{text}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Command({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <span className={styles.command}>
      <code className={styles.code}>{text}</code>
      <CopyButton text={text} what={`the command ${text}`} />
    </span>
  );
}
