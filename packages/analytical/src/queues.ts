import { type Js, js } from './markup/index.ts'

/** A command of a vendor's queue: its name, then its arguments. */
export type Command = readonly unknown[]

/** The commands that apply, without undefined arguments at their ends: `condition && [...]` that is no list is left out. */
export function commands(...list: readonly unknown[]): Command[] {
  return list.filter((command) => Array.isArray(command)).map(withoutEmptyEnd)
}

// JSON would make null of them, which a vendor takes for a value.
function withoutEmptyEnd(command: Command): Command {
  const length = command.findLastIndex((argument) => argument !== undefined) + 1
  return length === command.length ? command : command.slice(0, length)
}

/** The queue of a vendor that is a function which keeps its calls' Arguments in a property of its own: `hj.q`. */
export const functionStub = (name: string, property = 'q'): Js => js`
  if (!window[${name}]) {
    window[${name}] = function () { window[${name}][${property}].push(arguments); };
    window[${name}][${property}] = [];
  }`

/** The same for a vendor that takes its calls as arrays only. */
export const arrayCallsStub = (name: string, property = 'q'): Js => js`
  if (!window[${name}]) {
    window[${name}] = function () { window[${name}][${property}].push(Array.prototype.slice.call(arguments)); };
    window[${name}][${property}] = [];
  }`

/** The queue of a vendor that is an array with methods; each call is pushed on it as [method, ...arguments]. */
export const methodStub = (name: string, methods: readonly string[]): Js => js`
  window[${name}] = window[${name}] || [];
  ${methods}.forEach(function (method) {
    window[${name}][method] = window[${name}][method] || function () {
      window[${name}].push([method].concat(Array.prototype.slice.call(arguments)));
    };
  });`

/**
 * The queue of a vendor with several instances on a page: an array with methods, another for what is known of people, and the
 * list `_i` of those that `init` asked for; `__SV` is the version of this arrangement.
 */
export const instanceStub = (
  name: string,
  version: number,
  methods: readonly string[],
  peopleMethods: readonly string[],
): Js => js`
  ${methodStub(name, methods)}
  if (!window[${name}].__SV) {
    window[${name}].__SV = ${version};
    window[${name}]._i = [];
    window[${name}].people = [];
    ${peopleMethods}.forEach(function (method) {
      window[${name}].people[method] = function () {
        window[${name}].people.push([method].concat(Array.prototype.slice.call(arguments)));
      };
    });
    window[${name}].init = function (token, config, instance) {
      window[${name}]._i.push([token, config, instance || ${name}]);
    };
  }`

/** The queue of a vendor that is a function which keeps its calls until the vendor's file gives it a handler. */
export const relayStub = (name: string, queue: string, handler: string): Js => js`
  if (!window[${name}]) {
    window[${name}] = function () {
      if (window[${name}][${handler}]) window[${name}][${handler}].apply(window[${name}], arguments);
      else window[${name}][${queue}].push(arguments);
    };
    window[${name}][${queue}] = [];
  }`

const all = js`data`

/** Pushes each command of `data`, or of a list in it, on an array, made where there is none: `_paq.push(["trackGoal", 5])`. */
export const pushAll = (name: string, list = all): Js => js`
  window[${name}] = window[${name}] || [];
  ${list}.forEach(function (command) { window[${name}].push(command); });`

/** Calls a function with each command of `data`, or of a list in it: `hj("event", "signed up")`. */
export const callAll = (name: string, list = all): Js => js`
  ${list}.forEach(function (command) { window[${name}].apply(null, command); });`

/** Calls the method that each command of `data`, or of a list in it, names: `ttq.track("Purchase")`. */
export const callMethods = (name: string, list = all): Js => js`
  ${list}.forEach(function (command) { window[${name}][command[0]].apply(window[${name}], command.slice(1)); });`
