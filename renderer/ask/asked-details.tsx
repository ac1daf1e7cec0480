import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { Asked, AskedFrame, AskedResponse } from '../../contract/panel-ask.ts';
import type { QuestionTrace } from '../../contract/question-trace.ts';
import { columnsOf, describeUnderstood, frameType, notUnderstood } from '../../wording/asked.ts';
import { counted } from '../../wording/counted.ts';
import { CopyButton } from '../components/icon-button.tsx';
import { formatCount, formatMilliseconds } from '../format.ts';

const useStyles = makeStyles({
  summary: {
    cursor: 'pointer',
    padding: '4px 0',
    fontWeight: tokens.fontWeightSemibold,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  body: { padding: '4px 0 10px 18px', minWidth: 0, '@media (max-width: 479px)': { paddingLeft: '4px' } },
  muted: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  facts: { display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '2px 16px', margin: 0 },
  term: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  word: {
    padding: '0 4px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorPaletteYellowBackground1,
    color: tokens.colorNeutralForeground1,
  },
  lines: { listStyle: 'none', margin: 0, padding: 0 },
  line: {
    display: 'flex',
    alignItems: 'baseline',
    gap: '10px',
    padding: '3px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTop: 'none' },
  },
  code: {
    flexGrow: 1,
    minWidth: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
  aside: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap', fontSize: tokens.fontSizeBase200 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  scrolls: {
    overflow: 'auto',
    maxHeight: '340px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200 },
  head: {
    position: 'sticky',
    top: 0,
    textAlign: 'left',
    padding: '5px 10px',
    whiteSpace: 'nowrap',
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightSemibold,
  },
  cell: {
    padding: '4px 10px',
    verticalAlign: 'top',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    maxWidth: '360px',
    overflowWrap: 'break-word',
  },
  more: { marginTop: '8px' },
});

function Section(props: {
  readonly title: string;
  readonly aside?: string;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <details open={props.isOpen ?? false}>
      <summary className={styles.summary}>
        {props.title} <span className={styles.muted}>{props.aside}</span>
      </summary>
      <div className={styles.body}>{props.children}</div>
    </details>
  );
}

/** What was understood of the question, and what was not. */
export function Understanding({
  asked,
  isOpen,
}: {
  readonly asked: Pick<Asked, 'response' | 'trace'>;
  readonly isOpen: boolean;
}) {
  const styles = useStyles();
  const facts = describeUnderstood(asked.response);
  const words = notUnderstood(asked);
  const { assist, by } = asked.trace?.outcome ?? {};
  return (
    <Section title="Understood" isOpen={isOpen}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt className={styles.term}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
        {by !== undefined && (
          <>
            <dt className={styles.term}>Answered by</dt>
            <dd className={styles.value}>the account's subroutine {by}</dd>
          </>
        )}
        {assist !== undefined && (
          <>
            <dt className={styles.term}>Language model</dt>
            <dd className={styles.value}>{assist}</dd>
          </>
        )}
        <dt className={styles.term}>Not understood</dt>
        <dd className={styles.value} data-testid="not-understood">
          {words.length === 0
            ? 'nothing left over'
            : words.map((word) => (
                <span key={word}>
                  <span className={styles.word}>{word}</span>{' '}
                </span>
              ))}
        </dd>
      </dl>
    </Section>
  );
}

/** The statements that ran in the account for the question. */
export function Statements(props: {
  readonly trace: QuestionTrace | undefined;
  readonly problem: string | undefined;
  readonly isOpen: boolean;
}) {
  const styles = useStyles();
  const { trace, problem, isOpen } = props;
  if (trace === undefined) {
    return (
      <Section title="Statements" aside="unknown" isOpen={isOpen}>
        The listener does not tell them: {problem ?? 'no reason given'}
      </Section>
    );
  }
  const { statements, omitted } = trace;
  return (
    <Section title="Statements" aside={formatCount(statements.length + omitted)} isOpen={isOpen}>
      {statements.length === 0 &&
        'None: the answer needed nothing from the account that was not known already.'}
      <ol className={styles.lines}>
        {statements.map(({ text, ms, status, error }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the statements of a question never change places.
          <li key={index} className={styles.line}>
            <code className={styles.code}>{text}</code>
            <span className={error === undefined ? styles.aside : styles.bad}>
              {error ??
                (status === undefined || status < 0
                  ? `code ${status}`
                  : counted(status, 'record', 'records', formatCount(status)))}
            </span>
            <span className={styles.aside}>{formatMilliseconds(ms)}</span>
            <CopyButton text={text} what="statement" />
          </li>
        ))}
      </ol>
      {omitted > 0 && <p className={styles.muted}>and {formatCount(omitted)} more</p>}
    </Section>
  );
}

/** Rows at first, and with each "Show more". */
const PAGE_SIZE = 50;

/** The rows of the answer. */
export function RowTable(props: {
  readonly rows: AskedResponse['data'];
  /** Rows found; the frame may hold fewer. */
  readonly count: number;
  readonly isOpen: boolean;
}) {
  const styles = useStyles();
  const { rows, count, isOpen } = props;
  const [shown, setShown] = useState(PAGE_SIZE);
  if (rows.length === 0) return null;
  const columns = columnsOf(rows);
  const aside =
    count > rows.length ? `${formatCount(rows.length)} of ${formatCount(count)}` : formatCount(count);
  return (
    <Section title="Rows" aside={aside} isOpen={isOpen}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard. */}
      <section className={styles.scrolls} tabIndex={0} aria-label="Rows of the answer">
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col" className={styles.head}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of an answer never change places.
              <tr key={index}>
                {columns.map((name) => (
                  <td key={name} className={styles.cell}>
                    {cellText(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > shown && (
        <Button className={styles.more} size="small" onClick={() => setShown(shown + PAGE_SIZE)}>
          Show more rows
        </Button>
      )}
    </Section>
  );
}

function cellText(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

/** What was sent and received. */
export function Frames({ frames, url }: { readonly frames: readonly AskedFrame[]; readonly url: string }) {
  const styles = useStyles();
  return (
    <Section title="Frames" aside={`${formatCount(frames.length)} at ${url}`}>
      <ol className={styles.lines}>
        {frames.map(({ from, ms, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: frames never change places.
          <li key={index} className={styles.line}>
            <span className={styles.aside}>{formatMilliseconds(ms)}</span>
            <span className={styles.aside}>
              {from === 'client' ? 'sent' : 'received'} {frameType(text)}
            </span>
            <code className={styles.code}>{text}</code>
            <CopyButton text={text} what="frame" />
          </li>
        ))}
      </ol>
    </Section>
  );
}
