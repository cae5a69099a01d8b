import { defineConfig } from 'vite';

/** Where the api writes its nonce into the page, once per answer. @see apps/api/console.ts */
const NONCE = 'CSP_NONCE';

// oxlint-disable-next-line node/no-process-env -- a tool's own configuration, no part of a process
const api = process.env['DOCKET_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  html: { cspNonce: NONCE },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is served from its own address: the policy allows no data: scripts, styles or fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
  // `npm run console`: the sources, reloaded as they change, before an api that runs (DOCKET_URL).
  server: { proxy: { '/v1': api, '/docs': api, '/problems': api } },
});
