import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { Card } from '../components/card.tsx';
import { CommandTooltip } from '../components/command.tsx';
import { CardHeading, PageScreen } from '../components/page-screen.tsx';
import { formatClock } from '../format.ts';
import { BackupCard } from './backup-card.tsx';
import { CheckRow, PendingRow } from './check-row.tsx';
import { summarizeChecks, worstFirst } from './check-texts.ts';
import { RestoreBackupCard } from './restore-backup-card.tsx';
import { useDiagnosis } from './use-diagnosis.ts';

const useStyles = makeStyles({
  top: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '8px' },
  summary: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { listStyle: 'none', margin: '8px 0 0', padding: 0 },
});

/** Everything that a listener needs, checked one by one, with what to do about what is wrong; and backups. */
export function Diagnostics() {
  const styles = useStyles();
  const runner = useDiagnosis();
  const { titles, results, current, completedAt, busy, check, cancel } = runner;
  const isRunning = busy === 'checking' || busy === 'packing';
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    // Who opens this screen for the first time wants to know.
    if (completedAt === undefined) void check();
  }, [completedAt, check]);
  return (
    <PageScreen label="Diagnostics">
      <Card label="Checks">
        <div className={styles.top}>
          <div className={styles.summary}>
            <CardHeading>Checks</CardHeading>
            <div role="status" data-testid="checks-summary">
              {isRunning
                ? `Check ${current ?? results.length + 1} of ${titles.length || '…'}`
                : results.length === 0
                  ? 'No check was made yet.'
                  : summarizeChecks(results)}
            </div>
            {!isRunning && (
              <div className={styles.quiet}>
                {completedAt === undefined
                  ? results.length === titles.length
                    ? ''
                    : 'Not every check was made.'
                  : `Checked at ${formatClock(completedAt)}. Nothing is changed without asking.`}
              </div>
            )}
          </div>
          {isRunning ? (
            <Button onClick={cancel}>Cancel</Button>
          ) : (
            <CommandTooltip command="diagnose">
              <Button
                appearance="primary"
                disabledFocusable={busy !== undefined}
                onClick={() => void check()}
              >
                Check again
              </Button>
            </CommandTooltip>
          )}
          <CommandTooltip
            command="diagnose-bundle"
            text="Results, settings, events and the ends of the logs, with names and secrets replaced."
          >
            <Button
              disabledFocusable={busy !== undefined}
              onClick={() => busy === undefined && void runner.saveReport()}
            >
              Save a report for support
            </Button>
          </CommandTooltip>
        </div>
        {isRunning && (
          <ProgressBar aria-label="Checks made" value={results.length} max={Math.max(1, titles.length)} />
        )}
        <ul className={styles.list}>
          {(isRunning ? results : worstFirst(results)).map((one) => (
            <CheckRow
              key={one.id}
              check={one}
              isBusy={busy !== undefined}
              onRepair={(fix) => void runner.repair(one.id, fix)}
            />
          ))}
          {isRunning &&
            titles
              .slice(results.length)
              .map((title, index) => (
                <PendingRow key={title} title={title} isCurrent={results.length + index + 1 === current} />
              ))}
        </ul>
      </Card>
      <BackupCard />
      <RestoreBackupCard />
    </PageScreen>
  );
}
