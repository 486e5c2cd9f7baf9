const count = document.getElementById('live-count')
const rows = document.getElementById('live-people')
const nobody = document.getElementById('live-nobody')
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

// A browser connects again by itself, and every event has the whole list.
const events = new EventSource('/visits/live/events')

events.addEventListener('message', ({ data }) => {
  const { people } = JSON.parse(data)
  say(count, `${people.length} here now.`)
  people.forEach(show)
  while (rows.rows.length > people.length) rows.deleteRow(-1)
  nobody.hidden = people.length > 0
})

// It does not where it was refused: whoever looks has signed out, or moderates no more.
events.addEventListener('error', () => {
  if (events.readyState !== EventSource.CLOSED) return
  count.textContent = 'Not for you any more: sign in again.'
  rows.replaceChildren()
})

function show({ name, where, activity = '', hits, since }, index) {
  const { cells } = rows.rows[index] ?? newRow()
  for (const [column, text] of [name, where, activity, String(hits), clock.format(since)].entries())
    say(cells[column], text)
}

function newRow() {
  const row = rows.insertRow()
  const who = document.createElement('th')
  who.scope = 'row'
  row.append(who)
  for (const _ of ['where', 'activity', 'hits', 'since']) row.insertCell()
  return row
}

// As text: names and paths come from outside. Only what is new: a screen reader would read all of it again, or lose its place.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text
}
