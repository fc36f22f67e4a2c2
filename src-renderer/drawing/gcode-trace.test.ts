import { expect, test } from 'vitest'
import { traceGcode } from './gcode-trace.ts'

const PROGRAM = `(ring)
G21 G90 G94 G17 G54
G0 Z5
G0 X10 Y0
M3 S18000
G4 P3
G1 Z0 F300
G3 X-10 Y0 Z-1 I-10 J0 F600
G3 X10 Y0 I10 J0
G1 Z5
M5
M30
`

test('the text that is sent is drawn as arcs, with what each motion is for', () => {
  const trace = traceGcode(PROGRAM, 60)
  expect(trace?.stretches.map((stretch) => stretch.role)).toEqual([
    'plunge',
    'ramp',
    'cut',
    'retract',
  ])
  const ramp = trace?.stretches[1]
  expect(ramp?.arc?.radiusMm).toBeCloseTo(10, 9)
  expect(ramp?.arc?.sweepRad).toBeCloseTo(Math.PI, 9)
  expect(trace?.totalSeconds).toBeCloseTo(60, 9)
  expect(trace?.lowestZMm).toBe(-1)
})

test('a letter to a friend is not drawn', () => {
  expect(traceGcode('Dear Maria,\nthe guitar is done.\n', 1)).toBeNull()
})
