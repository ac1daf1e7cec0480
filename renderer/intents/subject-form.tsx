import { Field, Input, Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { GroupsForm } from './groups-form.tsx';
import { listAt, textAt, textsAt, type ValuePath, valueAt } from './json-values.ts';
import type { PartFormProps } from './part-form.ts';
import { WordListField } from './word-list-field.tsx';

const useStyles = makeStyles({
  section: { margin: 0, padding: 0, border: 'none', minWidth: 0 },
  summary: {
    cursor: 'pointer',
    padding: '6px 0',
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(240px, 100%), 1fr))',
    gap: '10px 16px',
    padding: '4px 0 10px',
    alignItems: 'start',
  },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

const PATTERN_HINT = 'One a line. a|b is either of two words, .. at most two words between.';

/** The words and names of a subject. */
export function SubjectForm({
  value,
  onChange,
  onOpenList,
}: PartFormProps & { readonly onOpenList: (name: string) => void }) {
  const text = (label: string, ...path: ValuePath) => (
    <TextField label={label} path={path} value={value} onChange={onChange} />
  );
  const words = (label: string, hint: string | undefined, ...path: ValuePath) => (
    <WordListField
      key={path.join('.')}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      lines={textsAt(value, path)}
      onChange={(lines) => onChange(path, lines)}
    />
  );
  const labelled = (key: 'asks' | 'states' | 'measures', label: string) =>
    listAt(value, [key]).map((one, index) =>
      words(textAt(one, [label]) || `${index + 1}`, undefined, key, index, 'words'),
    );
  return (
    <div>
      <Section title="Words that name it" isOpen>
        {words('Words', PATTERN_HINT, 'words')}
        {words('Words beside "I" or "my"', 'Such as take|taking of medicines.', 'verbs')}
      </Section>
      {listAt(value, ['entities']).map((entity, index) => {
        const path = ['entities', index, 'groups'];
        const groups = valueAt(entity, ['groups']);
        const fields = textsAt(entity, ['fields']).join(', ');
        if (groups === undefined) return null;
        return (
          <Section
            key={path.join('.')}
            title={`Your words for values: ${textAt(entity, ['kind'])}`}
            aside={fields}
            isPlain
          >
            {typeof groups === 'string' ? (
              <span>
                It uses the list{' '}
                <Link as="button" inline onClick={() => onOpenList(groups)}>
                  {groups}
                </Link>
                .
              </span>
            ) : (
              <GroupsForm value={value} path={path} onChange={onChange} />
            )}
          </Section>
        );
      })}
      <Section title="How answers call it">
        {text('In "What can you do?"', 'topic')}
        {text('One of them', 'noun', 0)}
        {text('Several', 'noun', 1)}
      </Section>
      <Section title="Records">
        {text('File', 'file')}
        {words('Fields', 'One a line; the first must be in the dictionary.', 'fields')}
        {text('What one is called', 'name')}
        {text('What a list says of it', 'item')}
        {text('Field of its day', 'date')}
        {text('Field of its amount', 'amount')}
      </Section>
      <Section title="Words for details">{labelled('asks', 'label')}</Section>
      <Section title="Words for states">{labelled('states', 'name')}</Section>
      <Section title="Words for measurements">{labelled('measures', 'label')}</Section>
    </div>
  );
}

/** An answer that needs no record. */
export function FixedForm({ value, onChange }: PartFormProps) {
  const styles = useStyles();
  return (
    <div className={styles.fields}>
      <WordListField
        label="Whole questions"
        hint={PATTERN_HINT}
        lines={textsAt(value, ['whole'])}
        onChange={(lines) => onChange(['whole'], lines)}
      />
      <TextField label="Answer" path={['reply']} value={value} onChange={onChange} />
    </div>
  );
}

function TextField({
  label,
  path,
  value,
  onChange,
}: PartFormProps & { readonly label: string; readonly path: ValuePath }) {
  return (
    <Field label={label}>
      <Input
        value={textAt(value, path)}
        spellCheck={false}
        autoComplete="off"
        onChange={(_, { value: typed }) => onChange(path, typed)}
      />
    </Field>
  );
}

/** Nothing where it has no field. */
function Section(props: {
  readonly title: string;
  readonly aside?: string;
  readonly isOpen?: boolean;
  /** Its content has a layout of its own. */
  readonly isPlain?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const { title, aside, isOpen = false, isPlain = false, children } = props;
  if (Array.isArray(children) && children.flat().length === 0) return null;
  return (
    <details open={isOpen}>
      <summary className={styles.summary}>
        {title} <span className={styles.quiet}>{aside}</span>
      </summary>
      <div className={isPlain ? undefined : styles.fields}>{children}</div>
    </details>
  );
}
