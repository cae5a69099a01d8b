const Sequencer = require('@jest/test-sequencer').default;
const LONG = require('./long-stories.cjs').map((name) => `/test/e2e/${name}.e2e-spec.ts`);

/** Starts the longest files first and unit specs last, so that at the end no worker is left alone with a long one. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = LONG.findIndex((end) => path.replaceAll('\\', '/').endsWith(end));
      if (at >= 0) return at;
      return path.endsWith('.e2e-spec.ts') ? LONG.length : LONG.length + 1;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
