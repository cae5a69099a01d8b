const Sequencer = require('@jest/test-sequencer').default;
const [longest, ...long] = require('./long-stories.cjs').map((name) => `/test/e2e/${name}.`);
/** The longest first, and the shortest last, so that at the end no worker is left alone with a long one. */
const ORDER = [longest, '/test/suites/stories', ...long, '/test/suites/units', '/test/contract/'];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = ORDER.findIndex((part) => path.replaceAll('\\', '/').includes(part));
      return at >= 0 ? at : ORDER.length;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
