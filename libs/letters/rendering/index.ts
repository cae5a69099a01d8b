export * from './letter-document';
export { assertRenderable, UnrenderableLetterError, validateLetterDocument } from './letter-validation';
export { printDate } from './printed-letter';
export { renderDocx } from './render-docx';
export { renderPdf } from './render-pdf';
