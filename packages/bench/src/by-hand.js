import { BlockList, isIP } from 'node:net'
import { accounts } from './page.js'

/**
 * The tags of one site for Clicky, Google Analytics and HubSpot as a careful engineer writes them by hand: no settings, no
 * other providers, one place for each, and the constant parts constant. Right for every page of that site, and no more.
 */
export const byHand = { viewOf, headTop, bodyBottom }

/** What is known of a request, made once per page. */
function viewOf({ ip, nonce, user }, events) {
  const signed = nonce !== undefined && nonceGrammar.test(nonce) ? ` nonce="${nonce}"` : ''
  return { isInternal: isInternal(ip), signed, user, events, person: undefined }
}

function headTop(context, view) {
  if (view.isInternal) return google.commentedOut
  return `<script${view.signed}>\n${google.code}(${literal(googleData(context, view))});\n</script>\n${google.file}${view.signed}></script>\n`
}

function bodyBottom(context, view) {
  if (view.isInternal) return clickyAndHubspotCommentedOut
  const { signed } = view
  const queue = hubspotQueue(context, view)
  const identified = queue.length === 0 ? '' : `<script${signed}>\n${hubspot.code}(${literal(queue)});\n</script>\n`
  return `<script${signed}>\n${clicky.code}(${literal(clickyData(context, view))});\n</script>\n${clicky.file}${signed}></script>\n${clicky.noscript}${identified}${hubspot.file}${signed}></script>\n`
}

// Data.

function clickyData(context, view) {
  const page = own(context, 'analytical_page')
  const session = own(context, 'analytical_session')
  const goal = own(context, 'analytical_goal')
  const identity = identityIn(context, session, personOf(view)?.identity)
  const { events } = view
  return {
    custom: {
      href: page?.href?.replace(host, ''),
      title: page?.title,
      session: withUsername(session, identity),
      goal: goal && { id: goal.id, name: goal.name, revenue: goal.revenue },
      split: own(context, 'analytical_split'),
    },
    events:
      events.length === 0 ? undefined : events.map(([name]) => [`#${encodeURIComponent(name.toWellFormed())}`, name]),
  }
}

function hubspotQueue(context, view) {
  const session = own(context, 'analytical_session')
  const goal = own(context, 'analytical_goal')
  const split = own(context, 'analytical_split')
  const page = own(context, 'analytical_page')
  const identity = identityIn(context, session, personOf(view)?.identity)
  const queue = []
  const id = identity ?? (own(context, 'analytical_identity') === null ? undefined : personOf(view)?.id)
  const contact = hubspotContact(session, id)
  if (contact.id !== undefined || contact.email !== undefined) queue.push(['identify', contact])
  if (page?.href !== undefined) queue.push(['setPath', page.href.replace(host, '').replace(/^(?!\/)/, '/')])
  if (goal !== undefined) {
    const { id, name = id, revenue, currency } = goal
    queue.push(hubspotEvent(typeof name === 'number' ? `goal_${name}` : name, { revenue, currency }))
  }
  if (split !== undefined) {
    queue.push(hubspotEvent('split_test', { split_name: split.name, split_version: split.version }))
  }
  for (const [name, properties] of view.events) queue.push(hubspotEvent(name, hubspotProperties(properties)))
  return queue
}

function hubspotEvent(name, properties) {
  return ['trackCustomBehavioralEvent', { name: `pe${accounts.hubspot}_${hubspotName(name)}`, properties }]
}

function hubspotContact(session, id) {
  const contact = Object.create(null)
  if (id !== undefined) {
    contact.id = id
    if (id.includes('@')) contact.email = id
  }
  if (session === undefined) return contact
  for (const key of Object.keys(session)) {
    if (key !== 'username' && key !== 'id') contact[hubspotName(key)] = hubspotValue(session[key])
  }
  return contact
}

function hubspotProperties(given) {
  const properties = Object.create(null)
  for (const key of Object.keys(given)) properties[hubspotName(key)] = hubspotValue(given[key])
  return properties
}

const hubspotValue = (value) => (value instanceof Date ? value.getTime() : value)

const hubspotName = (name) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')

// Google forbids e-mail addresses and names, so every text on its way there is looked at.
function googleData(context, view) {
  const page = own(context, 'analytical_page')
  const goal = own(context, 'analytical_goal')
  const split = own(context, 'analytical_split')
  const person = personOf(view)
  const told = own(context, 'analytical_session')
  const session = withoutPersonal(told, person, tellsPerson)
  const identity = withoutPersonal(identityIn(context, told, person?.known), person, tellsPerson)
  const events = []
  if (goal !== undefined) {
    const name = withoutPersonal(goal.name, person) ?? withoutPersonal(goal.id, person)
    const currency = withoutPersonal(goal.currency, person)
    if (name !== undefined) {
      events.push([googleName(typeof name === 'number' ? `goal_${name}` : name, 40), { value: goal.revenue, currency }])
    }
  }
  if (split !== undefined) {
    const variant = withoutPersonal(`analytical-${split.name}-${split.version}`, person)
    if (variant !== undefined) events.push(['experience_impression', { exp_variant_string: variant }])
  }
  for (const [name, properties] of view.events) {
    const safeName = withoutPersonal(name, person)
    if (safeName !== undefined)
      events.push([googleName(safeName, 40), withoutPersonal(properties, person, tellsPerson)])
  }
  return {
    config: {
      page_location: redactedAddress(page?.href, person),
      page_title: page?.title && (holdsPerson(page.title, person) ? redacted : page.title),
      page_referrer: redactedAddress(page?.referrer, person),
      user_properties: googleProperties(session),
      user_id: identity?.slice(0, 256),
    },
    events: events.length === 0 ? undefined : events,
  }
}

// What is left out Google would read in the browser instead.
const redacted = '(redacted)'

function redactedAddress(address, person) {
  if (address === undefined || !holdsPerson(address, person)) return address
  const cut = address.replace(/(?<=[/=])[^/?&#]+/g, (part) => (holdsPerson(part, person) ? redacted : part))
  return !/^\/[\w./~%+@-]*(?:\?[\w.=&-]*)?$/.test(address) || holdsPerson(cut, person) ? `/${redacted}` : cut
}

function googleProperties(session) {
  if (session === undefined) return undefined
  const properties = Object.create(null)
  let isEmpty = true
  for (const key of Object.keys(session)) {
    if (key === 'username') continue
    properties[googleName(key, 24)] = session[key]
    isEmpty = false
  }
  return isEmpty ? undefined : properties
}

function googleName(name, longest) {
  const plain = name.trim().replace(/[^A-Za-z0-9_]+/g, '_')
  return (/^(?:ga_|google_|firebase_|[^A-Za-z])/.test(plain) ? `x_${plain}` : plain).slice(0, longest)
}

// Who it is. What the page tells counts, an explicit null too; else a session that names the user knows better than the record.

function identityIn(context, session, known) {
  const told = own(context, 'analytical_identity')
  if (told !== undefined) return told === null ? undefined : String(told)
  return session?.username === undefined ? known : String(session.username)
}

function withUsername(session, username) {
  if (username === undefined) return session
  const named = { username, ...session }
  return named.username === undefined ? { ...named, username } : named
}

/** The signed-in user, read once per page: what anyone may know, and what Google may. */
function personOf(view) {
  if (view.user === undefined || view.user === null) return undefined
  view.person ??= read(view.user)
  return view.person
}

function read({ id, username, email, name }) {
  const person = {
    email: email && plain(email),
    name: name && plain(name),
    hasFullName: name !== undefined && /\S\s+\S/.test(name),
    id: undefined,
    identity: undefined,
    known: undefined,
  }
  const isOpen = (text) => !tellsWho(text, person)
  const idText = id === undefined ? undefined : String(id)
  if (idText !== undefined && isOpen(idText)) person.id = idText
  person.known = username ?? idText
  if (person.known !== undefined && isOpen(person.known)) person.identity = person.known
  return person
}

const email = /[@\uff20\ufe6b]|%(?:25)*40/
const isPlain = /^[!-~]+(?: [!-~]+)*$/
const plain = (text) => (isPlain.test(text) ? text : text.normalize('NFKC').trim().replace(/\s+/g, ' ')).toLowerCase()

function tellsWho(text, { email: address, name, hasFullName }) {
  if (email.test(text)) return true
  const spelled = plain(text)
  return spelled === address || (hasFullName && spelled === name)
}

function tellsPerson(text, person) {
  return /\S\s+\S/.test(text) || holdsPerson(text, person)
}

function holdsPerson(text, person) {
  if (email.test(text)) return true
  if (person === undefined) return false
  const { email: address, name, hasFullName } = person
  const spelled = plain(decoded(text))
  if (address !== undefined && spelled === address) return true
  return name !== undefined && (spelled === name || (hasFullName && spelled.includes(name)))
}

function decoded(text) {
  let plainer = text
  for (let round = 0; round < 3 && plainer.includes('%'); round++) {
    plainer = plainer.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded)
      } catch {
        return encoded
      }
    })
  }
  return plainer.replaceAll('+', ' ')
}

function withoutPersonal(value, person, tells = holdsPerson) {
  if (typeof value === 'string') return tells(value, person) ? undefined : value
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return value.toJSON()
  if (Array.isArray(value)) {
    return value.map((item) => withoutPersonal(item, person, tells)).filter((item) => item !== undefined)
  }
  const kept = Object.create(null)
  for (const key of Object.keys(value)) {
    if (holdsPerson(key, person)) continue
    const item = withoutPersonal(value[key], person, tells)
    if (item !== undefined) kept[key] = item
  }
  return kept
}

// The page.

const own = (context, name) => (Object.hasOwn(context, name) ? context[name] : undefined)

const host = /^https?:\/\/[^/?#]*/i
const nonceGrammar = /^[A-Za-z0-9+/_-]{1,200}={0,2}$/
const escapes = { '&': '\\u0026', '<': '\\u003c', '>': '\\u003e', '\u2028': '\\u2028', '\u2029': '\\u2029' }

/** A value as an expression that cannot end its script element, nor set a prototype. */
export function literal(value) {
  let text = JSON.stringify(value)
  if (/[&<>\u2028\u2029]/.test(text)) text = text.replace(/[&<>\u2028\u2029]/g, (character) => escapes[character])
  return text.includes('"__proto__":') ? text.replace(/([{,])"__proto__":/g, '$1["__proto__"]:') : text
}

const privateRanges = new BlockList()
privateRanges.addSubnet('10.0.0.0', 8)
privateRanges.addSubnet('172.16.0.0', 12)
privateRanges.addSubnet('192.168.0.0', 16)
privateRanges.addSubnet('fc00::', 7, 'ipv6')
const answers = new Map()

// A check costs a microsecond, a look-up next to nothing, and one visitor sees many pages.
function isInternal(ip) {
  if (ip === undefined) return false
  let answer = answers.get(ip)
  if (answer === undefined) {
    const address = ip.replace(/^::ffff:(?=\d+\.)/i, '')
    answer = privateRanges.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')
    if (answers.size >= 1000) answers.clear()
    answers.set(ip, answer)
  }
  return answer
}

const google = {
  code: `(function (data) {
  window["dataLayer"] = window["dataLayer"] || [];
  window.gtag = window.gtag || function () { window["dataLayer"].push(arguments); };
  if (data.config.page_location) data.config.page_location = Object.assign(document.createElement("a"), { href: data.config.page_location }).href;
  function tell() { window["dataLayer"].push(arguments); }
  tell("js", new Date());
  ["${accounts.google}"].forEach(function (id) {
    tell("config", id, { ...data.config });
  });
  (data.events || []).forEach(function (event) { tell("event", event[0], event[1]); });
})`,
  file: `<script async src="https://www.googletagmanager.com/gtag/js?id=${accounts.google}"`,
}
google.commentedOut = commentedOut('Google Analytics', google)

const clicky = {
  code: `(function (data) {
  (function (missing) {
    document.addEventListener("load", function done(event) {
      missing = missing.filter(function (src) { return src !== event.target.src; });
      if (missing.length > 0) return;
      document.removeEventListener("load", done, true);
      if (data.events && window.clicky) {
        data.events.forEach(function (event) { window.clicky.log(event[0], event[1]); });
      }
    }, true);
  })(["https://static.getclicky.com/js"]);
  window.clicky_custom = data.custom;
  window.clicky_site_ids = (window.clicky_site_ids || []).concat([${accounts.clicky}]);
})`,
  file: '<script async src="https://static.getclicky.com/js"',
  noscript: `<noscript><img alt="" width="1" height="1" hidden src="https://in.getclicky.com/${accounts.clicky}ns.gif"></noscript>\n`,
}

const hubspot = {
  code: `(function (data) {
  window["_hsq"] = window["_hsq"] || [];
  data.forEach(function (command) { window["_hsq"].push(command); });
})`,
  file: `<script async src="https://js.hs-scripts.com/${accounts.hubspot}.js" id="hs-script-loader"`,
}

const clickyAndHubspotCommentedOut = commentedOut('Clicky', clicky) + commentedOut('HubSpot', hubspot)

function commentedOut(title, { code, file, noscript = '' }) {
  const shown = `<script>\n${code}({});\n</script>\n${file}></script>\n${noscript}`.trimEnd().replaceAll('>', '&gt;')
  return `<!-- ${title} disabled on internal IP address\n${shown}\n-->\n`
}
