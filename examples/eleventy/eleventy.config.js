import { addTags } from 'analytical/templates/eleventy'
import { analytical } from './analytical.js'

export default function (eleventyConfig) {
  eleventyConfig.addPlugin(addTags, analytical)
  eleventyConfig.addPassthroughCopy('public')
  return { dir: { input: 'pages', includes: '../layouts' } }
}
