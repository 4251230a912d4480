import { DAY, HOUR, type Instant } from '../../domain/time.ts'
import type { Live } from '../live.ts'
import { type Html, html } from './html.ts'
import type { Clock, Visit } from './visit.ts'

/** The clock of a rehearsal as it is now. */
export const clockOf = (live: Live, zone: string): Clock => ({
  zone,
  next: live.next(),
  goal: live.goal,
  isBroken: live.fault !== undefined,
})

/** What a button of the clock may ask for. */
const MOVES = ['next', 'hour', 'day', 'month', 'stop'] as const
export type Move = (typeof MOVES)[number]

export const moveOf = (word: string | null): Move | undefined => MOVES.find((move) => move === word)

/** Sets the clock going, or stops it; the answer does not wait for the end of the way. */
export function moveClock(live: Live, move: Move, now: Instant): Promise<void> | undefined {
  switch (move) {
    case 'next': {
      const next = live.next()
      return next === undefined ? undefined : live.advance(next)
    }
    case 'hour':
      return live.advance(now + HOUR)
    case 'day':
      return live.advance(now + DAY)
    case 'month':
      return live.advance(now + 30 * DAY)
    case 'stop':
      live.stop()
      return undefined
  }
}

/** The bar with the simulated instant and the buttons that move it; each is a form, so it works without a script. */
export function clockBar(visit: Visit, { zone, next, goal, isBroken }: Clock): Html {
  const isRunning = goal !== undefined
  const back = visit.href(visit.path, Object.fromEntries(visit.query))
  const button = (move: Move, label: string, disabled = false): Html =>
    html`<button name="go" value="${move}"${disabled && html` disabled`}>${label}</button>`
  const told = isBroken
    ? visit.say('clockBroken')
    : isRunning
      ? visit.say('clockRuns', visit.time(goal, zone))
      : next === undefined
        ? visit.say('nothingPlanned')
        : visit.say('nextTimer', visit.time(next, zone))
  return html`<section class="clock" aria-label="${visit.say('clockName')}" data-running="${isRunning ? 'yes' : 'no'}">
<div class="bar">
<p class="now"><time datetime="${new Date(visit.now).toISOString()}">${visit.time(visit.now, zone)}</time> <span class="zone">${zone}</span></p>
<p class="next" role="status">${told}</p>
${
  !isBroken &&
  html`<form method="post" action="/clock">
<input type="hidden" name="back" value="${back}">
${isRunning ? button('stop', visit.say('stopClock')) : [button('next', visit.say('toNext'), next === undefined), button('day', visit.say('plusDay')), button('month', visit.say('plusMonth'))]}
${!isRunning && html`<button type="button" class="play" hidden data-play="${visit.say('play')}" data-pause="${visit.say('pause')}">${visit.say('play')}</button>`}
</form>`
}
</div>
</section>`
}

/**
 * What the page does by itself: while the clock moves, it shows each new state; "play" asks for an hour at a time, and
 * any click or key stops it. Without it the buttons work, and the browser reloads the page by hand.
 */
export const SCRIPT = `'use strict'
let playing = false
const clock = () => document.querySelector('.clock')
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function show() {
  const answer = await fetch(location.href)
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // What somebody is writing stays.
  const isWriting = document.activeElement && document.activeElement.matches('main input, main textarea, main select')
  const parts = isWriting || document.querySelector('main form.publish') ? ['.clock'] : ['.clock', 'main']
  for (const part of parts) {
    const next = fresh.querySelector(part)
    if (next) document.querySelector(part).replaceWith(next)
  }
  prepare()
}

async function follow() {
  while (clock().dataset.running === 'yes') {
    await pause(300)
    await show()
  }
}

async function play() {
  playing = true
  while (playing) {
    const moved = await fetch('/clock', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'go=hour&wait=yes',
    })
    if (!moved.ok) playing = false
    await show()
    await pause(120)
  }
  prepare()
}

function prepare() {
  const button = clock().querySelector('.play')
  if (!button) return
  button.hidden = false
  button.textContent = playing ? button.dataset.pause : button.dataset.play
  button.setAttribute('aria-pressed', String(playing))
}

// What a finger was put down on may be replaced before it is lifted, and then there is no click.
let stopped = false
document.addEventListener('pointerdown', () => {
  stopped = playing
  playing = false
}, true)
document.addEventListener('click', (event) => {
  const wanted = event.target instanceof Element && event.target.closest('.clock .play')
  if (wanted && !playing && !stopped) play()
  else playing = false
  stopped = false
}, true)
document.addEventListener('keydown', (event) => { stopped = false; if (event.key === 'Escape') playing = false }, true)
prepare()
follow()
`
