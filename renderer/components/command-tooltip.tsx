import { makeStyles, Tooltip, type TooltipProps, tokens } from '@fluentui/react-components';
import { type CommandName, equalCommands } from '../../wording/commands.ts';
import { useCommandFormatter } from '../client/panel-context.ts';

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
    <Tooltip
      relationship="description"
      withArrow
      content={
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
    </Tooltip>
  );
}
