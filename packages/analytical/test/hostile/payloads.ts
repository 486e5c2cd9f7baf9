import { payloads as published } from '@analytical/testing'

/** The payloads that the kit publishes, and more spellings of the same families. Each would set the global `broken`. */
export const payloads: readonly string[] = [
  ...published,
  // the end of a script element, with every character that may follow its name
  '</script\n><script>broken=1</script>',
  '</script\f x="><script>broken=1</script>',
  '<!--<script></script>',
  // the end of a comment, as parts that a value beside it could complete
  '--',
  // the end of a string that is a regular expression's, a comment's or a call's argument
  '*/broken=1/*',
  '\\',
  '\\u003c/script\\u003e\\u003cscript\\u003ebroken=1\\u003c/script\\u003e',
  // the end of an element that holds text alone, and elements that work without script
  '</noscript></title></style></textarea><img src=x onerror=broken=1>',
  '<base href=https://evil.example/><meta http-equiv=refresh content=0;url=https://evil.example/>',
  // characters that some normalise to those above
  '\uff1c/script\uff1e\uff1cscript\uff1ebroken=1',
  '\ud800</script><script>broken=1</script>',
  // names that every object has
  'toString',
]
