import { createContext, useContext } from 'react';
import type { AlarmNotifications } from './use-alarm-notifications.ts';

export const NotificationsContext = createContext<AlarmNotifications | undefined>(undefined);

/** The notifications of this page, which are sent on whatever screen. @throws outside their provider */
export function useNotifications(): AlarmNotifications {
  const notifications = useContext(NotificationsContext);
  if (notifications === undefined) throw new Error('notifications need their provider');
  return notifications;
}
