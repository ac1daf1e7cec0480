import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { AlarmNotifications } from './use-alarm-notifications.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '0 4px',
    color: tokens.colorNeutralForeground2,
  },
});

/** Turns the notifications of this browser on and off. */
export function NotificationSetting({ notifications }: { readonly notifications: AlarmNotifications }) {
  const styles = useStyles();
  const { state, turnOn, turnOff } = notifications;
  switch (state) {
    case undefined:
      return null;
    case 'blocked':
      return <div className={styles.line}>Your browser blocks notifications of this page.</div>;
    case 'off':
      return (
        <div className={styles.line}>
          <Button size="small" onClick={() => void turnOn()}>
            Notify me of alarms
          </Button>
        </div>
      );
    case 'on':
      return (
        <div className={styles.line}>
          You are notified of alarms while this page is open.
          <Button size="small" onClick={turnOff}>
            Turn off
          </Button>
        </div>
      );
  }
}
