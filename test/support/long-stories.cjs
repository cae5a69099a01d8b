/** The stories of test/e2e that take longest, the longest first: each is a file of its own for jest. */
module.exports = [
  'fuzz',
  'story',
  'enrichment-kills',
  'imports',
  'standalone',
  'orders',
  'postgres-launcher',
  'imports-cli',
  'round-trips',
  'imports-mappings',
];
