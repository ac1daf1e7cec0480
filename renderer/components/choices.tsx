import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  choices: { display: 'flex', flexDirection: 'column', gap: '8px', margin: 0, padding: 0, border: 'none' },
  inLine: { flexDirection: 'row', flexWrap: 'wrap', columnGap: '20px' },
  name: { padding: 0, marginBottom: '8px' },
  choice: { display: 'flex', gap: '8px', alignItems: 'flex-start', lineHeight: tokens.lineHeightBase300 },
  radio: {
    flexShrink: 0,
    width: '16px',
    height: '16px',
    margin: '2px 0',
    accentColor: tokens.colorBrandBackground,
  },
  disabled: { color: tokens.colorNeutralForeground2 },
});

/** One of several: the browser's own radio buttons, which weigh nothing and keep their meaning in forced colors. */
export function Choices<Value extends string>(props: {
  readonly name: string;
  readonly choices: readonly {
    readonly value: Value;
    readonly label: ReactNode;
    readonly isDisabled?: boolean;
  }[];
  readonly value: Value | undefined;
  readonly onChoose: (value: Value) => void;
  /** Beside each other, as far as there is room; else one below the other. */
  readonly isInLine?: boolean;
}) {
  const styles = useStyles();
  const group = useId();
  const { name, choices, value: chosen, onChoose, isInLine = false } = props;
  return (
    <fieldset className={mergeClasses(styles.choices, isInLine && styles.inLine)}>
      <legend className={styles.name}>{name}</legend>
      {choices.map(({ value, label, isDisabled = false }) => (
        <label key={value} className={mergeClasses(styles.choice, isDisabled && styles.disabled)}>
          <input
            type="radio"
            className={styles.radio}
            name={group}
            value={value}
            checked={value === chosen}
            disabled={isDisabled}
            onChange={() => onChoose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
