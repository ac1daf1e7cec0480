import { makeStyles, type TooltipProps, tokens } from '@fluentui/react-components';
import { type CommandName, equalCommands } from '../../wording/commands.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { Tip } from './tip.tsx';

const useStyles = makeStyles({
  equal: { display: 'flex', flexDirection: 'column', gap: '2px' },
  command: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    wordBreak: 'break-word',
  },
});

/** Describes a control and shows the equivalent commands. */
export function CommandTooltip({
  command,
  values = [],
  text,
  children,
}: {
  readonly command: CommandName;
  readonly values?: readonly (string | number)[];
  readonly text?: string;
  readonly children: NonNullable<TooltipProps['children']>;
}) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  return (
    <Tip
      relationship="description"
      text={
        <div className={styles.equal}>
          {text !== undefined && <span>{text}</span>}
          {equalCommands(command, ...values).map((equal) => (
            <span key={equal} className={styles.command}>
              {formatCommand(equal)}
            </span>
          ))}
        </div>
      }
    >
      {children}
    </Tip>
  );
}

const useCodeStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.92em',
    padding: '1px 5px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground3,
    boxDecorationBreak: 'clone',
    overflowWrap: 'anywhere',
  },
  word: { whiteSpace: 'nowrap' },
});

/** Longer words may wrap; shorter ones, such as `hal-listener`, must not break at a hyphen. */
const MAX_WHOLE_WORD = 24;

/** A command or value within a sentence; commands are shown as they work on the listener's machine. */
export function Code({ children }: { readonly children: string }) {
  const styles = useCodeStyles();
  const formatCommand = useCommandFormatter();
  const parts = formatCommand(children).split(/( )/);
  return (
    <code className={styles.code}>
      {parts.map((part, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
          key={index}
          className={part.trim() !== '' && part.length <= MAX_WHOLE_WORD ? styles.word : undefined}
        >
          {part}
        </span>
      ))}
    </code>
  );
}
