import type { Node as ProseNode } from '@tiptap/pm/model';
import { mergeAttributes, Node, nodeInputRule } from '@tiptap/react';
import type { Block, CitedClaim } from '../letter-terms';
import classes from './letter-editor.module.css';

/** What the chips of claims need from the page around the editor. */
export interface ClaimOptions {
  claims: ReadonlyMap<string, CitedClaim>;
  onOpen: (number: string) => void;
}

/** A claim in the text: its words as the letter prints them, and its number. Writing `{{C-3}}` makes one. */
export const ClaimNode = Node.create<ClaimOptions>({
  name: 'claim',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ claims: new Map(), onOpen: () => undefined }),
  addAttributes: () => ({ number: { default: '' } }),
  parseHTML: () => [{ tag: 'span[data-claim]', getAttrs: (dom) => ({ number: dom.dataset['claim'] }) }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { 'data-claim': String(node.attrs['number']) }),
    String(node.attrs['number']),
  ],
  renderText: ({ node }) => `{{${String(node.attrs['number'])}}}`,
  addInputRules() {
    return [
      nodeInputRule({
        find: /\{\{(C-(?:\d+-)?\d+)\}\}$/,
        type: this.type,
        getAttributes: ([, number]) => ({ number }),
      }),
    ];
  },
  addKeyboardShortcuts() {
    return {
      // On a chip that the arrows have come to, Enter opens its evidence as a click does.
      Enter: ({ editor }) => {
        const { selection } = editor.state;
        const chosen = 'node' in selection ? (selection.node as ProseNode) : undefined;
        if (chosen?.type !== this.type) return false;
        this.options.onOpen(String(chosen.attrs['number']));
        return true;
      },
    };
  },
  addNodeView() {
    return ({ node }) => {
      const number = String(node.attrs['number']);
      const claim = this.options.claims.get(number);
      const dom = document.createElement('span');
      dom.className = classes['chip'] ?? '';
      dom.dataset['claim'] = number;
      dom.dataset['state'] = claim?.state ?? 'unknown';
      dom.title = claim ? 'Open the evidence' : 'The case has no such claim with words';
      dom.append(claim?.phrase ?? 'No such claim');
      const mark = document.createElement('sup');
      mark.append(number);
      dom.append(' ', mark);
      dom.addEventListener('click', () => this.options.onOpen(number));
      return { dom };
    };
  },
});

/** A citation or name that has digits in it and is no figure. Writing `{{ref:H.R. 8283}}` makes one. */
export const ReferenceNode = Node.create({
  name: 'reference',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ mark: { default: '' } }),
  parseHTML: () => [{ tag: 'span[data-ref]', getAttrs: (dom) => ({ mark: dom.dataset['ref'] }) }],
  renderHTML: ({ node }) => {
    const mark = String(node.attrs['mark']);
    const shown = mark.slice('{{ref:'.length, -2).trim();
    return [
      'span',
      { 'data-ref': mark, class: classes['reference'], title: 'A reference, printed as it stands' },
      shown,
    ];
  },
  renderText: ({ node }) => String(node.attrs['mark']),
  addInputRules() {
    return [
      nodeInputRule({
        find: /(\{\{ref:[^{}]+\}\})$/,
        type: this.type,
        getAttributes: ([, mark]) => ({ mark }),
      }),
    ];
  },
});

/** An item of a list: one paragraph, as the letter prints it. */
export const PlainItem = Node.create({
  name: 'listItem',
  content: 'paragraph',
  defining: true,
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: () => ['li', 0],
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});

/** A table of a letter, kept as it is. */
export const LetterTable = Node.create({
  name: 'letterTable',
  group: 'block',
  atom: true,
  addAttributes: () => ({ block: { default: null } }),
  parseHTML: () => [],
  renderHTML: () => ['div', {}, 'Table'],
  addNodeView() {
    return ({ node }) => {
      const { columns = [], rows = [], caption } = node.attrs['block'] as Block;
      const dom = document.createElement('table');
      dom.className = classes['table'] ?? '';
      if (caption) dom.createCaption().append(caption);
      const head = dom.createTHead().insertRow();
      for (const { header } of columns) {
        const cell = document.createElement('th');
        cell.scope = 'col';
        cell.append(header);
        head.append(cell);
      }
      const body = dom.createTBody();
      for (const { cells } of rows) {
        const row = body.insertRow();
        for (const text of cells) row.insertCell().append(text);
      }
      return { dom };
    };
  },
});
