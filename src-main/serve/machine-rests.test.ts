import { expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT, type MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { machineRests } from './machine-rests.ts'

const READY: MachineSnapshot = {
  ...DISCONNECTED_SNAPSHOT,
  engineState: 'ready',
  controllerState: 'Idle',
  spindleOn: false,
}
const job = { outcome: null } as MachineSnapshot['job']

test.each<[string, Partial<MachineSnapshot>, boolean]>([
  ['idle', {}, true],
  ['not connected', DISCONNECTED_SNAPSHOT, true],
  ['locked by an alarm', { engineState: 'alarm', controllerState: 'Alarm' }, true],
  ['the spindle turns', { spindleOn: true }, false],
  ['jogging', { controllerState: 'Jog' }, false],
  ['homing', { controllerState: 'Home' }, false],
  ['a job runs', { engineState: 'streaming', controllerState: 'Run', job }, false],
  ['a job is held', { engineState: 'held', controllerState: 'Hold:0', job }, false],
  ['a tool change', { engineState: 'toolChange', job }, false],
  ['a job that was not ended', { job }, false],
  ['nobody knows', { engineState: 'fault', controllerState: null }, false],
  ['the controller is silent', { controllerState: null }, false],
])('%s', (_name, change, rests) => {
  expect(machineRests({ ...READY, ...change })).toBe(rests)
})
