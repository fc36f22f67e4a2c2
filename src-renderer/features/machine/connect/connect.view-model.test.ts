import { expect, test } from 'vitest'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import { offeredPorts, portFacts } from './connect.view-model.ts'

const port = (change: Partial<PortChoice>): PortChoice => ({
  uri: 'serial:/dev/ttyUSB0',
  label: '/dev/ttyUSB0',
  kind: 'serial',
  device: '/dev/ttyUSB0',
  manufacturer: '',
  usbId: '',
  likely: '',
  blocked: null,
  ...change,
})

test('the rehearsal stands first and a port that may not be opened last', () => {
  const blocked = port({ uri: 'serial:b', blocked: { sentence: 'no', command: 'sudo' } })
  const open = port({ uri: 'serial:o' })
  const virtual = port({ uri: 'virtual:', kind: 'virtual' })
  expect(offeredPorts([blocked, open, virtual]).map(({ uri }) => uri)).toEqual([
    'virtual:',
    'serial:o',
    'serial:b',
  ])
})

test('a port is told by what is known of it, each thing once', () => {
  expect(
    portFacts(port({ likely: 'Arduino Uno', manufacturer: 'Arduino', usbId: '2341:0043' })),
  ).toBe('Arduino Uno · Arduino · 2341:0043')
  expect(portFacts(port({}))).toBe('')
})
