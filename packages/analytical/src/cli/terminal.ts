import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow'

/** Where a command runs, and what it writes to. */
export interface Terminal {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** How many letters of help go into a line. */
  columns: number
  /** Writes what was asked for. */
  print(text: string): void
  /** Writes what is wrong. */
  complain(text: string): void
  /** A text for `print` in a style; as it is where the output takes none. */
  style(style: Style, text: string): string
}

/** The terminal of this process. Styles go to a terminal only, by `NO_COLOR` and `FORCE_COLOR`. */
export const processTerminal = (): Terminal => ({
  cwd: process.cwd(),
  env: process.env,
  columns: process.stdout.columns ?? 100,
  print: (text) => void process.stdout.write(line(text)),
  complain: (text) => void process.stderr.write(line(text)),
  style: (style, text) => styleText(style, text, { stream: process.stdout }),
})

const line = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
