import { FluentProvider } from '@fluentui/react-components';
import { useLayoutEffect, useMemo } from 'react';
import type { LiveView } from './client/live-view.ts';
import type { PanelClient } from './client/panel-client.ts';
import { PanelContext } from './client/panel-context.ts';
import { ConfirmationProvider } from './components/confirmation.tsx';
import { NoticesProvider } from './components/notices.tsx';
import { Shell } from './shell.tsx';
import { useTheme } from './theme.ts';

/** The panel's page, independent of the transport. */
export function App({ client, live }: { readonly client: PanelClient; readonly live: LiveView }) {
  const { theme, isDark } = useTheme();
  // Of the whole document: dialogs and side panels stand beside the panel's own element.
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  const panel = useMemo(() => ({ client, live }), [client, live]);
  return (
    <FluentProvider theme={theme} style={{ height: '100%', background: 'transparent' }}>
      <PanelContext.Provider value={panel}>
        <NoticesProvider>
          <ConfirmationProvider>
            <Shell />
          </ConfirmationProvider>
        </NoticesProvider>
      </PanelContext.Provider>
    </FluentProvider>
  );
}
