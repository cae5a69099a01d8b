/** One configuration for all three tiers; `npm run test:unit` and `test:e2e` select by file name. */
module.exports = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json'],
  testMatch: ['<rootDir>/{apps,libs,bench}/**/*.spec.ts', '<rootDir>/test/**/*.{spec,e2e-spec}.ts'],
  transform: { '^.+\\.(t|j)s$': '@swc/jest' },
  // Nest 12 and a few others are published as ES modules only; jest on Node 20 needs them compiled.
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|csv-parse)/)'],
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/index.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/var'],
  testTimeout: 60_000,
};
