import { contentHash } from '@app/platform';
import type { CitedClaim } from './cited-claim';
import { type DraftBlock, type LetterContent, proseOf } from './letter-content';
import { citedIn, parseMarks } from './marks';
import type {
  ClaimAppendixRow,
  LetterBlock,
  LetterDocument,
  LetterRenderingStatus,
  LetterRun,
} from './rendering';

/** What a letter is printed with that its author does not write. */
export interface Composition {
  reference: string;
  version: number;
  date: string;
  status: LetterRenderingStatus;
  /** The case's claims; those that are cited come into the appendix. */
  claims: readonly CitedClaim[];
}

/** Puts the letter together: marks become phrases, and each claim that is cited gets a row in the appendix. */
export function composeLetter(content: LetterContent, o: Composition): LetterDocument {
  const byNumber = new Map(o.claims.map((claim) => [claim.number, claim]));
  const { blocks, subject, tlp, ...written } = content;
  return {
    ...written,
    language: 'en',
    date: o.date,
    salutation: plainText(content.salutation, byNumber),
    closing: plainText(content.closing, byNumber),
    enclosures: content.enclosures.map((text) => plainText(text, byNumber)),
    copies: content.copies.map((text) => plainText(text, byNumber)),
    ...(subject === null ? {} : { subject: plainText(subject, byNumber) }),
    blocks: blocks.map((block) => composeBlock(block, byNumber)),
    reference: o.reference,
    version: o.version,
    ...(tlp === null ? {} : { tlp }),
    appendix: citedClaims(content, o.claims).map(appendixRow),
    status: o.status,
  };
}

/** The claims that a letter cites, by number: those of its own case first. */
export function citedClaims(content: LetterContent, claims: readonly CitedClaim[]): CitedClaim[] {
  const numbers = new Set(citedIn(proseOf(content).map(({ text }) => text)));
  const placeOf = ({ number }: CitedClaim): [number, number] => {
    const [own, ofCase = 0] = number.slice(2).split('-').map(Number).reverse();
    return [ofCase, own!];
  };
  return claims
    .filter(({ number }) => numbers.has(number))
    .map((claim) => ({ claim, place: placeOf(claim) }))
    .sort(({ place: a }, { place: b }) => a[0] - b[0] || a[1] - b[1])
    .map(({ claim }) => claim);
}

/**
 * Hash of what a reviewer approves: every word of the letter and every figure behind one. Not the date, which is set
 * when the letter is frozen, and not the record of a figure's reproduction, which can only be added to.
 */
export function wordingHash(document: LetterDocument): string {
  const { date: _date, status: _status, version: _version, appendix = [], ...wording } = document;
  const figures = appendix.map(({ number, phrase, value, unit, countingRule, snapshot }) => ({
    number,
    phrase,
    value,
    unit,
    countingRule,
    snapshot: snapshot.id,
  }));
  return contentHash({ ...wording, figures });
}

type Claims = ReadonlyMap<string, CitedClaim>;

function composeBlock(block: DraftBlock, claims: Claims): LetterBlock {
  const runs = (text: string): LetterRun[] => runsOf(text, claims);
  switch (block.type) {
    case 'heading':
      return { type: 'heading', level: block.level, runs: runs(block.text) };
    case 'paragraph':
      return { type: 'paragraph', runs: runs(block.text) };
    case 'list':
      return { type: 'list', ordered: block.ordered, items: block.items.map(runs) };
    case 'table': {
      const { caption, columns, rows } = block;
      return {
        type: 'table',
        ...(caption === undefined ? {} : { caption: plainText(caption, claims) }),
        columns: columns.map(({ header, align }) => ({ header: plainText(header, claims), align })),
        rows: rows.map(({ cells }) => cells.map(runs)),
      };
    }
  }
}

function runsOf(text: string, claims: Claims): LetterRun[] {
  const runs = parseMarks(text).map((segment): LetterRun => {
    switch (segment.kind) {
      case 'text':
      case 'reference':
      case 'faulty':
        return { text: segment.text };
      case 'gap':
        return { text: `[${segment.of} to come: ${segment.name}]`, emphasis: 'bold' };
      case 'claim': {
        const claim = claims.get(segment.number);
        if (claim) return { claim: { number: claim.number, text: claim.phrase } };
        return { text: `[no claim ${segment.number}]`, emphasis: 'bold' };
      }
    }
  });
  return runs.length > 0 ? runs : [{ text: '' }];
}

/** Where there is no room for a marker, a claim is its phrase alone. */
function plainText(text: string, claims: Claims): string {
  return runsOf(text, claims)
    .map((run) => ('claim' in run ? run.claim.text : run.text))
    .join('');
}

function appendixRow(claim: CitedClaim): ClaimAppendixRow {
  return {
    number: claim.number,
    phrase: claim.phrase,
    value: withSeparators(claim.value),
    unit: claim.unit,
    countingRule: claim.countingRule,
    snapshot: claim.snapshot,
    queryHash: `sha256:${claim.queryHash}`,
    ...(claim.reproduction ? { reproducedBy: `sha256:${claim.reproduction.queryHash}` } : {}),
    asOf: claim.asOf,
  };
}

/** "28817346" as people read it, "28,817,346"; a date stays as it is. */
function withSeparators(value: string): string {
  return /^\d+$/.test(value) ? value.replace(/\B(?=(\d{3})+$)/g, ',') : value;
}
