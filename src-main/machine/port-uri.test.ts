import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePortUri } from './port-uri.ts'
import { CONTROLLER_PROFILES } from './virtual/profile.ts'

describe('a port is read from', () => {
  test.each([
    [
      'serial:/dev/ttyUSB0?baud=250000',
      { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 250_000 },
    ],
    ['serial:COM3', { kind: 'serial', path: 'COM3', baudRate: 115_200 }],
    ['serial:/dev/serial/by-id/usb-1a86_USB-if00', { kind: 'serial', baudRate: 115_200 }],
    ['tcp://127.0.0.1:2323', { kind: 'tcp', host: '127.0.0.1', port: 2323 }],
    ['tcp://[::1]:23', { kind: 'tcp', host: '::1', port: 23 }],
  ])('%s', (uri, address) => {
    const parsed = parsePortUri(uri)
    expect(parsed.ok && parsed.value).toMatchObject(address)
  })

  test('virtual: with speed, settings and faults', () => {
    const parsed = parsePortUri('virtual:?speed=20&22=1&120=50.5&faults=drop-ack:20,banner:50')
    expect(parsed.ok && parsed.value).toEqual({
      kind: 'virtual',
      options: {
        speed: 20,
        profile: CONTROLLER_PROFILES[0],
        workpiece: null,
        recordPath: null,
        settings: [
          [22, 1],
          [120, 50.5],
        ],
        faults: [
          { kind: 'drop-ack', atLine: 20 },
          { kind: 'banner', atLine: 50 },
        ],
      },
    })
  })
})

describe('one sentence refuses', () => {
  test.each([
    '',
    '/dev/ttyUSB0',
    'serial:',
    'serial:/etc/passwd',
    'serial:/dev/../etc/passwd',
    'serial:COM3?baud=12',
    'tcp://host',
    'tcp://host:0',
    'tcp://host:70000',
    'virtual:?speed=0',
    'virtual:?speed=x',
    'virtual:?faults=explode:1',
    'virtual:?faults=banner',
    'virtual:?wrong=1',
  ])('%j', (uri) => {
    const parsed = parsePortUri(uri)
    expect(!parsed.ok && parsed.error).toMatch(/^.*: [^\n]+\.$/)
  })

  test('whatever text, without throwing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('serial:', 'tcp://', 'virtual:', ''),
        fc.string(),
        (head, tail) => {
          expect(typeof parsePortUri(head + tail).ok).toBe('boolean')
        },
      ),
    )
  })
})
