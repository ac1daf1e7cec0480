import { makeStyles, Select, Tab, TabList } from '@fluentui/react-components';
import { memo } from 'react';
import type { LogName, LogSource } from '../../contract/panel-logs.ts';
import { LOG_LEVEL_NAMES } from '../../contract/status.ts';

export type Level = (typeof LOG_LEVEL_NAMES)[number];

/** The least level that leaves nothing out. */
export const EVERY_LEVEL: Level = 'debug';

const useStyles = makeStyles({ level: { minWidth: '116px', width: '116px' } });

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  error: 'Errors',
  warn: 'Warnings +',
  info: 'Info +',
  debug: 'All levels',
};

/** Which log, and how much of it. */
export const LogChoice = memo(function LogChoice(props: {
  readonly sources: readonly LogSource[];
  readonly log: LogName;
  readonly onLog: (log: LogName) => void;
  /** Undefined where the lines of this log have no levels. */
  readonly least: Level | undefined;
  readonly onLeast: (least: Level) => void;
}) {
  const styles = useStyles();
  const { sources, log, onLog, least, onLeast } = props;
  return (
    <>
      <TabList
        size="small"
        aria-label="Logs"
        selectedValue={log}
        onTabSelect={(_, { value }) => onLog(value as LogName)}
      >
        {sources.map((one) => (
          <Tab key={one.log} value={one.log}>
            {one.log === 'como' ? `$COMO ${one.name}` : one.name}
          </Tab>
        ))}
      </TabList>
      {least !== undefined && (
        <Select
          className={styles.level}
          size="small"
          aria-label="Least level"
          value={least}
          onChange={(_, { value }) => onLeast(value as Level)}
        >
          {[...LOG_LEVEL_NAMES].reverse().map((name) => (
            <option key={name} value={name}>
              {LEVEL_WORDS[name]}
            </option>
          ))}
        </Select>
      )}
    </>
  );
});
