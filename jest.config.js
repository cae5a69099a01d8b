const { readFileSync } = require('node:fs');

// The build's own settings, less the rewriting of paths: under jest moduleNameMapper finds the libs.
const {
  baseUrl: _baseUrl,
  paths: _paths,
  ...jsc
} = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8')).jsc;
const swc = { swcrc: false, jsc, module: { type: 'commonjs' }, sourceMaps: 'inline' };

// When everything is asked for, suites (test/suites) tell the stories that are not long and all unit specs, which spares
// most of the loading. Whoever asks for less (a name, -t, what changed) gets each as the file that it is.
const asked = process.argv.slice(2);
const isEverything = asked.every((argument) =>
  /^(--ci|--listTests|--json|--outputFile=.+|--silent|--verbose|--maxWorkers=.+)$/.test(argument),
);
const long = require('./test/support/long-stories.cjs');
const told = [
  `/test/e2e/(?!(${long.join('|')})\\.).+\\.e2e-spec\\.ts$`,
  '<rootDir>/(apps|libs|bench)/.+\\.spec\\.ts$',
];
const suites = asked.some((argument) => argument.includes('suites')) ? [] : ['/test/suites/'];

/** One configuration for all tiers; the file's name says the tier (`*.spec.ts`, `*.e2e-spec.ts`). */
module.exports = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json'],
  testMatch: ['<rootDir>/{apps,libs,bench}/**/*.spec.ts', '<rootDir>/test/**/*.{spec,e2e-spec}.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(isEverything ? told : suites)],
  transform: { '^.+\\.(t|j)s$': ['@swc/jest', swc] },
  // Nest 12 and a few others are published as ES modules only; jest on Node 20 needs them compiled.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|csv-parse|fast-check|pure-rand|temporal-polyfill|temporal-utils|temporal-spec)/)',
  ],
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/index.ts',
    // Hundreds of people sign in; the processes that stories start from the build hash as an installation does.
    '^@node-rs/argon2$': '<rootDir>/test/support/argon2.ts',
    '^fast-check$': '<rootDir>/test/support/fast-check.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  // Ends what hangs; how fast the machine is decides nothing.
  testTimeout: 180_000,
  // Two cores are what continuous integration has; the third has them while another waits for a lock to run out, a pause
  // to pass or a process to start.
  maxWorkers: 3,
};
