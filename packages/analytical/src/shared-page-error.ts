/** A page that would hold something of one visitor for everybody: the one fault that a tag throws into the page. */
export class SharedPageError extends Error {
  override readonly name = 'SharedPageError'
}
