import { figure } from '@app/platform';
import { type Said, SPEAKS } from './evidence-model';

/** What each bin of each trait says in words. */
const WORDS: Record<string, readonly string[]> = {
  templates: [
    'It uses no prompt template of the campaign',
    'Under 5 % of its exchanges use prompt templates of the campaign',
    '5 to 30 % of its exchanges use prompt templates of the campaign',
    '30 % or more of its exchanges use prompt templates of the campaign',
  ],
  networks: [
    'None of its exchanges comes from networks of the campaign',
    'Under 30 % of its exchanges come from networks of the campaign',
    '30 % or more of its exchanges come from networks of the campaign',
  ],
  clients: [
    'None of its exchanges carries a client fingerprint of the campaign',
    'Under 30 % of its exchanges carry a client fingerprint of the campaign',
    '30 % or more of its exchanges carry a client fingerprint of the campaign',
  ],
  schedule: [
    'Its requests do not keep to the schedule of the campaign',
    'Its requests start at the moments of the schedule two to five times as often as chance would have it',
    'Its requests start at the moments of the schedule over five times as often as chance would have it',
  ],
  capabilities: [
    'It is after other capabilities than the campaign',
    'What it is after is neither like the campaign nor unlike it',
    'It is after the capabilities that the campaign is after',
  ],
  rhythm: [
    'It runs around the clock',
    'It keeps the hours of people, more or less',
    'It keeps office hours strictly',
  ],
  instrument: [
    'No payment instrument is on record',
    'Its payment instrument pays for nobody of the campaign',
    'Its payment instrument also pays for accounts of the campaign',
  ],
  domain: [
    'The domain of its e-mail address is not one of the campaign',
    'The domain of its e-mail address is rare outside the campaign',
  ],
  burst: [
    'It was not created in a burst of the campaign',
    'It was created in a burst within 20 minutes with accounts of the campaign',
  ],
};

/** A sign with how much more common it is in the campaign, or elsewhere. */
const sentence = ({ trait, bin, weight }: Said): string => {
  const times = Math.exp(Math.abs(weight));
  const shown = times >= 10 ? Math.round(times) : Math.round(times * 10) / 10;
  return `${WORDS[trait.name]![bin]}: ${figure(shown)} times as common ${weight > 0 ? 'in the campaign as elsewhere' : 'elsewhere as in the campaign'}.`;
};

/** The signs for it, the strongest first. */
export const signsFor = (said: readonly Said[]): string[] =>
  said
    .filter(({ weight }) => weight >= SPEAKS)
    .toSorted((a, b) => b.weight - a.weight)
    .map(sentence);

/** The signs against it, the strongest first. */
export const signsAgainst = (said: readonly Said[]): string[] =>
  said
    .filter(({ weight }) => weight <= -SPEAKS)
    .toSorted((a, b) => a.weight - b.weight)
    .map(sentence);
