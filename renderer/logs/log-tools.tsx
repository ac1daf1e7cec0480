import { makeStyles, Select, Tab, TabList, ToggleButton, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons/svg/arrow-download';
import { ChevronDown20Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUp20Regular } from '@fluentui/react-icons/svg/chevron-up';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle';
import { Pause20Regular } from '@fluentui/react-icons/svg/pause';
import { Play20Regular } from '@fluentui/react-icons/svg/play';
import { TextWrap20Regular } from '@fluentui/react-icons/svg/text-wrap';
import { memo } from 'react';
import { LOG_LEVELS } from '../../contract/log-line.ts';
import type { LogName, LogSource } from '../../contract/panel-logs.ts';
import { CommandTooltip } from '../components/command.tsx';
import { IconButton, IconToggle } from '../components/icon-button.tsx';
import type { Direction } from './use-search.ts';

const useStyles = makeStyles({
  tools: { display: 'flex', alignItems: 'center', gap: '2px', marginLeft: 'auto' },
  errors: { display: 'flex', alignItems: 'center', marginRight: '6px' },
  sign: { color: tokens.colorPaletteRedForeground1, lineHeight: 0 },
  step: { minWidth: '24px', padding: '0' },
});

/** Toolbar: jump to an error, pause, wrap, copy, download. */
export const LogTools = memo(function LogTools(props: {
  /** Whether this log contains error levels. */
  readonly hasErrors: boolean;
  readonly onError: (towards: Direction) => void;
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
  readonly wrap: boolean;
  readonly onWrap: (wrap: boolean) => void;
  readonly onCopy: () => void;
  readonly downloading: boolean;
  /** Whether only a part of the log is shown, and downloaded. */
  readonly isFiltered: boolean;
  /** Starts a download, or cancels the running one. */
  readonly onDownload: () => void;
}) {
  const styles = useStyles();
  const { hasErrors, onError, paused, onPause, wrap, onWrap, onCopy, downloading, isFiltered, onDownload } =
    props;
  return (
    <div className={styles.tools} role="toolbar" aria-label="Log tools">
      {hasErrors && (
        <span className={styles.errors}>
          <span className={styles.sign} aria-hidden>
            <ErrorCircle20Filled />
          </span>
          <IconButton
            className={styles.step}
            label="Previous error"
            icon={<ChevronUp20Regular />}
            onClick={() => onError('previous')}
          />
          <IconButton
            className={styles.step}
            label="Next error"
            icon={<ChevronDown20Regular />}
            onClick={() => onError('next')}
          />
        </span>
      )}
      <CommandTooltip command="logs" text={paused ? 'Follow' : 'Pause'}>
        <ToggleButton
          size="small"
          appearance="subtle"
          aria-label="Pause"
          icon={paused ? <Play20Regular /> : <Pause20Regular />}
          checked={paused}
          onClick={() => onPause(!paused)}
        />
      </CommandTooltip>
      <IconToggle label="Wrap long lines" icon={<TextWrap20Regular />} checked={wrap} onChange={onWrap} />
      <IconButton label="Copy selection or visible lines" icon={<Copy20Regular />} onClick={onCopy} />
      <IconButton
        label={downloading ? 'Cancel download' : isFiltered ? 'Download the filtered lines' : 'Download log'}
        icon={downloading ? <Dismiss20Regular /> : <ArrowDownload20Regular />}
        onClick={onDownload}
      />
    </div>
  );
});

export type Level = (typeof LOG_LEVELS)[number];

/** The level that shows all lines. */
const ALL_LEVELS: Level = 'debug';

const useSelectorStyles = makeStyles({ level: { minWidth: '116px', width: '116px' } });

const LEVEL_LABELS: Readonly<Record<Level, string>> = {
  error: 'Errors',
  warn: 'Warnings +',
  info: 'Info +',
  debug: 'All levels',
};

/** Selects the log. */
export const LogTabs = memo(function LogTabs({
  sources,
  log,
  onLog,
}: {
  readonly sources: readonly LogSource[];
  readonly log: LogName;
  readonly onLog: (log: LogName) => void;
}) {
  return (
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
  );
});

/** Selects the minimum level. */
export const LevelSelect = memo(function LevelSelect({
  level,
  onLevel,
}: {
  /** Undefined shows every level. */
  readonly level: Level | undefined;
  readonly onLevel: (level: Level | undefined) => void;
}) {
  const styles = useSelectorStyles();
  return (
    <Select
      className={styles.level}
      size="small"
      aria-label="Minimum level"
      value={level ?? ALL_LEVELS}
      onChange={(_, { value }) => onLevel(value === ALL_LEVELS ? undefined : (value as Level))}
    >
      {[...LOG_LEVELS].reverse().map((name) => (
        <option key={name} value={name}>
          {LEVEL_LABELS[name]}
        </option>
      ))}
    </Select>
  );
});
