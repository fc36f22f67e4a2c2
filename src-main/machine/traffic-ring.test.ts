import { expect, test } from 'vitest'
import { createTrafficRing } from './traffic-ring.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

test('pieces come back in order with direction, age and unprintable bytes', () => {
  const ring = createTrafficRing(1000)
  ring.record('to', bytes('G1X1\n'), 1000)
  ring.record('from', bytes('ok\r\n'), 1012.5)
  ring.record('to', Uint8Array.of(0x18), 1500)
  expect(ring.text(2000).split('\n')).toEqual([
    '-1.000\t>\t"G1X1\\n"',
    '-0.988\t<\t"ok\\r\\n"',
    '-0.500\t>\t"\\u0018"',
    '',
  ])
})

test('a full ring forgets the oldest pieces whole and keeps its size', () => {
  const ring = createTrafficRing(200)
  for (let index = 0; index < 1000; index += 1)
    ring.record('to', bytes(`line ${String(index)}`), index)
  const lines = ring.text(1000).trim().split('\n')
  expect(lines.at(-1)).toContain('line 999')
  expect(lines.length).toBeGreaterThan(8)
  expect(lines.every((line) => /^-\d+\.\d{3}\t>\t"line \d+"$/.test(line))).toBe(true)
})

test('a piece larger than any record is kept in parts', () => {
  const ring = createTrafficRing(20_000)
  ring.record('from', bytes('x'.repeat(9000)), 0)
  const kept = ring.text(0).match(/x/g)
  expect(kept?.length).toBe(9000)
})
