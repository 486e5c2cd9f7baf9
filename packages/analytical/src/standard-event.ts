/** The vendor's own name for an event, however the site spells it: `sign up` is SignUp or SIGN_UP; undefined where it has none. */
export function standardEvent(name: string, standard: readonly string[]): string | undefined {
  const wanted = spelled(name)
  return standard.find((event) => spelled(event) === wanted)
}

const spelled = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')
