import { Badge, Button, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { type FormEvent, useState } from 'react';
import type { IntentsView, TablePartKind } from '../../contract/panel-intents.ts';
import { Card } from '../components/card.tsx';
import { CardHeading } from '../components/page-screen.tsx';
import type { IntentsEditor } from './intents-editor.ts';
import { listAt, parsePart, textAt } from './json-values.ts';
import { newSubject, subjectName } from './new-subject.ts';
import { OriginBadge } from './origin-badge.tsx';
import { type EditedPart, isSamePart, keyOf } from './table-drafts.ts';

const TITLES: Readonly<Record<TablePartKind, string>> = {
  subjects: 'Subjects',
  groups: 'Lists of words that several subjects use',
  fixed: 'Fixed answers',
};

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: '0 0 16px', padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: '2px 12px',
    padding: '8px 0',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  text: { flexGrow: 1, flexBasis: '220px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  removed: { textDecorationLine: 'line-through' },
  title: { margin: '8px 0 0', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  form: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '8px' },
  name: { flexGrow: 1, flexBasis: '180px', maxWidth: '320px', minWidth: 0 },
});

/** Every part of the table, and where it comes from. */
export function PartsCard({
  editor,
  view,
  parts,
}: {
  readonly editor: IntentsEditor;
  readonly view: IntentsView;
  readonly parts: readonly EditedPart[];
}) {
  const styles = useStyles();
  const missing = view.missing.filter((part) => !parts.some((one) => isSamePart(one, part)));
  return (
    <Card label="What can be asked">
      <CardHeading>What can be asked</CardHeading>
      {(['subjects', 'groups', 'fixed'] as const).map((kind) => (
        <section key={kind} aria-label={TITLES[kind]}>
          <h3 className={styles.title}>{TITLES[kind]}</h3>
          <ul className={styles.list}>
            {parts
              .filter((part) => part.kind === kind)
              .map((part) => (
                <PartRow key={keyOf(part)} editor={editor} part={part} />
              ))}
            {missing
              .filter((part) => part.kind === kind)
              .map(({ name, text }) => (
                <li key={name} className={styles.row}>
                  <span className={styles.text}>
                    <span className={styles.quiet}>{name}</span> <Topic text={text} />
                  </span>
                  <span className={styles.quiet}>only in the built-in table</span>
                  <Button size="small" onClick={() => editor.edit({ kind, name }, text)}>
                    Take over<span hidden> {name}</span>
                  </Button>
                </li>
              ))}
          </ul>
          {kind === 'subjects' && <AddSubject editor={editor} parts={parts} />}
        </section>
      ))}
    </Card>
  );
}

function PartRow({ editor, part }: { readonly editor: IntentsEditor; readonly part: EditedPart }) {
  const styles = useStyles();
  const { kind, name, text, saved, isChanged } = part;
  if (text === undefined) {
    return (
      <li className={styles.row}>
        <span className={styles.text}>
          <span className={styles.removed}>{name}</span>{' '}
          <span className={styles.quiet}>will be removed when you save</span>
        </span>
        <Button size="small" onClick={() => editor.discard(part)}>
          Keep<span hidden> {name}</span>
        </Button>
      </li>
    );
  }
  return (
    <li className={styles.row} data-part={name}>
      <span className={styles.text}>
        <Link as="button" onClick={() => editor.select({ kind, name })}>
          {name}
        </Link>{' '}
        <Topic text={text} />
      </span>
      {isChanged && (
        <Badge appearance="tint" color="brand">
          not saved
        </Badge>
      )}
      <OriginBadge origin={saved?.origin ?? 'own'} />
    </li>
  );
}

/** What a part is about, in a few words. */
function Topic({ text }: { readonly text: string }) {
  const styles = useStyles();
  const value = parsePart(text);
  const topic = textAt(value, ['topic']) || textAt(value, ['reply']);
  const file = textAt(value, ['file']);
  const words = Array.isArray(value) ? `${listAt(value, []).length} groups of words` : '';
  const about = [topic || words, ...(file === '' ? [] : [`file ${file}`])].join(' · ');
  return <span className={styles.quiet}>{about}</span>;
}

function AddSubject({
  editor,
  parts,
}: {
  readonly editor: IntentsEditor;
  readonly parts: readonly EditedPart[];
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const name = subjectName(typed);
  const exists = parts.some((part) => isSamePart(part, { kind: 'subjects', name }));
  const canAdd = name !== '' && !exists;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (!canAdd) return;
    const part = { kind: 'subjects' as const, name };
    editor.edit(part, newSubject(name));
    editor.select(part);
  };
  return (
    <form className={styles.form} onSubmit={add}>
      <Input
        className={styles.name}
        value={typed}
        maxLength={60}
        placeholder="A file of yours, such as TOOL.LOAN"
        aria-label="File of a new subject"
        autoComplete="off"
        spellCheck={false}
        onChange={(_, { value }) => setTyped(value)}
      />
      <Button type="submit" icon={<Add20Regular />} disabledFocusable={!canAdd}>
        Add a subject
      </Button>
      {exists && <span className={styles.quiet}>{name} is there already.</span>}
    </form>
  );
}
