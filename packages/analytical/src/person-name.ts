/** A full name as first and last name, for vendors that take them apart: all but the first word is the last name. */
export function personName(name: string | undefined): { first: string | undefined; last: string | undefined } {
  const [first, ...others] = name?.trim().split(/\s+/) ?? []
  return { first: first || undefined, last: others.join(' ') || undefined }
}
