import { makeStyles, Select, Tab, TabList } from '@fluentui/react-components';
import { memo } from 'react';
import { LOG_LEVELS } from '../../contract/log-line.ts';
import type { LogName, LogSource } from '../../contract/panel-logs.ts';

export type Level = (typeof LOG_LEVELS)[number];

/** The level that shows all lines. */
export const ALL_LEVELS: Level = 'debug';

const useStyles = makeStyles({ level: { minWidth: '116px', width: '116px' } });

const LEVEL_LABELS: Readonly<Record<Level, string>> = {
  error: 'Errors',
  warn: 'Warnings +',
  info: 'Info +',
  debug: 'All levels',
};

/** Selects the log and the minimum level. */
export const LogSelector = memo(function LogSelector(props: {
  readonly sources: readonly LogSource[];
  readonly log: LogName;
  readonly onLog: (log: LogName) => void;
  /** Undefined if this log has no levels. */
  readonly minLevel: Level | undefined;
  readonly onMinLevel: (minLevel: Level) => void;
}) {
  const styles = useStyles();
  const { sources, log, onLog, minLevel, onMinLevel } = props;
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
      {minLevel !== undefined && (
        <Select
          className={styles.level}
          size="small"
          aria-label="Minimum level"
          value={minLevel}
          onChange={(_, { value }) => onMinLevel(value as Level)}
        >
          {[...LOG_LEVELS].reverse().map((name) => (
            <option key={name} value={name}>
              {LEVEL_LABELS[name]}
            </option>
          ))}
        </Select>
      )}
    </>
  );
});
