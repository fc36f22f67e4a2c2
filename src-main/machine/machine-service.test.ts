import { expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT } from '#core/grbl/machine-snapshot.ts'
import { createMachineService } from './machine-service.ts'

/** A service over an engine that says only what the test lets it say, on a clock of the test's own. */
function serviceOverSilence() {
  let nowMs = 0
  let say: (message: unknown) => void = () => undefined
  let beat: () => void = () => undefined
  const service = createMachineService({
    spawnEngine: () => ({
      post: () => undefined,
      onMessage: (listener) => {
        say = listener
      },
      onExit: () => undefined,
      kill: () => undefined,
    }),
    clock: {
      nowMs: () => nowMs,
      every: (_intervalMs, callback) => {
        beat = callback
        return () => undefined
      },
    },
  })
  void service.listPorts()
  return {
    service,
    say: (message: unknown) => {
      say(message)
    },
    silentFor: (seconds: number) => {
      for (let beats = 0; beats < seconds * 2; beats += 1) {
        nowMs += 500
        beat()
      }
    },
  }
}

test('an engine that falls silent with a machine in its hands is a fault; it is none once it speaks again', () => {
  const { service, say, silentFor } = serviceOverSilence()
  const snapshot = { ...DISCONNECTED_SNAPSHOT, engineState: 'ready', portUri: 'tcp://bench:23' }
  say({ kind: 'snapshot', snapshot })
  silentFor(2.5)
  expect(service.snapshot().engineState).toBe('ready')
  silentFor(1)
  expect(service.snapshot().fault?.sentence).toContain('state of the machine is unknown')
  say({ kind: 'heartbeat' })
  expect(service.snapshot().engineState).toBe('ready')
})

test('an engine that is slow to start is no fault: nothing is connected that could move', () => {
  const { service, silentFor } = serviceOverSilence()
  silentFor(10)
  expect(service.snapshot()).toMatchObject({ engineState: 'disconnected', fault: null })
})
