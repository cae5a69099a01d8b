/** A copy of an object without some of its members. */
export function omit<T extends object, K extends keyof T>(of: T, ...keys: readonly K[]): Omit<T, K> {
  const copy: Partial<T> = { ...of };
  for (const key of keys) delete copy[key];
  return copy as Omit<T, K>;
}
