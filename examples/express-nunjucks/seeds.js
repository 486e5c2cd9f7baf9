import { Board } from './board.js'

export const board = new Board()

/** Published on the sign-in page. */
export const passwords = new Map([
  ['mara', 'teapot'],
  ['otto', 'sourdough'],
  ['priya', 'semicolon'],
  ['jonas', 'snail'],
  ['wren', 'umbrella'],
])

const join = (username, name, form, about) =>
  board.join({ username, name, form, about, moderates: username === 'mara' })
const mara = join('mara', 'Mara Quill', 'limerick', 'Writes on the night tram, edits at breakfast.')
const otto = join('otto', 'Otto Fennimore', 'couplet', 'Baker. Everything here was proved twice.')
const priya = join('priya', 'Priya Sandoval', 'quatrain', 'Programs computers, which do not mind the metre.')
const jonas = join('jonas', 'Jonas Birch', 'quatrain', 'Keeps bees, a canal boat and his temper.')
const wren = join('wren', 'Wren Okafor', 'couplet', 'Reads at bedtime, mostly to socks.')

function post(author, title, voters, lines, comments = []) {
  const rhyme = board.post(author, title, lines.join('\n'))
  for (const voter of voters) board.vote(voter, rhyme)
  for (const [by, text] of comments) board.comment(by, rhyme, text)
}

post(
  otto,
  'To a spoon',
  [mara, wren],
  ['O spoon at the back of the drawer, slightly bent,', 'we both of us know where the custard all went.'],
  [[wren, 'The spoon told me it was you.']],
)
post(
  priya,
  'Uptime',
  [jonas],
  [
    'The server hums a single note',
    'deep in its warm, metallic throat.',
    'It hasn’t rested since last May.',
    'We tiptoe past it anyway.',
  ],
)
post(
  wren,
  'Umbrella',
  [otto, priya, jonas],
  ['I bought an umbrella: it rained not a drop.', 'I lent it to you, and it just wouldn’t stop.'],
  [
    [jonas, 'Returned, with thanks. It is on your porch, drying.'],
    [wren, 'It is raining on my porch.'],
  ],
)
post(
  jonas,
  'Snail mail',
  [mara, otto, wren],
  [
    'A snail wrote a letter in silver and slime',
    'to ask if his cousin had plenty of time.',
    'The answer arrived in the following spring:',
    '“I’d love to! I’m leaving. What ought I to bring?”',
  ],
  [[mara, 'I have had slower replies from my landlord.']],
)
post(
  mara,
  'The owl in the flat',
  [otto, priya, jonas, wren],
  [
    'An owl took a flat in the city',
    'where the lamps made the midnight so pretty',
    'that he thought it was day.',
    'Now he sleeps nights away',
    'and he hoots over lunch. What a pity.',
  ],
  [
    [priya, 'He is in my stand-up every morning. Asks good questions. One, mainly.'],
    [otto, 'Who?'],
    [priya, 'That one.'],
  ],
)
post(
  wren,
  'One sock',
  [mara, priya],
  [
    'One sock went left and one went right,',
    'they met in the wash on Saturday night.',
    'Now one’s in my drawer, and one’s gone for good:',
    'she’s raising a glove at the edge of the wood.',
  ],
)
post(
  otto,
  'Sunday bread',
  [priya, jonas],
  [
    'I told the dough: rise! and then went off to bed.',
    'By six it had lifted the lid and its head,',
    'by seven the towel, by eight the back door.',
    'I only made one loaf. I think it made four.',
  ],
  [[jonas, 'Four is what we ate. There may be a fifth at large.']],
)
post(
  priya,
  'Merge conflict',
  [mara, otto, jonas, wren],
  [
    'I changed one line, and so did you,',
    'and Git would like to know who’s true.',
    'We talked it over, soft and slow,',
    'and found the line could simply go.',
  ],
  [[mara, 'This is the most romantic thing here.']],
)
post(
  jonas,
  'Advice from a heron',
  [mara],
  [
    'Stand still. Stand stiller, stiller still.',
    'Look bored. Look elsewhere, if you will.',
    'Your breakfast’s coming down the rill',
    'to meet the one who holds the bill.',
  ],
)
post(
  mara,
  'Night tram',
  [wren, otto],
  [
    'The last tram rattles, stops, and sighs,',
    'a yawn on wheels with yellow eyes.',
    'It carries home, at half past two,',
    'one sleeping cellist. Also you.',
  ],
)

for (const [person, ...others] of [
  [mara, otto, priya],
  [otto, mara, wren],
  [priya, mara, jonas, wren],
  [jonas, wren],
  [wren, otto, jonas, mara],
]) {
  for (const other of others) board.follow(person, other)
}
