import { Field, makeStyles, Textarea } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

const MAX_ROWS = 12;

const useStyles = makeStyles({ area: { width: '100%', minWidth: 0 } });

/** A list of texts, one a line. */
export function WordListField(props: {
  readonly label: string;
  readonly hint?: string;
  readonly lines: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
}) {
  const styles = useStyles();
  const { label, hint, lines, onChange } = props;
  // An empty line that is being typed is no entry yet, and must not vanish.
  const [typed, setTyped] = useState(() => lines.join('\n'));
  const shown = toLines(typed).join('\n') === lines.join('\n') ? typed : lines.join('\n');
  useEffect(() => setTyped(shown), [shown]);
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      <Textarea
        className={styles.area}
        rows={Math.min(MAX_ROWS, Math.max(2, shown.split('\n').length))}
        resize="vertical"
        spellCheck={false}
        value={shown}
        onChange={(_, { value }) => {
          setTyped(value);
          onChange(toLines(value));
        }}
      />
    </Field>
  );
}

function toLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
