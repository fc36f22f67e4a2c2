import fc from 'fast-check'
import { expect, test } from 'vitest'
import { JogHold, type JogPort } from './jog-hold.ts'

const RIGHT = { x: 1, y: 0, z: 0 }
const AWAY = { x: 0, y: 1, z: 0 }

function bench(taken = true) {
  const log: string[] = []
  let ids = 0
  let timers: (() => void)[] = []
  const port: JogPort = {
    hold: (jogId, { x, y, z }) => {
      log.push(`hold ${jogId} ${[x, y, z].join(',')}`)
      return Promise.resolve(taken)
    },
    release: (jogId) => log.push(`release ${jogId}`),
    every: (_ms, run) => {
      timers = [...timers, run]
      return () => {
        timers = timers.filter((timer) => timer !== run)
      }
    },
    newId: () => {
      ids += 1
      return `j${String(ids)}`
    },
  }
  const tick = () => {
    for (const timer of timers) timer()
  }
  return { log, tick, timers: () => timers.length, jog: new JogHold(port) }
}

test('a jog is refreshed while it is held and released once', () => {
  const { jog, log, tick, timers } = bench()
  jog.press('right', RIGHT, 1000)
  tick()
  jog.release('right')
  tick()
  expect(log).toEqual(['hold j1 1,0,0', 'hold j1 1,0,0', 'release j1'])
  expect(timers()).toBe(0)
})

test('two keys make a diagonal; whichever goes up first ends it, and the other does not go on', () => {
  const { jog, log, tick, timers } = bench()
  jog.press('right', RIGHT, 1000)
  jog.press('away', AWAY, 1000)
  jog.release('right')
  tick()
  jog.release('away')
  expect(log).toEqual(['hold j1 1,0,0', 'release j1', 'hold j2 1,1,0', 'release j2'])
  expect(timers()).toBe(0)
})

test('a held key that repeats starts nothing new', () => {
  const { jog, log } = bench()
  jog.press('right', RIGHT, 1000)
  jog.press('right', RIGHT, 1000)
  expect(log).toEqual(['hold j1 1,0,0'])
})

test('a refused or lost hold ends by itself', async () => {
  const { jog, log, timers } = bench(false)
  jog.press('right', RIGHT, 1000)
  await Promise.resolve()
  await Promise.resolve()
  expect(log.at(-1)).toBe('release j1')
  expect(timers()).toBe(0)
})

test('whatever is pressed and let go in whatever order, letting everything go leaves nothing running', () => {
  const key = fc.constantFrom('a', 'b', 'c')
  const act = fc.oneof(
    fc.record({ what: fc.constant('press' as const), key }),
    fc.record({ what: fc.constant('release' as const), key }),
    fc.record({ what: fc.constant('blur' as const), key }),
    fc.record({ what: fc.constant('tick' as const), key }),
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const { jog, log, tick, timers } = bench()
      const down = new Set<string>()
      for (const one of acts) {
        if (one.what === 'press') {
          down.add(one.key)
          jog.press(one.key, one.key === 'a' ? RIGHT : AWAY, 500)
        } else if (one.what === 'release') {
          if (down.delete(one.key)) jog.release(one.key)
        } else if (one.what === 'blur') jog.releaseAll()
        else tick()
      }
      for (const one of down) jog.release(one)
      const held = new Set(
        log.filter((line) => line.startsWith('hold')).map((l) => l.split(' ')[1]),
      )
      const let0 = log.filter((line) => line.startsWith('release')).map((l) => l.split(' ')[1])
      expect(new Set(let0)).toEqual(held)
      expect(let0.length).toBe(held.size)
      expect(timers()).toBe(0)
      const before = log.length
      tick()
      expect(log.length).toBe(before)
    }),
    { seed: 20_261_121 },
  )
})
