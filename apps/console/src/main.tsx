import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { printLight } from './app/paper';
import { Providers } from './app/providers';
import { router } from './app/routes';

printLight();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Providers>
      {/* An address is shown as soon as it is gone to: a key that follows must not meet what was there before. */}
      <RouterProvider router={router} useTransitions={false} />
    </Providers>
  </StrictMode>,
);
