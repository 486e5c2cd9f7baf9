import { asText } from './as-text.ts'
import { filled } from './fields.ts'
import { goalName } from './goal-name.ts'
import { linkTo } from './link-to.ts'
import { js } from './markup/index.ts'
import type { Seen } from './provider.ts'
import { type Command, commands } from './queues.ts'
import { profileOf } from './traits.ts'
import { variable } from './variable.ts'

/** The own variables of services that take the calls of Segment's specification. */
export const specVariables = {
  traits: variable.object('Traits of the user; laid over the session.', { plan: 'pro' }),
  group: variable.text('The id of the group, such as a company, that the visitor belongs to.', 'acme'),
  group_traits: variable.object('Traits of the group.', { employees: 12 }),
  page_name: variable.ofPage(variable.text('The name of the page, such as Home.', 'All rhymes')),
  page_properties: variable.ofPage(variable.object('More properties of the page call.', { section: 'rhymes' })),
}

interface SpecVariables {
  traits: Readonly<Record<string, unknown>>
  group: string
  group_traits: Readonly<Record<string, unknown>>
  page_name: string
  page_properties: Readonly<Record<string, unknown>>
}

/** The calls of Segment's specification that a page view makes: identify, group, page, track. */
export function specCalls({ variables, identity, user, session, goal, split, page, events }: Seen<SpecVariables>) {
  const { group_traits } = variables
  const group = asText(variables.group)
  const name = asText(variables.page_name)
  const traits = profileOf({ user, session }, variables.traits)
  const properties = filled({
    url: page?.href,
    title: page?.title,
    referrer: page?.referrer,
    ...variables.page_properties,
  })
  const pageCall: Command = name === undefined ? ['page', properties] : ['page', name, properties]
  return commands(
    identity === undefined ? traits && ['identify', traits] : ['identify', identity, traits],
    group !== undefined && ['group', group, group_traits],
    pageCall,
    split && ['track', 'Experiment Viewed', { experiment_name: split.name, variation_name: split.version }],
    goal && ['track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
    ...events.map(([name, properties]) => ['track', name, properties]),
  )
}

/** Makes the address of the page call, which may be relative, whole: only the browser knows the site's own. */
export const wholePageAddress = js`
  data.forEach(function (call) {
    var page = call[0] === "page" && call[call.length - 1];
    if (!page || !page.url) return;
    var link = ${linkTo(js`page.url`)};
    page.url = link.href;
    page.path = link.pathname;
    page.search = link.search;
  });`
