import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemError } from '../api/problem-error';
import { nonce } from './nonce';
import { ShortcutsProvider } from './shortcuts';
import { contrast, theme } from './theme';

/** Reads that failed in passing are tried twice more; what was refused stays refused. Acts are never repeated here. */
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && ProblemError.from(error).isPassing,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

/** Everything that all pages stand in. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={contrast}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <QueryClientProvider client={client}>
        <ShortcutsProvider>
          <Notifications position="bottom-center" limit={4} />
          {children}
        </ShortcutsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
