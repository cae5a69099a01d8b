import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** Where the api writes its nonce into the page, once per answer. @see apps/api/console.ts */
const NONCE = 'CSP_NONCE';

// oxlint-disable-next-line node/no-process-env -- a tool's own configuration, no part of a process
const api = process.env['DOCKET_URL'] ?? 'http://127.0.0.1:3000';

/** Leaves every script and style also compressed beside it, once for all who load it. @see apps/api/console.ts */
const compress = (): Plugin => ({
  name: 'compress',
  apply: 'build',
  writeBundle({ dir = '.' }) {
    const assets = join(dir, 'assets');
    for (const name of readdirSync(assets).filter((file) => /\.(js|css|svg)$/.test(file))) {
      const bytes = readFileSync(join(assets, name));
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes));
      writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
});

export default defineConfig({
  plugins: [compress()],
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
