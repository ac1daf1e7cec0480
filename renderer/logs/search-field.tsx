import { makeStyles, SearchBox, Spinner, tokens } from '@fluentui/react-components';
import { ChevronDown20Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUp20Regular } from '@fluentui/react-icons/svg/chevron-up';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { Filter16Regular } from '@fluentui/react-icons/svg/filter';
import { memo, useRef } from 'react';
import type { LogPattern } from '../../contract/panel-logs.ts';
import type { PanelError } from '../../wording/panel-error.ts';
import { IconButton, IconToggle } from '../components/icon-button.tsx';
import { Tip } from '../components/tip.tsx';
import { formatCount } from '../format.ts';
import { useFindKey } from '../hooks.ts';
import type { Direction, Search } from './use-search.ts';

const useStyles = makeStyles({
  field: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    flexGrow: 1,
    flexBasis: '360px',
    minWidth: 0,
    maxWidth: '560px',
  },
  box: { flexGrow: 1, minWidth: '70px' },
  toggle: { minWidth: '30px', padding: '0 4px', fontFamily: tokens.fontFamilyMonospace },
  result: {
    minWidth: '76px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
  },
  bad: { color: tokens.colorPaletteRedForeground1 },
});

/** Search text, options and navigation between matches. */
export const SearchField = memo(function SearchField(props: {
  readonly pattern: LogPattern;
  readonly onPattern: (pattern: LogPattern) => void;
  readonly search: Search;
  /** Row of the current match. */
  readonly current: number | undefined;
  readonly onStep: (towards: Direction) => void;
  /** Whether lines that do not match are hidden. */
  readonly onlyMatching: boolean;
  readonly onOnlyMatching: (onlyMatching: boolean) => void;
  /** Lines that are left where others are hidden, whether more may be found, and why not. */
  readonly lines: number;
  readonly isReading: boolean;
  readonly hidingError: PanelError | undefined;
}) {
  const styles = useStyles();
  const { pattern, onPattern, search, current, onStep, onlyMatching, onOnlyMatching, lines } = props;
  const { found } = search;
  const searching = onlyMatching ? props.isReading : search.searching;
  const error = onlyMatching ? props.hidingError : search.error;
  const none = (found?.rows.length ?? 0) === 0;
  const box = useRef<HTMLElement>(null);
  useFindKey(box);
  return (
    <search className={styles.field} ref={box}>
      <SearchBox
        className={styles.box}
        size="small"
        placeholder="Search (Ctrl+F)"
        aria-label="Search the log"
        aria-keyshortcuts="Control+F"
        value={pattern.text}
        maxLength={500}
        onChange={(_, { value }) => onPattern({ ...pattern, text: value })}
        onKeyDown={({ key, shiftKey }) => key === 'Enter' && onStep(shiftKey ? 'previous' : 'next')}
      />
      <IconToggle
        label="Match case"
        className={styles.toggle}
        checked={pattern.matchCase}
        onChange={(matchCase) => onPattern({ ...pattern, matchCase })}
      >
        Aa
      </IconToggle>
      <IconToggle
        label="Regular expression"
        className={styles.toggle}
        checked={pattern.regex}
        onChange={(regex) => onPattern({ ...pattern, regex })}
      >
        .*
      </IconToggle>
      <IconToggle
        label="Only matching lines"
        icon={<Filter16Regular />}
        className={styles.toggle}
        checked={onlyMatching}
        onChange={onOnlyMatching}
      />
      {searching && !onlyMatching && (
        <IconButton label="Cancel search" icon={<Dismiss16Regular />} onClick={search.cancel} />
      )}
      {pattern.text !== '' && (
        <span className={styles.result} role="status" data-testid="matches">
          {searching ? (
            <Spinner size="extra-tiny" label="searching" />
          ) : onlyMatching ? (
            error === undefined && formatLines(lines)
          ) : (
            <Result {...{ found, current }} />
          )}
          {!searching && error !== undefined && (
            <Tip relationship="description" text={`${error.message} ${error.advice}`}>
              <span className={styles.bad}>
                {error.code === 'BAD_PATTERN' ? 'invalid pattern' : 'search failed'}
              </span>
            </Tip>
          )}
        </span>
      )}
      {pattern.text !== '' && !onlyMatching && (
        <>
          <IconButton
            label="Previous match (Shift+Enter)"
            icon={<ChevronUp20Regular />}
            disabled={none}
            onClick={() => onStep('previous')}
          />
          <IconButton
            label="Next match (Enter)"
            icon={<ChevronDown20Regular />}
            disabled={none}
            onClick={() => onStep('next')}
          />
        </>
      )}
    </search>
  );
});

function Result({
  found,
  current,
}: {
  readonly found: Search['found'];
  readonly current: number | undefined;
}) {
  if (found === undefined) return null;
  if (found.total === 0) return 'no matches';
  const place = current === undefined ? -1 : found.rows.indexOf(current);
  return place === -1
    ? `${formatCount(found.total)} ${found.total === 1 ? 'match' : 'matches'}`
    : `${formatCount(place + 1)} of ${formatCount(found.total)}`;
}

function formatLines(lines: number): string {
  return lines === 0 ? 'no matches' : `${formatCount(lines)} ${lines === 1 ? 'line' : 'lines'}`;
}
