export { type Analytical, type AnalyticalOptions, createAnalytical } from './analytical.ts'
export { asText } from './as-text.ts'
export { cents } from './cents.ts'
export {
  type AddressedRequest,
  type AddressTrust,
  addressReader,
  clientAddress,
  type PeerSocket,
  peerOf,
} from './client-ip.ts'
export type { AskConsent, Choice } from './consent/choice.ts'
export { consentMode } from './consent-mode.ts'
export { contactHash, hashedContact } from './contact-hash.ts'
export type { ContextProcessor } from './context-processors.ts'
export type { Policy, Sources } from './csp.ts'
export { dataAttributes } from './data-attributes.ts'
export { type EndedService, endedService } from './ended-service.ts'
export { entryFor } from './entry-for.ts'
export type { FaultHandler, Where } from './faults.ts'
export { type Fields, filled, renamed } from './fields.ts'
export { goalName } from './goal-name.ts'
export { isBot } from './is-bot.ts'
export { keepFromSharedCaches } from './keep-private.ts'
export { linkTo } from './link-to.ts'
export { checkedUrl, type Html, html, type Js, js, json, type Url, url } from './markup/index.ts'
export type { Exclude } from './omissions.ts'
export { pagePath } from './page-path.ts'
export type { PageView, PageViewInput } from './page-view.ts'
export { personName } from './person-name.ts'
export { plainText } from './plain-text.ts'
export { plainValues } from './plain-values.ts'
export {
  type AnyProvider,
  type Capability,
  type Category,
  type Consent,
  type Directive,
  defineProvider,
  type Goal,
  type Load,
  type Page,
  type Position,
  type Provider,
  type Retired,
  type Seen,
  type Split,
  type Tag,
  type User,
  type Word,
} from './provider.ts'
export { providers } from './providers/index.ts'
export {
  arrayCallsStub,
  type Command,
  callAll,
  callMethods,
  commands,
  functionStub,
  instanceStub,
  methodStub,
  pushAll,
  relayStub,
} from './queues.ts'
export type { OnProblems } from './settings/announce.ts'
export { defineSettings, type Settings } from './settings/define-settings.ts'
export { didYouMean } from './settings/did-you-mean.ts'
export { type Problem, SettingsError } from './settings/problem.ts'
export { readSettings } from './settings/read-settings.ts'
export type { Secret } from './settings/secret.ts'
export { type Description, type Setting, setting } from './settings/setting.ts'
export type { PageResponse } from './shared-cache.ts'
export { SharedPageError } from './shared-page-error.ts'
export type { Signals } from './signals.ts'
export { splitProperty } from './split-property.ts'
export { standardEvent } from './standard-event.ts'
export type { TagName } from './tags.ts'
export { specCalls, specVariables, wholePageAddress } from './track-spec.ts'
export { profileOf, traitsOf } from './traits.ts'
export { isProxyEntry, proxyListRule, type TrustedProxies } from './trusted-proxies.ts'
export { unixSeconds } from './unix-seconds.ts'
export { variable } from './variable.ts'
export type { Action, Verdict } from './verdict.ts'
export { verdictTable } from './verdict-table.ts'
export type { Identified } from './visitor.ts'
