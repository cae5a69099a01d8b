import { mergeAttributes } from '@tiptap/react';
import Mention, { type MentionNodeAttrs } from '@tiptap/extension-mention';
import type { SuggestionOptions } from '@tiptap/suggestion';
import { MENTION, mentionOf } from './mention-words';

/** Who can be mentioned. */
export interface Mentionable {
  id: string;
  label: string;
}

/** A person who is mentioned in a text, written as the API reads it. */
export const personMention = (suggestion: Omit<SuggestionOptions<Mentionable, MentionNodeAttrs>, 'editor'>) =>
  Mention.extend({
    renderHTML({ node, HTMLAttributes }) {
      return ['strong', mergeAttributes(HTMLAttributes, { 'data-mention': '' }), `@${node.attrs['label']}`];
    },
    markdownTokenName: 'mention',
    markdownTokenizer: {
      name: 'mention',
      level: 'inline',
      start: (text: string) => text.indexOf('@['),
      tokenize: (text: string) => {
        const [raw, label, id] = MENTION.exec(text) ?? [];
        return raw === undefined ? undefined : { type: 'mention', raw, attributes: { id, label } };
      },
    },
    parseMarkdown: (token, { createNode }) => createNode('mention', token.attributes ?? {}),
    renderMarkdown: ({ attrs }) => mentionOf(String(attrs?.['id']), String(attrs?.['label'])),
  }).configure({ suggestion });
