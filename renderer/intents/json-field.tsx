import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import type { TableProblem } from '../../contract/panel-intents.ts';

const ROWS = 24;

const useStyles = makeStyles({
  area: {
    width: '100%',
    minWidth: 0,
    '& textarea': {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      whiteSpace: 'pre',
      overflowX: 'auto',
      maxHeight: '70vh',
    },
  },
  field: { display: 'flex', flexDirection: 'column', gap: '8px' },
  problem: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 8px',
    color: tokens.colorPaletteRedForeground1,
  },
});

/** A part of the table as JSON, with what is wrong in which line. */
export function JsonField({
  text,
  problems,
  onChange,
}: {
  readonly text: string;
  readonly problems: readonly TableProblem[];
  readonly onChange: (text: string) => void;
}) {
  const styles = useStyles();
  const area = useRef<HTMLDivElement>(null);
  const goTo = (line: number): void => {
    const element = area.current?.querySelector('textarea');
    if (!element) return;
    const lines = text.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    element.focus();
    element.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    // A selection alone does not scroll to itself in every browser.
    element.scrollTop = (element.scrollHeight / lines.length) * Math.max(0, line - ROWS / 4);
  };
  return (
    <div ref={area} className={styles.field}>
      {problems.map(({ line = 1, message }) => (
        <div key={`${line} ${message}`} role="alert" className={styles.problem}>
          <span>
            Line {line}: {message}
          </span>
          <Button size="small" onClick={() => goTo(line)}>
            Go to line {line}
          </Button>
        </div>
      ))}
      <Field
        label="JSON"
        hint="docs/intents.md explains every key."
        {...(problems.length > 0 ? { validationState: 'error' as const } : {})}
      >
        <Textarea
          className={styles.area}
          rows={ROWS}
          wrap="off"
          resize="vertical"
          spellCheck={false}
          value={text}
          onChange={(_, { value }) => onChange(value)}
        />
      </Field>
    </div>
  );
}
