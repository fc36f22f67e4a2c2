import { expect, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { DISCONNECTED_SNAPSHOT, type EngineState } from '#core/grbl/machine-snapshot.ts'
import { createSuspendHold } from './suspend.ts'

test('a computer that goes to sleep holds the machine exactly when a job is under way', () => {
  const states: readonly [EngineState, number][] = [
    ['disconnected', 0],
    ['ready', 0],
    ['streaming', 1],
    ['draining', 1],
    ['fault', 0],
  ]
  for (const [engineState, expected] of states) {
    let holds = 0
    const log: string[] = []
    const snapshot = { ...DISCONNECTED_SNAPSHOT, engineState }
    const suspend = createSuspendHold(
      {
        snapshot: () => snapshot,
        hold: () => {
          holds += 1
          return Promise.resolve(success(snapshot))
        },
      },
      (message) => log.push(message),
    )
    suspend()
    expect(holds, engineState).toBe(expected)
    expect(log).toHaveLength(expected)
  }
})
