const count = document.getElementById('live-count')
const rows = document.getElementById('live-people')
const nobody = document.getElementById('live-nobody')
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

// A browser connects again by itself, and every event has the whole list.
new EventSource('/visits/live/events').addEventListener('message', ({ data }) => {
  const { people } = JSON.parse(data)
  count.textContent = `${people.length} here now.`
  rows.replaceChildren(...people.map(rowOf))
  nobody.hidden = people.length > 0
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
