/** A mention in Markdown as the API reads it: `@[name](user:<id>)`. */
export const MENTION = /^@\[([^\]\n]{1,200})\]\(user:([^)\s]{1,64})\)/;

/** The same for somebody; what would end it early is left out of the name. */
export const mentionOf = (id: string, name: string): string =>
  `@[${name.replace(/[\]\n]/g, '')}](user:${id})`;
