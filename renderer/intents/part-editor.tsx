import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
import { useState } from 'react';
import type { TableProblem } from '../../contract/panel-intents.ts';
import { Card } from '../components/card.tsx';
import { useConfirmation } from '../components/confirmation.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import { GroupsForm } from './groups-form.tsx';
import type { IntentsEditor } from './intents-editor.ts';
import { JsonField } from './json-field.tsx';
import { parsePart, type ValuePath, withValueAt } from './json-values.ts';
import { OriginBadge } from './origin-badge.tsx';
import { FixedForm, SubjectForm } from './subject-form.tsx';
import type { EditedPart } from './table-drafts.ts';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: '12px', overflow: 'visible' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px 12px' },
  grows: { flexGrow: 1 },
  bar: { paddingTop: '8px', paddingBottom: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** One part of the table: a form for its words, and all of it as JSON. Both change the same text. */
export function PartEditor({
  editor,
  part,
  problems,
  remarks,
}: {
  readonly editor: IntentsEditor;
  readonly part: EditedPart;
  readonly problems: readonly TableProblem[];
  readonly remarks: readonly string[];
}) {
  const styles = useStyles();
  const confirm = useConfirmation();
  const [tab, setTab] = useState<'form' | 'json'>('form');
  const { kind, name, text = '', saved, isChanged } = part;
  const value = parsePart(text);
  const set = (path: ValuePath, next: unknown): void =>
    editor.edit(part, JSON.stringify(withValueAt(value, path, next), null, 2));
  const remove = async (): Promise<void> => {
    const yes = await confirm({
      title: `Remove ${name}?`,
      text: 'Questions about it are declined once you have saved.',
      confirmLabel: 'Remove',
    });
    if (!yes) return;
    editor.edit(part, null);
    editor.select(undefined);
  };
  const form = { value, onChange: set };
  return (
    <Card label={name} className={styles.card}>
      <div>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowLeft20Regular />}
          onClick={() => editor.select(undefined)}
        >
          All subjects
        </Button>
      </div>
      <div className={styles.head}>
        <CardHeading>{name}</CardHeading>
        <OriginBadge origin={saved?.origin ?? 'own'} />
        <span className={styles.grows} />
        {isChanged && (
          <Button size="small" onClick={() => editor.discard(part)}>
            Discard changes
          </Button>
        )}
        {saved?.builtIn !== undefined && text !== saved.builtIn && (
          <Button size="small" onClick={() => editor.edit(part, saved.builtIn ?? text)}>
            Use the built-in one
          </Button>
        )}
        <Button size="small" onClick={() => void remove()}>
          Remove
        </Button>
      </div>
      {remarks.map((line) => (
        <MessageBar key={line} className={styles.bar} intent="warning" layout="multiline">
          <MessageBarBody>{line}</MessageBarBody>
        </MessageBar>
      ))}
      <TabList
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value: next }) => setTab(next as 'form' | 'json')}
      >
        <Tab value="form">Words</Tab>
        <Tab value="json">All of it, as JSON</Tab>
      </TabList>
      {tab === 'json' ? (
        <JsonField text={text} problems={problems} onChange={(next) => editor.edit(part, next)} />
      ) : (
        <>
          {problems.map(({ line, message }) => (
            <MessageBar key={`${line} ${message}`} className={styles.bar} intent="error" layout="multiline">
              <MessageBarBody>
                Line {line ?? 1} of the JSON: {message}
              </MessageBarBody>
            </MessageBar>
          ))}
          {value === undefined && <span>The JSON cannot be read. Correct it there first.</span>}
          {value !== undefined && kind === 'subjects' && (
            <SubjectForm {...form} onOpenList={(list) => editor.select({ kind: 'groups', name: list })} />
          )}
          {value !== undefined && kind === 'groups' && <GroupsForm {...form} path={[]} />}
          {value !== undefined && kind === 'fixed' && <FixedForm {...form} />}
        </>
      )}
    </Card>
  );
}
