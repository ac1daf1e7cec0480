import { Button, makeStyles } from '@fluentui/react-components';
import { Dismiss12Regular } from '@fluentui/react-icons/svg/dismiss';
import type { LogField } from '../../contract/panel-logs.ts';

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: '6px', flexBasis: '100%', order: 4 },
  chip: { minWidth: 0, maxWidth: '100%', overflowWrap: 'anywhere', fontWeight: 400 },
});

/** The clients, sessions and events that lines are limited to; a click removes one. */
export function FilterChips({
  fields,
  onFields,
}: {
  readonly fields: readonly LogField[];
  readonly onFields: (fields: readonly LogField[]) => void;
}) {
  const styles = useStyles();
  if (fields.length === 0) return null;
  return (
    <span className={styles.chips}>
      {fields.map(({ name, value }) => (
        <Button
          key={name}
          className={styles.chip}
          size="small"
          shape="circular"
          icon={<Dismiss12Regular />}
          iconPosition="after"
          aria-label={`Remove filter: ${name} ${value}`}
          onClick={() => onFields(fields.filter((field) => field.name !== name))}
        >
          {name} {value}
        </Button>
      ))}
    </span>
  );
}
