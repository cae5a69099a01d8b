/** The detectors of the story and what each looks for; each has a file of its own in the generated data. */
export const DETECTORS = {
  'template-watch': 'Prompt skeletons shared between accounts',
  'payment-graph': 'Payment instruments shared between accounts, and bursts of new ones',
  'address-graph': 'Addresses shared between accounts',
} as const;

/** Name of a detector of the story. */
export type DetectorName = keyof typeof DETECTORS;
export const DETECTOR_NAMES = Object.keys(DETECTORS) as DetectorName[];
