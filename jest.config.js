const { readFileSync } = require('node:fs');

// The build's own settings, less the rewriting of paths: under jest moduleNameMapper finds the libs.
const {
  baseUrl: _baseUrl,
  paths: _paths,
  ...jsc
} = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8')).jsc;
const swc = { swcrc: false, jsc, module: { type: 'commonjs' }, sourceMaps: 'inline' };

/** One configuration for all tiers; the file's name says the tier (`*.spec.ts`, `*.e2e-spec.ts`). */
module.exports = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json'],
  testMatch: ['<rootDir>/{apps,libs,bench}/**/*.spec.ts', '<rootDir>/test/**/*.{spec,e2e-spec}.ts'],
  transform: { '^.+\\.(t|j)s$': ['@swc/jest', swc] },
  // Nest 12 and a few others are published as ES modules only; jest on Node 20 needs them compiled.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|csv-parse|fast-check|pure-rand|temporal-polyfill|temporal-utils|temporal-spec)/)',
  ],
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
};
