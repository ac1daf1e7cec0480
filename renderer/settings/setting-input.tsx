import { Button, Input, makeStyles, Select, Switch } from '@fluentui/react-components';
import { Key20Regular } from '@fluentui/react-icons/svg/key';
import type { SettingView } from '../../contract/panel-settings.ts';
import { CopyButton } from '../components/icon-button.tsx';
import { generateToken } from './generate-token.ts';

const useStyles = makeStyles({
  wide: { width: '100%', minWidth: 0 },
  line: { display: 'flex', alignItems: 'center', gap: '4px', flexWrap: 'wrap' },
  grows: { flexGrow: 1, flexBasis: '160px', minWidth: 0 },
});

interface SettingInputProps {
  readonly setting: SettingView;
  readonly draft: string | null | undefined;
  /** It is shown and cannot be changed here. */
  readonly isFixed: boolean;
  readonly onType: (typed: string) => void;
}

/** The field of a setting: a switch, a choice, or a text. */
export function SettingInput({ setting, draft, isFixed, onType }: SettingInputProps) {
  const styles = useStyles();
  const { name, input, saved, value, choices = [] } = setting;
  const id = `setting-${name}`;
  const shown = isFixed ? value : draft === null ? '' : (draft ?? saved);
  switch (input) {
    case 'secret':
      return <SecretInput setting={setting} draft={draft} isFixed={isFixed} onType={onType} />;
    case 'switch':
      return (
        <Switch
          id={id}
          aria-labelledby={`label-${name}`}
          checked={shown === 'on'}
          label={shown === 'on' ? 'On' : 'Off'}
          disabled={isFixed}
          onChange={(_, { checked }) => onType(checked ? 'on' : 'off')}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          className={styles.wide}
          value={shown === '' ? setting.saved : shown}
          disabled={isFixed}
          onChange={(_, { value: chosen }) => onType(chosen)}
        >
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </Select>
      );
    default:
      return (
        <Input
          id={id}
          className={styles.wide}
          value={shown}
          placeholder={setting.default}
          disabled={isFixed}
          spellCheck={false}
          autoComplete="off"
          {...(input === 'number' ? { inputMode: 'numeric' as const } : {})}
          onChange={(_, { value: typed }) => onType(typed)}
        />
      );
  }
}

/** A secret is never read back: the field takes a new one. */
function SecretInput({ setting, draft, isFixed, onType }: SettingInputProps) {
  const styles = useStyles();
  const { name, value } = setting;
  const typed = typeof draft === 'string' ? draft : '';
  const isToken = name === 'token';
  return (
    <div className={styles.line}>
      <Input
        className={styles.grows}
        id={`setting-${name}`}
        // A generated token must be given to clients, so it can be read until it is saved.
        type={isToken && typed !== '' ? 'text' : 'password'}
        value={typed}
        placeholder={value === '(set)' ? 'Set. Type to replace it.' : 'Not set'}
        disabled={isFixed}
        autoComplete="new-password"
        spellCheck={false}
        onChange={(_, { value: next }) => onType(next)}
      />
      {isToken && typed !== '' && <CopyButton text={typed} what="token" />}
      {isToken && !isFixed && (
        <Button icon={<Key20Regular />} onClick={() => onType(generateToken())}>
          Generate
        </Button>
      )}
    </div>
  );
}
