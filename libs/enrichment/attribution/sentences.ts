/** A piece of a text with the place at which it begins, in UTF-16 units. */
export interface Piece {
  offset: number;
  text: string;
}

// A full stop behind a single capital or a short style is part of a name: "J. Example", "Example Inc. said".
const END = /(?<![ .][A-Z]|\b(?:Inc|Ltd|Co|Corp|Mr|Ms|Mrs|Dr|No|vs|U\.S|e\.g|i\.e))[.!?]["”’)]*(?=\s|$)|\n+/g;
const CLAUSE_END =
  /[;:—]|\s–\s|,?\s(?=(?:but|yet|however|while|whereas|although|though|nevertheless)\b)|,\s(?=(?:and|so)\b)/g;

/** The sentences of a text. */
export const sentencesOf = (text: string): Piece[] => cut({ offset: 0, text }, END);

/** The clauses of a sentence: as far as a "not" reaches. */
export const clausesOf = (sentence: Piece): Piece[] => cut(sentence, CLAUSE_END);

function cut({ offset, text }: Piece, end: RegExp): Piece[] {
  const ends = [...text.matchAll(end)].map(({ 0: mark, index }) => index + mark.length);
  return [...ends, text.length].flatMap((to, at) => {
    const piece = text.slice(at === 0 ? 0 : ends[at - 1]!, to);
    const words = piece.trimStart();
    return words === '' ? [] : [{ offset: offset + to - words.length, text: words }];
  });
}
