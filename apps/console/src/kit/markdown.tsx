import { Anchor, Code, List, Text } from '@mantine/core';
import { Marked, type Token, type Tokens } from 'marked';
import { Fragment, type ReactNode, useMemo } from 'react';
import { MENTION } from './mention-words';

const marked = new Marked({
  extensions: [
    {
      name: 'mention',
      level: 'inline',
      start: (text) => text.indexOf('@['),
      tokenizer(text) {
        const [raw, name] = MENTION.exec(text) ?? [];
        return raw === undefined ? undefined : { type: 'mention', raw, text: name };
      },
    },
  ],
});

/** Only where a link may lead without running anything. */
const isSafe = (href: string): boolean => /^(https?:|mailto:|\/)/i.test(href);

/** Markdown that people wrote, drawn piece by piece: nothing in it becomes markup of the page, whatever it says. */
export function Markdown({ of }: { of: string }) {
  const tokens = useMemo(() => marked.lexer(of), [of]);
  return <div>{tokens.map(draw)}</div>;
}

/** What Markdown says, without its marks: for a line of a list. */
export const plainOf = (of: string): string => marked.lexer(of).map(plain).join(' ').trim();

function plain(token: Token): string {
  const { type, raw, text, tokens, items } = token as Tokens.Generic & { items?: Token[] };
  const parts = tokens ?? items;
  if (parts) return parts.map(plain).join(type === 'list' ? ', ' : '');
  if (type === 'mention') return `@${text}`;
  return type === 'space' || type === 'br' ? ' ' : decoded(String(text ?? raw));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

/** Signs that Markdown writes as entities, so that they are no markup: `a &lt; b`. */
const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');

const drawAll = (tokens: Token[] | undefined): ReactNode => tokens?.map(draw);

function draw(token: Token, at: number): ReactNode {
  const of = token as Tokens.Generic;
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading':
      return (
        <Text key={at} fw={600} mb={4}>
          {drawAll(token.tokens)}
        </Text>
      );
    case 'paragraph':
      return (
        <Text key={at} size="sm" mb={6} style={{ overflowWrap: 'anywhere' }}>
          {drawAll(token.tokens)}
        </Text>
      );
    case 'list': {
      const list = token as Tokens.List;
      return (
        <List key={at} size="sm" mb={6} type={list.ordered ? 'ordered' : 'unordered'} withPadding>
          {list.items.map((item, line) => (
            <List.Item key={line}>{drawAll(item.tokens)}</List.Item>
          ))}
        </List>
      );
    }
    case 'blockquote':
      return (
        <blockquote key={at} style={{ margin: '0 0 6px', paddingLeft: 12, borderLeft: '3px solid' }}>
          {drawAll(token.tokens)}
        </blockquote>
      );
    case 'code':
      return (
        <Code key={at} block mb={6}>
          {of['text']}
        </Code>
      );
    case 'strong':
      return <strong key={at}>{drawAll(token.tokens)}</strong>;
    case 'em':
      return <em key={at}>{drawAll(token.tokens)}</em>;
    case 'del':
      return <s key={at}>{drawAll(token.tokens)}</s>;
    case 'codespan':
      return <Code key={at}>{of['text']}</Code>;
    case 'br':
      return <br key={at} />;
    case 'hr':
      return <hr key={at} />;
    case 'mention':
      return (
        <Text key={at} span inherit fw={600}>
          @{of['text']}
        </Text>
      );
    case 'link':
      return isSafe(String(of['href'])) ? (
        <Anchor
          key={at}
          href={String(of['href'])}
          target="_blank"
          rel="noopener noreferrer"
          inherit
          underline="always"
        >
          {drawAll(token.tokens)}
        </Anchor>
      ) : (
        <Fragment key={at}>{token.raw}</Fragment>
      );
    case 'text':
    case 'escape':
      return <Fragment key={at}>{of.tokens ? drawAll(of.tokens) : decoded(String(of['text']))}</Fragment>;
    default:
      // Pictures, tables and HTML stay as they were written.
      return <Fragment key={at}>{token.raw}</Fragment>;
  }
}
