import { Anchor, List, Text, Title } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import type { View } from '../../api/client';
import { useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { inWords } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { hitAddress } from '../../kit/hit-address';
import { Loaded } from '../../kit/loaded';

type Hit = View<'HitView'>;

/** What was found of each kind, the first few. */
export function Component() {
  const q = useSearchParams()[0].get('q') ?? '';
  const read = useRead('/v1/search', {
    query: { q, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  });
  return (
    <Page title={`Search: ${q}`}>
      <Loaded read={read}>
        {({ kinds }) =>
          kinds.every(({ items }) => items.length === 0) ? (
            <Empty title="Nothing was found">
              Words are looked for as they are written. An id may be given by its beginning, as in acct-00*,
              and fields narrow it down: stage:New, severity:&gt;=3, owner:me, created:now-7d.
            </Empty>
          ) : (
            kinds
              .filter(({ items }) => items.length > 0)
              .map(({ kind, items, atLeast, isMore }) => (
                <section key={kind}>
                  <Title order={2} size="h5">
                    {inWords(kind)} ({atLeast}
                    {isMore ? ' or more' : ''})
                  </Title>
                  <List size="sm" listStyleType="none">
                    {items.map((hit) => (
                      <List.Item key={`${hit.caseId}${hit.id}`}>
                        <HitLine hit={hit} />
                      </List.Item>
                    ))}
                  </List>
                </section>
              ))
          )
        }
      </Loaded>
    </Page>
  );
}

function HitLine({ hit }: { hit: Hit }) {
  const to = hitAddress(hit);
  return (
    <>
      {to ? (
        <Anchor component={Link} to={to} size="sm" underline="always">
          {hit.title}
        </Anchor>
      ) : (
        <Text span size="sm">
          {hit.title}
        </Text>
      )}{' '}
      <Text span size="sm" c="dimmed">
        {hit.caseNumber !== null && `case ${hit.caseNumber} `}
        {hit.snippet.map(({ text, isMatch }, at) => (isMatch ? <mark key={at}>{text}</mark> : text))}
      </Text>
    </>
  );
}
