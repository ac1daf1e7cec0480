import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  mergeClasses,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { Suspense, useEffect, useState } from 'react';
import { SCREENS, type Screen } from '../contract/panel-snapshot.ts';
import { AttentionStrip } from './attention/attention-strip.tsx';
import { useConnectionState, useLive } from './client/panel-context.ts';
import { Code } from './components/command.tsx';
import { displayState, STATE_APPEARANCE, StateBadge } from './components/state-badge.tsx';
import { formatClock } from './format.ts';
import { useStableCallback } from './hooks.ts';
import { LAZY_SCREENS, loadLikelyScreens } from './lazy-screens.ts';
import { type LogTarget, NavigationContext } from './navigation.ts';
import { NotificationsContext } from './notifications/notifications-context.ts';
import { useAlarmNotifications } from './notifications/use-alarm-notifications.ts';
import { useRecoveryNotice } from './notifications/use-recovery-notice.ts';
import { Overview } from './overview/overview.tsx';
import { ScreenTabs } from './screen-tabs.tsx';

const useStyles = makeStyles({
  shell: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    fontVariantNumeric: 'tabular-nums',
  },
  header: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr auto',
    alignItems: 'center',
    columnGap: '24px',
    padding: '0 16px',
    minHeight: '52px',
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // Below this width the tabs have a line of their own.
    '@media (max-width: 1199px)': {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      columnGap: '12px',
      paddingTop: '8px',
    },
  },
  name: { display: 'flex', alignItems: 'center', gap: '10px', minWidth: 0, margin: 0 },
  product: {
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  machine: {
    // Gives way before the product's name does.
    flexShrink: 1_000,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  // Beside the state a narrow window has room for the product's name only.
  besideState: { '@media (max-width: 479px)': { display: 'none' } },
  tabs: {
    minWidth: 0,
    // To the sides only: the frame of a tab with the focus is taller than the tab.
    overflowX: 'clip',
    '@media (max-width: 1199px)': { gridRow: 2, gridColumn: '1 / -1', margin: '2px -12px 0' },
  },
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  main: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  scrolls: { overflowY: 'auto' },
});

/** Screens with one long list, which scrolls within them. */
const FILLED: readonly Screen[] = ['connections', 'logs', 'events'];

/** The first screen and its charts are there by then, ms. */
const LIKELY_SCREENS_MS = 2_000;

/** The header with the state, and the selected screen. */
export function Shell() {
  const styles = useStyles();
  const machine = useLive(({ snapshot }) => snapshot?.machine);
  const [screen, go] = useScreen();
  const [logTarget, setLogTarget] = useState<LogTarget>();
  const notifications = useAlarmNotifications();
  useRecoveryNotice();
  useEffect(() => {
    const timer = setTimeout(loadLikelyScreens, LIKELY_SCREENS_MS);
    return () => clearTimeout(timer);
  }, []);
  const show = useStableCallback((next: Screen, log?: LogTarget): void => {
    setLogTarget(log);
    go(next);
  });
  const LazyScreen = LAZY_SCREENS[screen];
  return (
    <NavigationContext.Provider value={show}>
      <div className={styles.shell}>
        <header className={styles.header}>
          <h1 className={styles.name}>
            <Logo />
            <span className={styles.product}>HAL Listener</span>
            <span className={mergeClasses(styles.machine, screen !== 'overview' && styles.besideState)}>
              {machine}
            </span>
          </h1>
          <nav className={styles.tabs} aria-label="Screens">
            <ScreenTabs screen={screen} onSelect={show} />
          </nav>
          <div role="status" aria-label="State of the listener">
            <CurrentState isShown={screen !== 'overview'} />
          </div>
        </header>
        <ConnectionBar />
        {screen !== 'overview' && <AttentionStrip screen={screen} />}
        <main className={mergeClasses(styles.main, !FILLED.includes(screen) && styles.scrolls)}>
          {screen === 'overview' && (
            <Overview
              notifications={notifications}
              onShowLog={(target) => show('logs', target)}
              onShowConnections={() => show('connections')}
              onShowEvents={() => show('events')}
            />
          )}
          {LazyScreen !== undefined && (
            <NotificationsContext.Provider value={notifications}>
              <Suspense fallback={<Spinner aria-label="Loading" />}>
                <LazyScreen target={logTarget} />
              </Suspense>
            </NotificationsContext.Provider>
          )}
        </main>
      </div>
    </NavigationContext.Provider>
  );
}

/**
 * Says nothing before anything is known.
 *
 * @param isShown only heard otherwise, as it changes: the screen shows it larger
 */
function CurrentState({ isShown }: { readonly isShown: boolean }) {
  const styles = useStyles();
  const state = useLive(({ link, snapshot }) =>
    link.state === 'connecting' ? undefined : displayState(snapshot),
  );
  if (state === undefined) return null;
  return isShown ? (
    <StateBadge state={state} />
  ) : (
    <span className={styles.heard}>{STATE_APPEARANCE[state].label}</span>
  );
}

/** The product's logo: a voice, listened to. */
function Logo() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" style={{ flexShrink: 0 }}>
      <rect width="32" height="32" rx="8" fill="#0f6c78" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M9 13.5v5M13.7 9.5v13M18.4 12v8M23 14.5v3" />
      </g>
    </svg>
  );
}

/** The screen of a hash such as `#/logs`. */
export function screenOf(hash: string): Screen {
  const name = hash.replace(/^#\/?/, '');
  return SCREENS.find((screen) => screen === name) ?? 'overview';
}

/** The screen in the address bar, so that reload and Back work. */
function useScreen(): readonly [Screen, (screen: Screen) => void] {
  const [screen, setScreen] = useState(() => screenOf(location.hash));
  useEffect(() => {
    const follow = (): void => setScreen(screenOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [
    screen,
    (next) => {
      location.hash = `/${next}`;
    },
  ];
}

const useBarStyles = makeStyles({
  // Opaque, whatever is below it.
  bar: { flexShrink: 0, paddingTop: '8px', paddingBottom: '8px' },
});

/** Shown while the page is not connected, so that an empty screen is not taken for a stopped listener. */
function ConnectionBar() {
  const styles = useBarStyles();
  const link = useConnectionState();
  const lastSnapshotAt = useLive((live) => (live.link.state === 'lost' ? live.lastSnapshotAt : undefined));
  switch (link.state) {
    case 'live':
    case 'connecting':
      return null;
    case 'lost':
      return (
        <MessageBar
          className={styles.bar}
          intent="warning"
          shape="square"
          layout="multiline"
          icon={<Spinner size="extra-tiny" aria-label="Connecting" />}
          politeness="assertive"
        >
          <MessageBarBody>
            <MessageBarTitle>Not connected.</MessageBarTitle>
            The program that serves this panel{' '}
            {lastSnapshotAt === undefined
              ? 'is not responding'
              : `has not responded since ${formatClock(lastSnapshotAt)}`}
            . Reconnecting automatically. The listener may still be running: it does not depend on the panel.
          </MessageBarBody>
        </MessageBar>
      );
    case 'refused':
      return (
        <MessageBar
          className={styles.bar}
          intent="error"
          shape="square"
          politeness="assertive"
          layout="multiline"
        >
          <MessageBarBody>
            <MessageBarTitle>Not authorized.</MessageBarTitle>
            {link.reason} Run <Code>hal-listener panel</Code> and open the link it prints.
          </MessageBarBody>
        </MessageBar>
      );
  }
}
