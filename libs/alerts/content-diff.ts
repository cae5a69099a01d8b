import type { AlertContent } from './alert-content';

/** One member of a claim that two revisions do not share. */
export interface ContentChange {
  /** RFC 6901 pointer into the content. */
  pointer: string;
  kind: 'added' | 'removed' | 'changed';
  from?: unknown;
  to?: unknown;
}

/** What makes one claim of another, member by member; a list is compared value by value, since its order says nothing. */
export function diffContent(from: AlertContent, to: AlertContent): ContentChange[] {
  return diffMembers('', from, to);
}

function diffMembers(pointer: string, from: object, to: object): ContentChange[] {
  const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => diffMember(`${pointer}/${name}`, before.get(name), after.get(name)));
}

function diffMember(pointer: string, from: unknown, to: unknown): ContentChange[] {
  if (Array.isArray(from) && Array.isArray(to)) return diffLists(pointer, from, to);
  if (isObject(from) && isObject(to)) return diffMembers(pointer, from, to);
  if (from === to) return [];
  if (from === undefined || from === null) return [{ pointer, kind: 'added', to }];
  if (to === undefined || to === null) return [{ pointer, kind: 'removed', from }];
  return [{ pointer, kind: 'changed', from, to }];
}

function diffLists(pointer: string, from: unknown[], to: unknown[]): ContentChange[] {
  const [before, after] = [new Set(from), new Set(to)];
  const added = to.filter((value) => !before.has(value));
  const removed = from.filter((value) => !after.has(value));
  return [
    ...(removed.length > 0 ? [{ pointer, kind: 'removed' as const, from: removed }] : []),
    ...(added.length > 0 ? [{ pointer, kind: 'added' as const, to: added }] : []),
  ];
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
