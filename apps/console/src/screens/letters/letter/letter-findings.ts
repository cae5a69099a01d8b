import { type Editor, Extension } from '@tiptap/react';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { View } from '../../../api/client';
import classes from './letter-editor.module.css';
import { markedText } from './letter-doc';

export type Finding = View<'LetterFindingView'>;

const key = new PluginKey<DecorationSet>('findings');

/** Underlines the words that the API has something against. */
export const FindingsExtension = Extension.create({
  name: 'findings',
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, shown) => {
          const findings = tr.getMeta(key) as readonly Finding[] | undefined;
          return findings ? decorate(tr.doc, findings) : shown.map(tr.mapping, tr.doc);
        },
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});

/** Shows what the API has against the text that was saved. */
export const showFindings = (editor: Editor, findings: readonly Finding[]): void =>
  editor.view.dispatch(editor.state.tr.setMeta(key, findings).setMeta('addToHistory', false));

/** Brings the words of a finding into view and selects them. @returns whether they are in the body */
export function goTo(editor: Editor, finding: Finding): boolean {
  const range = rangeOf(editor.state.doc, finding);
  if (!range) return false;
  const selection = TextSelection.create(editor.state.doc, range.from, range.to);
  editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
  editor.view.focus();
  return true;
}

function decorate(doc: Node, findings: readonly Finding[]): DecorationSet {
  const decorations = findings.flatMap((finding) => {
    const range = rangeOf(doc, finding);
    const attributes = { class: classes['finding'] ?? '', title: finding.detail };
    return range ? [Decoration.inline(range.from, range.to, attributes)] : [];
  });
  return DecorationSet.create(doc, decorations);
}

/** Where in the editor the words of a finding stand: `/blocks/3/text`, `/blocks/4/items/1`. */
function rangeOf(doc: Node, { pointer, offset, text }: Finding): { from: number; to: number } | undefined {
  const [, block, item] = /^\/blocks\/(\d+)\/(?:text|items\/(\d+))$/.exec(pointer) ?? [];
  if (block === undefined) return undefined;
  let found: { from: number; to: number } | undefined;
  let at = 0;
  doc.forEach((node, position) => {
    if (node.content.size === 0 && !node.isAtom) return;
    if (at++ !== Number(block)) return;
    if (item === undefined) found = within(node, position + 1, offset, text.length);
    else
      node.forEach((child, inner, index) => {
        // A paragraph within an item of the list: two steps further in.
        if (index === Number(item) && child.firstChild)
          found = within(child.firstChild, position + 1 + inner + 2, offset, text.length);
      });
  });
  return found;
}

/** The positions of so many UTF-16 units of a text in which a chip counts as its mark. */
function within(node: Node, start: number, offset: number, length: number): { from: number; to: number } {
  const positionOf = (units: number): number => {
    let left = units;
    let position = start;
    node.forEach((child) => {
      const size = markedText({ type: child.type.name, attrs: child.attrs, text: child.text ?? '' }).length;
      const taken = Math.min(left, size);
      left -= taken;
      position += child.isText ? taken : taken === size ? 1 : 0;
    });
    return position;
  };
  return { from: positionOf(offset), to: positionOf(offset + length) };
}
