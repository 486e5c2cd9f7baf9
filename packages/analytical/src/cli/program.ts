import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { address, consent, header, listed, pageAddress, userRecord, variable } from './arguments.ts'
import { check } from './commands/check.ts'
import { csp } from './commands/csp.ts'
import { explain } from './commands/explain.ts'
import { providers } from './commands/providers.ts'
import { render } from './commands/render.ts'
import type { ExitCode } from './exit-code.ts'
import { anyAddress } from './page.ts'
import type { Terminal } from './terminal.ts'

/** The command line: what may be asked, and the help. `ends` hears how a command went. */
export function programOf(terminal: Terminal, ends: (code: ExitCode) => void): Command {
  const program = new Command('npx analytical')
    .description('Checks the settings of tracking tags, and shows what they write into a page.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureHelp({ styleTitle: (title) => terminal.style('bold', title) })
    .configureOutput({
      writeOut: terminal.print,
      writeErr: terminal.complain,
      outputError: (text, write) => write(inOneSentence(text)),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .addHelpText(
      'after',
      examples(
        ['check', 'is everything right in settings.js?'],
        ['explain --user jeff --ip 10.1.2.3', 'what does this visitor get, and why?'],
        ['help explain', 'all that explain can be told'],
      ),
    )

  ofSite(program.command('check').description('What is on, what is off and why, and what is wrong.'))
    .option('--all', 'list every service that is off, also those for which nothing is set')
    .option('--strict', 'warnings count as wrong')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `\nThe exit code is 0 where nothing is wrong, 1 where something is, 2 where the command was called wrongly.\n${examples(
        ['check', 'settings.js, settings.mjs or settings.json in this folder'],
        ['check config/settings.js --strict', 'for a CI that lets no warning pass'],
        ['check --environment', 'settings from the environment alone'],
        ['check --providers ./my-providers.js', 'with services of your own'],
      )}`,
    )
    .action(async (settings, options) => ends(await check({ settings, ...options }, terminal)))

  ofPage(
    ofSite(program.command('explain').description('What becomes of each tag in one page, and why; what it renders.')),
  )
    .option('--provider <name>', 'of this service alone; may be repeated', listed)
    .option('--all', 'also of services that are off')
    .option('--json', 'print verdicts and markup as JSON')
    .addHelpText(
      'after',
      examples(
        ['explain --user jeff', 'for a signed-in user'],
        ['explain --ip 10.1.2.3 --provider clicky', 'does Clicky count the office?'],
        ['explain --consent analytics=granted --url https://example.com/account', 'a visitor who allowed statistics'],
        ["explain --header 'Sec-GPC: 1' --user-agent Googlebot", 'a robot'],
      ),
    )
    .action(async (settings, options) => ends(await explain({ settings, ...options }, terminal)))

  ofPage(ofSite(program.command('render').description('The HTML that tags write into one page, and nothing else.')))
    .option('--tag <name>', 'a tag; may be repeated (default: the four general ones)', listed)
    .option('--json', 'print the HTML by tag as JSON')
    .addHelpText(
      'after',
      examples(
        ['render --tag clicky', 'one tag'],
        ['render --tag analytical_head_top --tag analytical_head_bottom', 'all that goes into the head'],
        ['render --user jeff --variable analytical_goal=5', 'in a page that sets a goal'],
      ),
    )
    .action(async (settings, options) => ends(await render({ settings, ...options }, terminal)))

  ofSite(program.command('csp').description('A content security policy that lets the services work.'))
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['header', 'helmet', 'meta']).default('header'),
    )
    .option('--policy <policy>', 'the policy you have, as its header says it', "default-src 'self'")
    .option('--json', 'print the policy as JSON')
    .addHelpText(
      'after',
      examples(
        ['csp', "what to add to default-src 'self'"],
        [`csp --policy "default-src 'self'; img-src *"`, 'your own policy, with what is missing'],
        ['csp --format helmet', 'for helmet.contentSecurityPolicy'],
        ['csp --format meta', 'for pages that are files'],
      ),
    )
    .action(async (settings, options) => ends(await csp({ settings, ...options }, terminal)))

  program
    .command('providers')
    .description('The services there are; of one, its settings, tags and variables.')
    .argument('[name]', 'a service, like clicky')
    .option('--providers <file>', 'a module that exports providers of your own')
    .option('--json', 'print descriptions as JSON')
    .addHelpText(
      'after',
      examples(
        ['providers', 'all, a line for each'],
        ['providers clicky', 'where to find the Site ID, and what it takes'],
      ),
    )
    .action(async (name, options) => ends(await providers({ name, ...options }, terminal)))

  return program
}

const ofSite = (command: Command) =>
  command
    .argument('[settings]', 'a .js, .mjs or .json file (default: settings.js, .mjs or .json in this folder)')
    .option('--environment', 'read no file: settings from the environment alone')
    .option('--providers <file>', 'a module that exports providers of your own')

const ofPage = (command: Command) =>
  command
    .option('--user <name>', 'the signed-in user: a user name, or a record as JSON', userRecord)
    .option('--ip <address>', `the address of the connection (default: ${anyAddress}, which is nobody’s)`, address)
    .option('--consent <choice>', 'granted, denied or pending; or of one thing, analytics=granted', consent)
    .option('--url <address>', 'the page (default: the first page of the live host)', pageAddress)
    .option('--user-agent <text>', 'the browser, as its User-Agent header says it (default: none, which is no robot)')
    .option('--header <header>', "a header of the request, like 'Sec-GPC: 1'; may be repeated", header)
    .option('--variable <name=value>', 'a context variable of the page; may be repeated', variable)

function examples(...all: readonly (readonly [command: string, what: string])[]): string {
  const lines = all.map(([command, what]) => `  # ${what}\n  $ npx analytical ${command}`)
  return `\nExamples:\n${lines.join('\n')}`
}

const inOneSentence = (text: string) =>
  text.replace(/^error: /, 'analytical: ').replace(/\n\(Did you mean (.*)\?\)/, ': did you mean $1?')

function version(): string {
  const manifest = new URL('../../package.json', import.meta.url)
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}
