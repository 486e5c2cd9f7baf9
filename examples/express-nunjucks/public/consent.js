const bar = document.querySelector('.consent')
bar.hidden = false
bar.addEventListener('click', ({ target: { value } }) => {
  if (!value) return
  // Where nothing is counted anyway, as at the office, there is nobody to tell.
  window.analytical?.consent({ functional: value, analytics: value, marketing: value })
  bar.hidden = true
})
