import { expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT, type MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { NOTHING_MANUAL } from '#core/grbl/manual/manual-snapshot.ts'
import { sidesOutside, travelInWork, workZeroOf } from './offsets.view-model.ts'

const at = (xMm: number, yMm: number, zMm: number) => ({ xMm, yMm, zMm })
const snapshot: MachineSnapshot = {
  ...DISCONNECTED_SNAPSHOT,
  machinePosition: at(-200, -150, -10),
  workPosition: at(50, 20, 5),
  manual: { ...NOTHING_MANUAL, travel: { min: at(-400, -300, -80), max: at(0, 0, 0) } },
}

test('the work zero lies where machine and work position differ', () => {
  expect(workZeroOf(snapshot)).toEqual(at(-250, -170, -15))
  expect(workZeroOf({ ...snapshot, workPosition: null })).toBeNull()
})

test('the room of the machine is shown from the work zero, and unknown is not a room', () => {
  expect(travelInWork(snapshot)).toEqual({ min: at(-150, -130, -65), max: at(250, 170, 15) })
  expect(travelInWork({ ...snapshot, manual: NOTHING_MANUAL })).toBeNull()
})

test('each side of a program that sticks out of the room is named with how far', () => {
  const room = { min: at(-150, -130, -65), max: at(250, 170, 15) }
  const program = { min: at(-160, 0, -3), max: at(100, 100, 20) }
  expect(sidesOutside(program, room)).toEqual([
    { side: 'X−', byMm: 10 },
    { side: 'Z+', byMm: 5 },
  ])
  expect(sidesOutside(room, room)).toEqual([])
})
