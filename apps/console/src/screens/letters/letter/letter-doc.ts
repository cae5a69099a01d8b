import type { JSONContent } from '@tiptap/react';
import type { Block } from '../letter-terms';

/**
 * What stands in a text as a thing of its own: a claim, `{{C-3}}` or `{{C-12-3}}` of a case that was merged into this
 * one, and a citation or name that has digits in it, `{{ref:H.R. 8283}}`.
 */
const MARK = /(\{\{(?:C-(?:\d+-)?\d+|ref:[^{}]+)\}\})/g;

/** How a claim stands in the text of a letter. */
const markOf = (number: string): string => `{{${number}}}`;

/** The body of a letter as the editor holds it. */
export const toDoc = (blocks: readonly Block[]): JSONContent => ({
  type: 'doc',
  content: blocks.map(toNode),
});

function toNode(block: Block): JSONContent {
  switch (block.type) {
    case 'heading':
      return { type: 'heading', attrs: { level: block.level ?? 1 }, content: toInline(block.text) };
    case 'paragraph':
      return { type: 'paragraph', content: toInline(block.text) };
    case 'list':
      return {
        type: block.ordered ? 'orderedList' : 'bulletList',
        content: (block.items ?? []).map((text) => ({
          type: 'listItem',
          content: [{ type: 'paragraph', content: toInline(text) }],
        })),
      };
    case 'table':
      return { type: 'letterTable', attrs: { block } };
  }
}

function toInline(text = ''): JSONContent[] {
  const parts = text.split(MARK);
  // Every second part is a mark.
  return parts.flatMap((part, at): JSONContent[] => {
    if (at % 2 === 1 && part.startsWith('{{ref:')) return [{ type: 'reference', attrs: { mark: part } }];
    if (at % 2 === 1) return [{ type: 'claim', attrs: { number: part.slice(2, -2) } }];
    return part === '' ? [] : [{ type: 'text', text: part }];
  });
}

/** What the editor holds as the body of a letter; paragraphs without a word are left out. */
export function fromDoc(doc: JSONContent): Block[] {
  return (doc.content ?? []).flatMap((node) => {
    const block = toBlock(node);
    return block ? [block] : [];
  });
}

function toBlock(node: JSONContent): Block | undefined {
  switch (node.type) {
    case 'heading': {
      const text = textOf(node);
      return text ? { type: 'heading', level: node.attrs?.['level'] as 1 | 2 | 3, text } : undefined;
    }
    case 'paragraph': {
      const text = textOf(node);
      return text ? { type: 'paragraph', text } : undefined;
    }
    case 'bulletList':
    case 'orderedList': {
      const items = (node.content ?? []).map((item) => textOf(item.content?.[0] ?? {})).filter(Boolean);
      return items.length > 0 ? { type: 'list', ordered: node.type === 'orderedList', items } : undefined;
    }
    case 'letterTable':
      return node.attrs?.['block'] as Block;
    case undefined:
    default:
      return undefined;
  }
}

const textOf = (node: JSONContent): string => (node.content ?? []).map(markedText).join('');

/** What a piece of the editor's text is in the text of the letter. */
export function markedText({ type, attrs, text }: JSONContent): string {
  if (type === 'claim') return markOf(String(attrs?.['number']));
  return type === 'reference' ? String(attrs?.['mark']) : (text ?? '');
}

/** A block in plain text, to be compared by a person. */
export function wordsOf(block: Block | undefined): string {
  if (!block) return '';
  if (block.type === 'list') return (block.items ?? []).map((item) => `– ${item}`).join('\n');
  if (block.type === 'table') return (block.rows ?? []).map(({ cells }) => cells.join(' | ')).join('\n');
  return block.text ?? '';
}
