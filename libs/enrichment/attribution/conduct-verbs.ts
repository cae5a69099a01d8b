const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** To answer, to speak, to be told, or to put something before the public: says nothing of who is behind a campaign. */
const SPEECH = words(
  'said stated says states denied denies declined declines responded replied told tells announced announces published ' +
    'publishes reported acknowledged confirmed disputed rejected claimed claims answered refused commented asserted wrote ' +
    'appealed asked informed notified received released launched listed offered condemned remained argued apologised ' +
    'apologized agreed promised testified cooperated say state deny decline respond reply tell announce publish report ' +
    'acknowledge confirm dispute reject claim answer refuse comment assert write appeal ask inform notify receive release ' +
    'launch offer condemn remain argue agree cooperate be have',
);

/** What whoever runs accounts for others does: it is said of an operator on the second rung. */
const OPERATING = words(
  'operated operates operate operating ran runs run running sold sells sell selling resold resells resell reselling ' +
    'provided provides provide providing supplied supplies supply supplying hosted hosts managed manages manage rented rents',
);

/** Past forms that do not end in -ed. */
const IRREGULAR = words(
  'ran sold resold stole stolen took taken sought built began begun led paid bought got gave given made sent drew drawn hid ' +
    'hidden broke broken knew known chose chosen overcame undertook undertaken oversaw overseen got withdrew drove driven ' +
    'copied fed held kept put set spent taught grew wrote won done did run',
);

/** The present forms of what is done in a campaign; other words in -s are more often nouns. */
const PRESENT = words(
  'conducts directs operates runs controls orders funds finances sponsors benefits uses trains extracts distils distills ' +
    'steals evades circumvents employs pays profits seeks orchestrates organises organizes coordinates commissions leads ' +
    'manages copies harvests ignores violates breaches exploits abuses resells sells obtains acquires perpetrates',
);

/** Participles that describe the noun behind them, as in "Example owned servers"; a verb before an article or at the end. */
const ATTRIBUTIVE = words(
  'affiliated based owned linked related backed controlled hosted sponsored issued branded funded run',
);

/** The participles of what is done in a campaign, which "by" gives an author. */
export const CONDUCTED_BY =
  /\b(?<verb>conducted|directed|ordered|orchestrated|organi[sz]ed|commissioned|funded|financed|sponsored|carried out|led|run|operated|controlled|managed|planned|mounted|perpetrated|executed|committed|coordinated|opened|created|registered|paid for|overseen)\s+(?:\p{L}+ly\s+|at least in part\s+|in part\s+)?by\s+(?:the\s+)?$/iu;

/** "Example is responsible for it". */
export const TO_BE_BEHIND =
  /^(?:\p{L}+ly\s+)?(?:responsible\b|behind\b|complicit\b|the (?:author|operator|beneficiary|perpetrator|principal)\b)/iu;

/** What the first words behind a subject say of it: nothing, that it did something, or that it ran something for others. */
export type Deed = 'none' | 'conduct' | 'operating';

/** Reads the verb that begins `words`, which stand right behind a possible subject. */
export function deedOf(text: string): Deed {
  const rest = text
    .trimStart()
    .replace(/^(?:(?:\p{L}+ly|also|itself|themselves|then|later|first|again)\s+)+/iu, '');
  const word = /^\p{L}+/u.exec(rest)?.[0] ?? '';
  const behind = rest.slice(word.length).trimStart();
  const verb = word.toLowerCase();
  if (/^(?:is|was|are|were)$/.test(verb)) return deedOfBeing(behind);
  if (/^(?:has|have|had)$/.test(verb)) return isNegated(behind) ? 'none' : deedOfParticiple(behind);
  if (/^(?:did|does|do|will|would|may|might|could|can|must|shall|should)$/.test(verb))
    return isNegated(behind) ? 'none' : deedOfBase(behind);
  if (isNegated(rest)) return 'none';
  if (SPEECH.has(verb)) return 'none';
  if (OPERATING.has(verb) && !ATTRIBUTIVE.has(verb)) return 'operating';
  if (ATTRIBUTIVE.has(verb))
    return /^(?:$|[,.;:)]|(?:the|this|these|those|that|an?|its|their|all|our|it|them)\b)/i.test(behind)
      ? 'conduct'
      : 'none';
  const isVerb = PRESENT.has(verb) || IRREGULAR.has(verb) || /[^e]ed$/.test(verb);
  return isVerb ? 'conduct' : 'none';
}

function deedOfBeing(behind: string): Deed {
  if (isNegated(behind)) return 'none';
  if (TO_BE_BEHIND.test(behind)) return 'conduct';
  const doing = /^(?:\p{L}+ly\s+)?(\p{L}+ing)\b/iu.exec(behind)?.[1]?.toLowerCase();
  if (doing === undefined || /^(?:being|saying|denying|declining|responding|having)$/.test(doing))
    return 'none';
  return OPERATING.has(doing) ? 'operating' : 'conduct';
}

function deedOfParticiple(behind: string): Deed {
  const rest = behind.replace(/^(?:(?:\p{L}+ly|also|since|now)\s+)+/iu, '');
  if (/^been\b/i.test(rest)) return deedOfBeing(rest.slice(5).trimStart());
  const word = /^\p{L}+/u.exec(rest)?.[0].toLowerCase() ?? '';
  if (SPEECH.has(word)) return 'none';
  if (OPERATING.has(word)) return 'operating';
  return IRREGULAR.has(word) || /[^e]ed$/.test(word) ? 'conduct' : 'none';
}

function deedOfBase(behind: string): Deed {
  const rest = behind.replace(/^(?:(?:\p{L}+ly|also)\s+)+/iu, '');
  if (/^have\b/i.test(rest)) return deedOfParticiple(rest.slice(5).trimStart());
  if (/^be\b/i.test(rest)) return deedOfBeing(rest.slice(3).trimStart());
  const word = /^\p{L}+/u.exec(rest)?.[0].toLowerCase() ?? '';
  if (word === '' || SPEECH.has(word)) return 'none';
  return OPERATING.has(word) ? 'operating' : 'conduct';
}

const isNegated = (behind: string): boolean => /^(?:\p{L}+ly\s+)?(?:not|never|no longer)\b/iu.test(behind);

/** Whether the participle in front of "by" is one of running accounts for others. */
export const isOperating = (participle: string): boolean => OPERATING.has(participle.toLowerCase());
