import { spawn } from 'node:child_process'
import { visits } from './visits.js'

let player

/** Whether four weeks of other users are being made up just now. */
export const isPlaying = () => player !== undefined

/** A board on which nobody has been yet gets a history, beside the running site; none where `HISTORY=none`. */
export async function playHistory() {
  if (process.env.HISTORY === 'none') return
  try {
    const { users } = await visits.activities({ group: 'sample', days: 30 })
    if (users === 0) play()
  } catch (error) {
    console.error(error)
  }
}

/** Ends it with the site, however far it has come. */
export const endHistory = () => player?.kill()

function play() {
  player = spawn(process.execPath, [`${import.meta.dirname}/play.js`], { stdio: ['ignore', 'ignore', 'inherit'] })
  for (const event of ['exit', 'error']) {
    player.once(event, () => {
      player = undefined
    })
  }
}
