import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { useId, useState } from 'react';
import type { Screen } from '../../contract/panel-snapshot.ts';
import { type AttentionItem, attentionItems } from '../../wording/attention.ts';
import { useCommandFormatter, useSnapshot } from '../client/panel-context.ts';
import { useNow } from '../clock.ts';
import { IconButton } from '../components/icon-button.tsx';
import { EventIcon } from '../events/event-icon.tsx';
import { formatClock, toSentence } from '../format.ts';
import { useMedia } from '../hooks.ts';
import { AttentionButton } from './attention-button.tsx';
import { useDismissals } from './dismissals.ts';

const useStyles = makeStyles({
  strip: {
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  card: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  expanded: { maxHeight: '45vh', overflowY: 'auto' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: '36px',
    padding: '2px 16px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
    '@media (max-width: 479px)': { padding: '2px 12px' },
  },
  wholeItem: {
    '@media (max-width: 719px)': { flexWrap: 'wrap', justifyContent: 'flex-end', paddingBottom: '8px' },
  },
  text: { flexGrow: 1, minWidth: 0, lineHeight: tokens.lineHeightBase300 },
  // One line of two parts that wrap: details that have no room beside the title are on a line that is not seen.
  oneLine: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '4px',
    height: tokens.lineHeightBase300,
    overflow: 'hidden',
    '& > *': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: '100%' },
    // Beside a button a narrow window has no room for a title in one line.
    '@media (max-width: 479px)': {
      height: 'auto',
      lineHeight: tokens.lineHeightBase200,
      '& > *': { overflow: 'visible', whiteSpace: 'normal', overflowWrap: 'anywhere' },
    },
  },
  oneLineDetail: {
    flexGrow: 1,
    flexBasis: '160px',
    minWidth: 0,
    '@media (max-width: 479px)': { display: 'none' },
  },
  whole: {
    overflowWrap: 'anywhere',
    padding: '4px 0',
    // The buttons come below the text.
    '@media (max-width: 719px)': { flexBasis: 'calc(100% - 28px)' },
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  detail: { color: tokens.colorNeutralForeground2 },
  more: { display: 'flex', padding: '0 8px 4px' },
});

const NARROW = '(max-width: 719px)';
/** Items that are shown while the strip is collapsed. */
const SHOWN = { narrow: 1, wide: 2 } as const;

/**
 * What needs attention, on every screen: worst first, one line and one button each. Above the screen, but on the Overview,
 * whose buttons keep their place whatever needs attention.
 */
export function AttentionStrip({ screen }: { readonly screen: Screen }) {
  const styles = useStyles();
  const items = useAttentionItems();
  const narrow = useMedia(NARROW);
  const [dismissed, dismiss] = useDismissals();
  const [isExpanded, setExpanded] = useState(false);
  const listId = useId();
  const shown = items.filter(
    ({ dismissKey, saidOn }) =>
      saidOn !== screen && (dismissKey === undefined || !dismissed.includes(dismissKey)),
  );
  if (shown.length === 0) return null;
  const collapsed = narrow ? SHOWN.narrow : SHOWN.wide;
  // A single further item takes no more room than the button that would show it.
  const hidden = isExpanded || shown.length <= collapsed + (narrow ? 0 : 1) ? 0 : shown.length - collapsed;
  const visible = shown.slice(0, shown.length - hidden);
  const canCollapse = isExpanded && shown.length > collapsed;
  return (
    <section
      className={mergeClasses(styles.strip, screen === 'overview' && styles.card)}
      aria-label="Attention"
    >
      <ul id={listId} className={mergeClasses(styles.list, isExpanded && styles.expanded)}>
        {visible.map((item) => (
          <Item key={item.id} {...{ item, screen }} isWhole={isExpanded} onDismiss={dismiss} />
        ))}
      </ul>
      {(hidden > 0 || canCollapse) && (
        <div className={styles.more}>
          <Button
            size="small"
            appearance="transparent"
            aria-expanded={isExpanded}
            aria-controls={listId}
            onClick={() => setExpanded(!isExpanded)}
          >
            {isExpanded ? 'Show less' : `Show ${hidden} more`}
          </Button>
        </div>
      )}
    </section>
  );
}

function useAttentionItems(): readonly AttentionItem[] {
  const snapshot = useSnapshot();
  return useNow((now) => attentionItems(snapshot, now));
}

function Item(props: {
  readonly item: AttentionItem;
  readonly screen: Screen;
  /** Whether the whole text is shown, on several lines if needed. */
  readonly isWhole: boolean;
  readonly onDismiss: (key: string) => void;
}) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  const { item, screen, isWhole, onDismiss } = props;
  // A button must not lead to where the reader is.
  const isHere = item.action.kind === 'show' && item.action.screen === screen;
  const { id, severity, title, dismissKey, at } = item;
  const detail = item.detail === '' ? '' : formatCommand(toSentence(item.detail));
  const heading = toSentence(title);
  return (
    <li className={mergeClasses(styles.item, isWhole && styles.wholeItem)} data-attention={id}>
      <EventIcon severity={severity} />
      <span
        className={mergeClasses(styles.text, isWhole ? styles.whole : styles.oneLine)}
        title={isWhole ? undefined : `${heading} ${detail}`}
      >
        <span className={styles.title} data-attention-title>
          {heading}
        </span>{' '}
        <span className={mergeClasses(styles.detail, !isWhole && styles.oneLineDetail)}>
          {detail}
          {at !== undefined && ` ${formatClock(at)}`}
        </span>
      </span>
      {!isHere && <AttentionButton item={item} />}
      {dismissKey !== undefined && (
        <IconButton
          label={`Dismiss: ${title}`}
          icon={<Dismiss16Regular />}
          onClick={() => onDismiss(dismissKey)}
        />
      )}
    </li>
  );
}
