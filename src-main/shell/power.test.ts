import { expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT, type EngineState } from '#core/grbl/machine-snapshot.ts'
import { createSleepGuard } from './power.ts'

test('the computer is kept awake exactly while a job holds the machine', () => {
  const held = new Set<number>()
  let lastId = -1
  const guard = createSleepGuard({
    start: (type) => {
      expect(type).toBe('prevent-app-suspension')
      lastId += 1
      held.add(lastId)
      return lastId
    },
    stop: (id) => held.delete(id),
  })
  const states: [EngineState, number][] = [
    ['ready', 0],
    ['streaming', 1],
    ['streaming', 1],
    ['holding', 1],
    ['held', 1],
    ['streaming', 1],
    ['ready', 0],
    ['streaming', 1],
    ['fault', 0],
    ['disconnected', 0],
  ]
  for (const [engineState, count] of states) {
    guard({ ...DISCONNECTED_SNAPSHOT, engineState })
    expect(held.size, engineState).toBe(count)
  }
})
