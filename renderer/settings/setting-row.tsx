import { Badge, Button, Field, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SettingView } from '../../contract/panel-settings.ts';
import { Code } from '../components/command.tsx';
import { toSentence } from '../format.ts';
import { SettingInput } from './setting-input.tsx';
import { describeSource, settingLabel } from './setting-texts.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 340px)',
    columnGap: '24px',
    alignItems: 'start',
    padding: '12px 0',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
    '@media (max-width: 719px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '6px' },
  },
  label: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  quiet: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  changed: { boxShadow: `inset 3px 0 ${tokens.colorBrandStroke1}`, paddingLeft: '12px', marginLeft: '-12px' },
  facts: { marginTop: '4px' },
});

/** One setting: what it is, what it is set to and by whom, and the field that changes it. */
export function SettingRow({
  setting,
  draft,
  problem,
  onType,
}: {
  readonly setting: SettingView;
  /** What was typed and is not saved; `null` removes the setting, undefined leaves it. */
  readonly draft: string | null | undefined;
  readonly problem: string | undefined;
  readonly onType: (typed: string | null) => void;
}) {
  const styles = useStyles();
  const { name, description, allowed, override, isEditable, needsRestart, isInFile } = setting;
  const label = settingLabel(name);
  const isFixed = override?.of === 'here' || !isEditable;
  const removes = draft === null;
  const source = describeSource(setting);
  return (
    <div className={mergeClasses(styles.row, draft !== undefined && styles.changed)} data-setting={name}>
      <div>
        <div className={styles.line}>
          <label className={styles.label} id={`label-${name}`} htmlFor={`setting-${name}`}>
            {label}
          </label>
          {needsRestart && (
            <Badge appearance="outline" color="informative" size="small">
              needs a restart
            </Badge>
          )}
        </div>
        <div id={`help-${name}`}>{toSentence(description)}</div>
        <div className={mergeClasses(styles.line, styles.quiet, styles.facts)}>
          <Code>{name}</Code>
          {source !== undefined && <span>{source}</span>}
          <span>Default: {setting.default}</span>
        </div>
      </div>
      <div>
        <Field
          {...(problem === undefined
            ? {}
            : { validationState: 'error' as const, validationMessage: toSentence(problem) })}
          {...(problem === undefined && !isFixed ? { hint: hintOf(setting, allowed) } : {})}
        >
          <SettingInput setting={setting} draft={draft} isFixed={isFixed} onType={onType} />
        </Field>
        <div className={mergeClasses(styles.line, styles.quiet)}>
          <Override setting={setting} />
          {removes && <span>Will be removed from config.json when you save.</span>}
          {!isFixed && isInFile && !removes && (
            <Button
              size="small"
              appearance="transparent"
              aria-label={`Remove ${label} from config.json`}
              onClick={() => onType(null)}
            >
              Remove from config.json
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** Switches and choices show what is allowed themselves. */
function hintOf({ input }: SettingView, allowed: string): string {
  return input === 'switch' || input === 'choice' ? '' : toSentence(allowed);
}

function Override({ setting: { override, isEditable, value, isSecret } }: { readonly setting: SettingView }) {
  if (!isEditable) return <span>Determines where config.json is, so it cannot be set there.</span>;
  if (override === undefined) return null;
  if (override.of === 'here') {
    return (
      <span>
        Fixed by {override.key}, which overrides config.json. Change it there, then start the panel again.
      </span>
    );
  }
  return (
    <span>
      The listener was started with {override.key}
      {isSecret ? '' : ` (${value})`}, which a restart repeats. To use config.json, stop it, then start it.
    </span>
  );
}
