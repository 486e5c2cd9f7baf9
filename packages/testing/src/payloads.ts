/**
 * Texts that have broken out of pages, by the family of place they break: for tests that no value leaves its place. Each
 * would set the global `broken` where it ran.
 */
export const payloads: readonly string[] = [
  // the end of a script element, in every spelling a browser takes
  '</script><script>broken=1</script>',
  '</SCRIPT ><img src=x onerror=broken=1>',
  '</script/><svg/onload=broken=1>',
  '</script\t><script>broken=1</script>',
  // the states in which a script element no longer ends where it should
  '<!--<script>',
  '<!-- <script> --',
  // the end of a comment
  '--><script>broken=1</script>',
  '--!><script>broken=1</script>',
  '><script>broken=1</script>',
  '->',
  // the end of a string or of an attribute
  `';broken=1;//`,
  '";broken=1;//',
  `\\';broken=1;//`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the payload.
  '`${broken=1}`',
  '" onload="broken=1',
  `' onmouseover='broken=1`,
  // line ends, also those that only JavaScript knows
  'one\ntwo\r\nthree',
  'one\u2028broken=1\u2029two',
  // replacement patterns, formats and client-side templates
  "$& $' $` $1",
  '%s %d {0}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the payload.
  '{{broken=1}}${broken=1}<%= broken=1 %>',
  // addresses
  'javascript:broken=1',
  '//evil.example/x',
  '../../etc/passwd',
  // texts that are hard to carry
  '\u0000\u0008\u001b',
  '\ud800 lone \udc00',
  'O\u2019Brien & "Bob" <3 \u{1f600}',
  '__proto__',
  'constructor',
  '&lt;/script&gt;&#39;',
]
