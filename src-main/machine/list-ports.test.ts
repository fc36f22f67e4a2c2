import { expect, test } from 'vitest'
import { listPorts } from './list-ports.ts'

const BOARD = { path: '/dev/ttyUSB0', manufacturer: '1a86', vendorId: '1a86' }
const mayOpen = () => Promise.resolve(true)

test('boards are listed before the virtual controller, a PC’s own empty ports are not', async () => {
  const found = [{ path: '/dev/ttyS0' }, BOARD]
  const { ports, hint } = await listPorts(() => Promise.resolve(found), mayOpen)
  expect(ports.map(({ uri }) => uri)).toEqual(['serial:/dev/ttyUSB0?baud=115200', 'virtual:'])
  expect(hint).toBe('')
})

test('a port this user may not open comes with the exact command', async () => {
  const { hint } = await listPorts(
    () => Promise.resolve([BOARD]),
    () => Promise.resolve(false),
  )
  expect(hint).toContain('sudo usermod -aG dialout $USER')
})

test('a computer without udev tools gives the virtual controller and a hint', async () => {
  const { ports, hint } = await listPorts(
    () => Promise.reject(new Error('spawn udevadm ENOENT')),
    mayOpen,
  )
  expect(ports.map(({ uri }) => uri)).toEqual(['virtual:'])
  expect(hint).toContain('udev')
})

test('nothing plugged in says so', async () => {
  const { hint } = await listPorts(() => Promise.resolve([]), mayOpen)
  expect(hint).toContain('plug the controller in')
})
