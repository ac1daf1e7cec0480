import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { Search20Regular } from '@fluentui/react-icons/svg/search';
import { useState } from 'react';
import { listAt, textsAt, type ValuePath } from './json-values.ts';
import type { PartFormProps } from './part-form.ts';
import { WordListField } from './word-list-field.tsx';

const useStyles = makeStyles({
  groups: { padding: '4px 0 10px', display: 'flex', flexDirection: 'column', gap: '8px' },
  search: { maxWidth: '320px' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  group: {
    padding: '4px 0',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  summary: {
    cursor: 'pointer',
    padding: '4px 0',
    overflowWrap: 'anywhere',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '8px 16px',
    padding: '4px 0 8px',
    alignItems: 'start',
  },
});

/** Shown of the words of a group while it is closed. */
const SHOWN_WORDS = 6;

/** Words of the family's own, and the values of the account that each group of them means. */
export function GroupsForm({
  value,
  path,
  onChange,
}: PartFormProps & {
  /** Of the list of groups. */
  readonly path: ValuePath;
}) {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  /** Groups that were opened; their number is their place. */
  const [opened, setOpened] = useState<readonly number[]>([]);
  const groups = listAt(value, path).map((group, index) => ({
    index,
    words: textsAt(group, ['words']),
    values: textsAt(group, ['values']),
  }));
  const wanted = search.trim().toLowerCase();
  const shown = groups.filter(
    ({ index, words, values }) =>
      opened.includes(index) || [...words, ...values].some((one) => one.toLowerCase().includes(wanted)),
  );
  const add = (): void => {
    onChange([...path, groups.length], { words: [], values: [] });
    setOpened([...opened, groups.length]);
  };
  const remove = (index: number): void => {
    onChange([...path, index], undefined);
    setOpened(opened.filter((one) => one !== index).map((one) => (one > index ? one - 1 : one)));
  };
  return (
    <div className={styles.groups}>
      {groups.length > 5 && (
        <Input
          className={styles.search}
          type="search"
          size="small"
          contentBefore={<Search20Regular />}
          aria-label="Search words and values"
          placeholder="Search words and values"
          value={search}
          onChange={(_, { value: typed }) => setSearch(typed)}
        />
      )}
      <ul className={styles.list}>
        {shown.map(({ index, words, values }) => (
          <li key={index} className={styles.group}>
            <details
              open={opened.includes(index)}
              onToggle={({ currentTarget: { open } }) => {
                if (open !== opened.includes(index))
                  setOpened(open ? [...opened, index] : opened.filter((one) => one !== index));
              }}
            >
              <summary className={styles.summary}>
                {describe(words)} <span className={styles.quiet}>→ {describe(values)}</span>
              </summary>
              {opened.includes(index) && (
                <div className={styles.fields}>
                  <WordListField
                    label="Words"
                    hint="What you say, one a line."
                    lines={words}
                    onChange={(lines) => onChange([...path, index, 'words'], lines)}
                  />
                  <WordListField
                    label="Values"
                    hint="How values in the account begin, one a line."
                    lines={values}
                    onChange={(lines) => onChange([...path, index, 'values'], lines)}
                  />
                  <div>
                    <Button size="small" onClick={() => remove(index)}>
                      Remove these words
                    </Button>
                  </div>
                </div>
              )}
            </details>
          </li>
        ))}
      </ul>
      <div>
        <Button size="small" icon={<Add20Regular />} onClick={add}>
          Add words
        </Button>
      </div>
    </div>
  );
}

function describe(words: readonly string[]): string {
  if (words.length === 0) return 'nothing yet';
  const more = words.length > SHOWN_WORDS ? ' …' : '';
  return `${words.slice(0, SHOWN_WORDS).join(', ')}${more}`;
}
