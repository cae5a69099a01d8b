/** A number as it is read: `24,913`. */
export const count = (of: number): string => of.toLocaleString('en');

/** So many of something: `1 account`, `24,913 accounts`. */
export const many = (of: number, one: string, more = `${one}s`): string =>
  `${count(of)} ${of === 1 ? one : more}`;
