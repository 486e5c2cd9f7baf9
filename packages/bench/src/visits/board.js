import express from 'express'
import nunjucks from 'nunjucks'

const rhymes = Array.from({ length: 40 }, (_, n) => ({
  id: n,
  lines: ['One line & another', `that rhymes with it, number ${n}.`],
  author: `poet${n % 7}`,
  likes: (n * 7) % 30,
}))

const template = `<!doctype html>
<html lang="en">
<head><title>{{ title }}</title></head>
<body>
<nav>{% for entry in navigation %}<a href="{{ entry.href }}">{{ entry.text }}</a>{% endfor %}</nav>
<main>
<h1>{{ title }}</h1>
{% for rhyme in rhymes %}
<article id="rhyme-{{ rhyme.id }}">
<p>{% for line in rhyme.lines %}{{ line }}{% if not loop.last %}<br>{% endif %}{% endfor %}</p>
<p>{{ rhyme.author | capitalize }}, {{ rhyme.likes }} {{ 'like' if rhyme.likes === 1 else 'likes' }}</p>
</article>
{% endfor %}
</main>
</body>
</html>`

const navigation = ['Rhymes', 'Authors', 'About'].map((text) => ({ text, href: `/${text.toLowerCase()}/` }))

/** A board of 40 rhymes, as Express and nunjucks make its page for each request: nothing is read from a database. */
export function board() {
  const environment = new nunjucks.Environment(null, { autoescape: true })
  const page = nunjucks.compile(template, environment)
  const app = express()
  app.get('/rhymes/:id/', (_, response) => {
    response.send(page.render({ title: 'Rhymes', navigation, rhymes }))
  })
  return app
}
