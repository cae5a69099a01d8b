import { setImmediate as nextTurn } from 'node:timers/promises';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { LetterDocument } from './letter-document';
import { assertRenderable, codePointName, textsOf, UnrenderableLetterError } from './letter-validation';
import { LETTER_TEMPLATE } from './letter.typ';
import { printLetter } from './printed-letter';

/** Archival and tagged: text can be read aloud, reflowed and extracted; fonts are embedded. ISO 19005-2, level A. */
const PDF_STANDARD = 'a-2a';

/** How many letters a memoised part of the layout outlives its last use; bounds the memory of a long-lived process. */
const CACHE_AGE = 10;

let compiler: NodeCompiler | undefined;

/**
 * Renders a letter as a tagged PDF/A-2a file.
 *
 * The same document gives the same bytes: the creation date is the letter's, and only fonts shipped with the
 * compiler are used. Another version of the compiler or of the template may give other bytes, so what was sent is
 * kept and not rendered again.
 *
 * @throws UnrenderableLetterError if the letter is malformed, or holds a character that the font cannot print.
 */
export async function renderPdf(letter: LetterDocument): Promise<Buffer> {
  assertRenderable(letter);
  compiler ??= NodeCompiler.create();
  try {
    const compiled = compiler.compile({
      mainFileContent: LETTER_TEMPLATE,
      inputs: { letter: JSON.stringify(printLetter(letter)) },
    });
    if (!compiled.result) {
      const failure = compiled.takeError();
      throw new Error(
        `letter template: ${failure ? JSON.stringify(compiler.fetchDiagnostics(failure)) : 'no result'}`,
      );
    }
    return compiler.pdf(compiled.result, { pdfStandard: PDF_STANDARD });
  } catch (error) {
    throw missingGlyphs(error, letter) ?? error;
  } finally {
    compiler.evictCache(CACHE_AGE);
    // Laid-out pages lie outside the heap and are given back only between turns of the event loop: without one, a
    // run of letters would keep them all, a megabyte each.
    await nextTurn();
  }
}

/** The compiler refuses text that its font cannot show, naming it; this finds where in the letter it stands. */
function missingGlyphs(error: unknown, letter: LetterDocument): UnrenderableLetterError | undefined {
  const texts = [...String(error).matchAll(/the text `\\"(.+?)\\"` could not be displayed/gu)].map(
    ([, text]) => text ?? '',
  );
  const missing = new Set(texts.flatMap((text) => [...text]));
  const faults = textsOf(letter).flatMap(({ pointer, text }) =>
    [...new Set(text)]
      .filter((character) => missing.has(character))
      .map((character) => ({ pointer, detail: `${codePointName(character)} is not in the letter's font` })),
  );
  return faults.length > 0 ? new UnrenderableLetterError(faults) : undefined;
}
