import { expect, test } from 'vitest'
import { listPorts, type PortWorld } from './list-ports.ts'
import { blockedPort, noPortHint } from './port-access.ts'

const BOARD = { path: '/dev/ttyUSB0', manufacturer: 'QinHeng', vendorId: '1A86', productId: '7523' }

const world = (changes: Partial<PortWorld>): PortWorld => ({
  platform: 'linux',
  find: () => Promise.resolve([BOARD]),
  blocked: () => Promise.resolve(null),
  ...changes,
})

test('boards are listed before the virtual controller, a PC’s own empty ports are not', async () => {
  const find = () => Promise.resolve([{ path: '/dev/ttyS0' }, BOARD])
  const { ports, hint } = await listPorts(world({ find }))
  expect(ports.map(({ uri }) => uri)).toEqual(['serial:/dev/ttyUSB0?baud=115200', 'virtual:'])
  expect(hint).toBe('')
})

test('a board is named by what its USB id says of it', async () => {
  const { ports } = await listPorts(world({}))
  expect(ports[0]).toMatchObject({ device: '/dev/ttyUSB0', usbId: '1a86:7523' })
  expect(ports[0]?.likely).toContain('CH340')
})

test('a port this user may not open comes with the exact command', async () => {
  const blocked = (path: string) =>
    Promise.resolve(blockedPort({ platform: 'linux', group: 'uucp', path }))
  const { ports, hint } = await listPorts(world({ blocked }))
  expect(ports[0]?.blocked?.command).toBe('sudo usermod -aG uucp $USER')
  expect(hint).toContain('sudo usermod -aG uucp $USER')
})

test('a device of root alone gets a udev rule, a held one on Windows no command', () => {
  const onLinux = blockedPort({ platform: 'linux', group: 'root', path: '/dev/ttyUSB0' })
  expect(onLinux.command).toContain('/etc/udev/rules.d/')
  expect(blockedPort({ platform: 'win32', group: null, path: 'COM3' }).command).toBe('')
})

test('a computer without udev tools gives the virtual controller and a hint', async () => {
  const find = () => Promise.reject(new Error('spawn udevadm ENOENT'))
  const { ports, hint } = await listPorts(world({ find }))
  expect(ports.map(({ uri }) => uri)).toEqual(['virtual:'])
  expect(hint).toContain('udev')
})

test('nothing plugged in says so, with the driver hint of the system', async () => {
  const { hint } = await listPorts(world({ find: () => Promise.resolve([]) }))
  expect(hint).toContain('plug the controller in')
  expect(noPortHint('win32')).toContain('CH340')
  expect(noPortHint('darwin')).toContain('macOS')
})
