const count = document.getElementById('live-count')
const rows = document.getElementById('live-people')
const nobody = document.getElementById('live-nobody')
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

// A browser connects again by itself, and every event has the whole list.
const events = new EventSource('/visits/live/events')

events.addEventListener('message', ({ data }) => {
  const { people } = JSON.parse(data)
  count.textContent = `${people.length} here now.`
  rows.replaceChildren(...people.map(rowOf))
  nobody.hidden = people.length > 0
})

// It does not where it was refused: whoever looks has signed out, or moderates no more.
events.addEventListener('error', () => {
  if (events.readyState !== EventSource.CLOSED) return
  count.textContent = 'Not for you any more: sign in again.'
  rows.replaceChildren()
})

function rowOf({ name, where, activity = '', hits, since }) {
  const row = document.createElement('tr')
  const who = document.createElement('th')
  who.scope = 'row'
  who.textContent = name
  row.append(who)
  // As text: names and paths come from outside.
  for (const text of [where, activity, hits, clock.format(since)]) row.insertCell().textContent = text
  return row
}
