import type { LetterSender } from './rendering';

/** Whose letterhead new letters get; blank members are gaps in the draft. */
export class LetterheadOptions {
  constructor(readonly sender: LetterSender) {}
}

/** Where letters leave Docket. */
export class DispatchOptions {
  constructor(
    /** Directory into which each letter is put under its number; made if absent. */
    readonly dir: string,
  ) {}
}
