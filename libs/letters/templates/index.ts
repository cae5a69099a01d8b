import { CONGRESS_VOLUNTARY } from './congress-voluntary';
import type { LetterTemplate } from './letter-template';
import { PARTNER_NOTICE } from './partner-notice';

export * from './letter-template';

/** Every kind of letter there is. */
export const LETTER_TEMPLATES: readonly LetterTemplate[] = [CONGRESS_VOLUNTARY, PARTNER_NOTICE];
export const TEMPLATE_IDS = LETTER_TEMPLATES.map((template) => template.id);

/** @throws Error on an id that is not of a template: ask `TEMPLATE_IDS` first */
export function templateOf(id: string): LetterTemplate {
  const template = LETTER_TEMPLATES.find((candidate) => candidate.id === id);
  if (!template) throw new Error(`no letter template has the id ${id}`);
  return template;
}
