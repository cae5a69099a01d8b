import { Anchor, List, Text, Title } from '@mantine/core';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { View } from '../../api/client';
import { type ParamsOf, usePages, useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { inWords } from '../../kit/chips';
import { Empty } from '../../kit/empty';
import { hitAddress } from '../../kit/hit-address';
import { Loaded } from '../../kit/loaded';
import { count } from '../../kit/numbers';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';

type Hit = View<'HitView'>;

/** What was found: the first few of each kind, or all of one. */
export function Component() {
  const [search] = useSearchParams();
  const q = search.get('q') ?? '';
  const kind = search.get('kind');
  return kind === null ? <OfAllKinds q={q} /> : <OfOneKind key={kind} q={q} kind={kind as Hit['kind']} />;
}

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function OfAllKinds({ q }: { q: string }) {
  const read = useRead('/v1/search', { query: { q, zone: zone() } });
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
                    {inWords(kind)} ({count(atLeast)}
                    {isMore ? ' or more' : ''})
                  </Title>
                  <List size="sm" listStyleType="none">
                    {items.map((hit) => (
                      <List.Item key={`${hit.caseId}${hit.id}`}>
                        <HitLine hit={hit} />
                      </List.Item>
                    ))}
                  </List>
                  {(isMore || atLeast > items.length) && (
                    <Anchor
                      component={Link}
                      to={paths.search(q, kind)}
                      size="sm"
                      underline="always"
                      display="inline-block"
                      py={4}
                    >
                      All {count(atLeast)}
                      {isMore ? ' or more' : ''} {kind}
                    </Anchor>
                  )}
                </section>
              ))
          )
        }
      </Loaded>
    </Page>
  );
}

const COLUMNS: readonly Column<Hit>[] = [
  { id: 'title', header: 'Title', width: 'minmax(14rem, 2fr)', cell: (of) => of.title },
  { id: 'case', header: 'Case', width: '6rem', cell: (of) => of.caseNumber ?? '–' },
  { id: 'found', header: 'Found in', width: 'minmax(12rem, 3fr)', cell: (of) => <Snippet of={of} /> },
];

function OfOneKind({ q, kind }: { q: string; kind: Hit['kind'] }) {
  const navigate = useNavigate();
  const query: ParamsOf<'/v1/search'>['query'] = { q, kind, zone: zone(), limit: 100 };
  const pages = usePages('/v1/search', { query });
  return (
    <Page title={`${inWords(kind)}: ${q}`} crumbs={[{ label: `Search: ${q}`, to: paths.search(q) }]}>
      <DataTable
        label={`${inWords(kind)} that were found`}
        pages={pages}
        columns={COLUMNS}
        rowId={({ caseId, id }) => `${caseId} ${id}`}
        onOpen={(hit) => {
          const to = hitAddress(hit);
          if (to) void navigate(to);
        }}
        height="calc(100dvh - 12rem)"
        empty={<Empty title="Nothing was found">What there was of it may have changed meanwhile.</Empty>}
      />
    </Page>
  );
}

const Snippet = ({ of }: { of: Hit }) =>
  of.snippet.map(({ text, isMatch }, at) => (isMatch ? <mark key={at}>{text}</mark> : text));

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
        <Snippet of={hit} />
      </Text>
    </>
  );
}
