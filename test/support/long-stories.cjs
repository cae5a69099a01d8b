/** The stories of test/e2e that take longest, the longest first: each is a file of its own for jest. */
module.exports = [
  'fuzz',
  'story',
  'imports',
  'enrichment-kills',
  'orders',
  'round-trips',
  'standalone',
  'postgres-launcher',
];
