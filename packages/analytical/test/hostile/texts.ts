import fc from 'fast-check'

/** The seed and the number of runs of every property: the same cases on every machine. */
export const runs = { seed: 20261121, numRuns: 1000 }

/** As many as the bridges get, by which alone a value comes into a page. */
export const bridgeRuns = { ...runs, numRuns: 5000 }

const fragments = [
  ...['</script', '</ScRiPt >', '<script', '<!--', '-->', '--!>', '<', '>', '&', '&lt;', '&amp', ']]>'],
  ...['"', "'", '`', '\\', '\\u003c', '\n', '\r', '\r\n', '\t', ' ', '\0', '\u2028', '\u2029', '\ufeff'],
  ...['\ud800', '\udc00', '\ude00\ud83d', '😀', 'é', '$&', "$'", '$1', '{{', '}}', '$' + '{', '%s', '{0}', '%'],
  ...['__proto__', 'constructor', 'toJSON', '{"__proto__":', ',"__proto__":', '//', '/*', '*/', '/', ';', ','],
  ...['..', '.', '%2e', '@', '?', '#', ':', '=', 'https://evil.example', 'javascript:', 'a', '0', '-1'],
]

/** Text made of what ends strings, comments, scripts, attributes and addresses. */
export const hostileText = fc.array(fc.constantFrom(...fragments), { maxLength: 10 }).map((parts) => parts.join(''))

/** Whatever JSON can hold, with such text as values and as keys. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hostileText,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(hostileText, fc.constant('__proto__')), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value
