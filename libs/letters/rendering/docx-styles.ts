import type { IStylesOptions } from 'docx';

/** Sizes in half points, distances in twentieths of a point, as Word counts them. */
const BODY = { font: 'Times New Roman', size: 23, language: { value: 'en-US' } };

/** The letter's styles in Word, named so that a person can change the looks of a whole draft at once. */
export const DOCX_STYLES: IStylesOptions = {
  default: {
    document: { run: BODY, paragraph: { spacing: { after: 160, line: 259 } } },
    heading1: heading(26, false),
    heading2: heading(24, false),
    heading3: heading(23, true),
    listParagraph: { paragraph: { spacing: { after: 100, line: 259 } } },
  },
  paragraphStyles: [
    style('Letterhead', 'Letterhead', { bold: true, size: 34 }, { spacing: { after: 40 } }),
    style('LetterheadLines', 'Letterhead Lines', { size: 19, color: '464646' }, { spacing: { after: 0 } }),
    style('AddressLine', 'Address Line', {}, { spacing: { after: 0 }, indent: { left: 240, hanging: 240 } }),
    style(
      'Caption',
      'Caption',
      { bold: true, size: 21 },
      { spacing: { before: 120, after: 80 }, keepNext: true },
    ),
    style('TableText', 'Table Text', { size: 20 }, { spacing: { after: 0, line: 240 } }),
    style('AppendixText', 'Appendix Text', { size: 17 }, { spacing: { after: 0, line: 240 } }),
    style('AfterTable', 'After Table', { size: 12 }, { spacing: { after: 60, line: 120 } }),
    style('Notation', 'Notation', { size: 21 }, { spacing: { after: 0 } }),
  ],
};

function heading(size: number, italics: boolean) {
  return {
    run: { ...BODY, size, bold: true, italics, color: '000000' },
    paragraph: { spacing: { before: 280, after: 100 }, keepNext: true, keepLines: true },
  };
}

function style(
  id: string,
  name: string,
  run: { bold?: boolean; size?: number; color?: string },
  paragraph: {
    spacing: { before?: number; after: number; line?: number };
    indent?: { left: number; hanging: number };
    keepNext?: boolean;
  },
) {
  return { id, name, basedOn: 'Normal', quickFormat: true, run, paragraph };
}
