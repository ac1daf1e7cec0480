import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { MAX_RECORDING_MS } from '../../contract/panel-ask.ts';
import type { Speaking } from './use-speaking.ts';

const useStyles = makeStyles({
  state: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 12px' },
  shown: { marginTop: '8px' },
  bar: { width: '120px' },
  problem: { color: tokens.colorPaletteRedForeground1 },
});

/** After so long, somebody who speaks would have been heard, ms. */
const QUIET_MS = 3_000;

function textOf(speaking: Speaking): string {
  if (speaking.kind === 'off') return speaking.note ?? '';
  if (speaking.kind === 'opening')
    return 'Waiting for the microphone. Does the browser ask for your permission?';
  if (!speaking.isHeard && speaking.ms >= QUIET_MS)
    return 'Listening, but nothing is heard: is the microphone muted?';
  return 'Listening. Click again to ask, Escape to discard.';
}

/** Whether the microphone is listened to, how loud it is, and what became of a recording. */
export function SpeakingState({ speaking }: { readonly speaking: Speaking }) {
  const styles = useStyles();
  const text = textOf(speaking);
  const isProblem = speaking.kind === 'off' && speaking.isProblem === true;
  return (
    <div className={mergeClasses(styles.state, text !== '' && styles.shown)}>
      {speaking.kind === 'listening' && (
        <>
          <meter className={styles.bar} aria-label="Loudness" min={0} max={100} value={speaking.level} />
          <span>
            {Math.floor(speaking.ms / 1_000)} s of {MAX_RECORDING_MS / 1_000} s
          </span>
        </>
      )}
      {/* Always there: a region that comes with its text is not read out. */}
      <span role="status" className={isProblem ? styles.problem : undefined}>
        {text}
      </span>
    </div>
  );
}
