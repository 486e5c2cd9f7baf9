/** The markup of a tag, which is not to be escaped again. */
export class Rendered extends String {}

/** An engine's escaping, or another of its filters, which leaves the markup of tags as it is. */
// biome-ignore lint/suspicious/noExplicitAny: each engine types its own.
export const sparingTags = <Filter extends (value: any) => unknown>(filter: Filter): Filter =>
  ((value: unknown) => (value instanceof Rendered ? value : filter(value))) as Filter
