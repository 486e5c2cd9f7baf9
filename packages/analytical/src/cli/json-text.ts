/** What `--json` prints. */
export const jsonText = (value: unknown): string => JSON.stringify(value, null, 2)
