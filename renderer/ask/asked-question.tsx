import { Badge, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
import type { Asked } from '../../contract/panel-ask.ts';
import { describeDecline, OUTCOME_LABELS, outcomeOf } from '../../wording/asked.ts';
import { useCommandFormatter } from '../client/panel-context.ts';
import { Card } from '../components/card.tsx';
import { IconButton } from '../components/icon-button.tsx';
import { TeachButton } from '../components/teach-button.tsx';
import { formatClock, formatCount, formatMilliseconds } from '../format.ts';
import type { AskedEntry } from './ask-history.ts';
import { Frames, RowTable, Statements, Understanding } from './asked-details.tsx';
import { OUTCOME_COLORS } from './outcome-colors.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'flex-start', gap: '10px' },
  question: {
    margin: 0,
    flexGrow: 1,
    minWidth: 0,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    paddingTop: '3px',
  },
  when: { color: tokens.colorNeutralForeground2, paddingTop: '3px', whiteSpace: 'nowrap' },
  answer: {
    margin: '8px 0 10px',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 14px',
    color: tokens.colorNeutralForeground2,
  },
  details: { display: 'flex', flexDirection: 'column', gap: '2px', marginTop: '12px' },
  problem: { margin: '8px 0 0', lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
});

/** One question: the answer, and how it came about. */
export function AskedQuestion({
  entry: { text, spokenMs, at, result },
  isNewest,
  onAgain,
}: {
  readonly entry: AskedEntry;
  /** The details of the newest are open. */
  readonly isNewest: boolean;
  /** Of a spoken question what was recognized is asked again, as a text. */
  readonly onAgain: (text: string) => void;
}) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  const title = text ?? 'Spoken question';
  return (
    <li>
      <Card label={title}>
        <div className={styles.head}>
          <h3 className={styles.question}>{title}</h3>
          <span className={styles.when}>{formatClock(at)}</span>
          {text !== undefined && (
            <IconButton label="Ask again" icon={<ArrowClockwise20Regular />} onClick={() => onAgain(text)} />
          )}
        </div>
        <div role="status">
          {result.kind === 'waiting' && (
            <Spinner size="tiny" label="Waiting for the answer" labelPosition="after" />
          )}
          {result.kind === 'failed' && (
            <p className={styles.problem}>
              <strong>{formatCommand(result.error.message)}</strong> {formatCommand(result.error.advice)}
            </p>
          )}
          {result.kind === 'answered' && <p className={styles.answer}>{result.asked.response.text}</p>}
        </div>
        {result.kind === 'answered' && (
          <Answer question={text} asked={result.asked} spokenMs={spokenMs} isNewest={isNewest} />
        )}
      </Card>
    </li>
  );
}

function Answer({
  question,
  asked,
  spokenMs,
  isNewest,
}: {
  readonly question: string | undefined;
  readonly asked: Asked;
  readonly spokenMs: number | undefined;
  readonly isNewest: boolean;
}) {
  const styles = useStyles();
  const { response, trace, traceProblem, ms, resumed, frames, url } = asked;
  const outcome = outcomeOf(asked);
  const declined = trace?.outcome?.declined;
  return (
    <>
      <div className={styles.facts}>
        <Badge appearance="tint" color={OUTCOME_COLORS[outcome]} data-outcome={outcome}>
          {OUTCOME_LABELS[outcome]}
        </Badge>
        <span>{response.intent}</span>
        <span>{describeRows(response.count)}</span>
        <span>
          {formatMilliseconds(ms)}, {formatMilliseconds(response.duration_ms)} of it in the listener
        </span>
        {spokenMs !== undefined && <span>spoken, {(spokenMs / 1_000).toFixed(1)} s</span>}
        {resumed && <span>continues the conversation</span>}
        {(outcome === 'declined' || outcome === 'partly') && question !== undefined && (
          <TeachButton question={question} subject={response.understood?.subject ?? response.intent} />
        )}
        {response.example === true && (
          <Badge appearance="tint" color="warning">
            Example data
          </Badge>
        )}
      </div>
      {declined !== undefined && <p className={styles.problem}>{describeDecline(declined)}</p>}
      <div className={styles.details}>
        <Understanding asked={asked} isOpen={isNewest} />
        <Statements trace={trace} problem={traceProblem} isOpen={isNewest} />
        <RowTable rows={response.data} count={response.count} isOpen={isNewest} />
        <Frames frames={frames} url={url} />
      </div>
    </>
  );
}

function describeRows(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`;
}
