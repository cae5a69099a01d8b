export * from './letter-document';
export { assertRenderable, UnrenderableLetterError, validateLetterDocument } from './letter-validation';
export { renderDocx } from './render-docx';
export { renderPdf } from './render-pdf';
