import { defineAnalyzer } from '../analyzer';
import { focusOf } from '../sharing/focus';

/** Compares what the case's accounts were after with what everybody else is after. */
export const capabilityFocus = defineAnalyzer({
  name: 'capability-focus',
  version: 1,
  question: 'Which capabilities did the case draw on, and how much more than the accounts outside it?',
  defaults: {},
  async run(context) {
    return { result: { ...(await focusOf(context)) } };
  },
});
