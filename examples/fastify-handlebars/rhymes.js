export const people = new Map([
  ['jonas', { username: 'jonas', form: 'limerick' }],
  ['mara', { username: 'mara', form: 'couplet' }],
])

export const rhymes = [
  { title: 'Tea at four', lines: ['The kettle sings, the clock strikes four,', 'and someone’s knocking at the door.'] },
  { title: 'The cat', lines: ['She sleeps all day upon my hat,', 'and will not move. She is a cat.'] },
]
