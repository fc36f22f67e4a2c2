import { describe, expect, test } from 'vitest'
import { programBounds } from './bounds.ts'
import { interpretProgram } from './interpret.ts'
import type { Motion } from './machine-event.ts'
import { POWER_UP_START } from './modal-state.ts'
import { blocksOf } from './parse-program.ts'

function run(...lines: readonly string[]) {
  const { events, problems, state } = interpretProgram(blocksOf(lines.join('\n')), POWER_UP_START)
  return { events, problems, state, motions: events.filter((event) => event.kind === 'motion') }
}

/** Where the last motion ends, rounded to a nanometre. */
function end(...lines: readonly string[]): readonly (number | null)[] {
  const { X, Y, Z } = run(...lines).state.position
  return [X, Y, Z].map((value) => (value === null ? null : Math.round(value * 1e6) / 1e6))
}

function arcOf(motion: Motion | undefined) {
  if (motion?.arc == null) throw new Error('no arc')
  return motion.arc
}

describe('where a program goes', () => {
  test.each<[readonly string[], readonly number[]]>([
    [
      ['G0 X1 Y2', 'Z3'],
      [1, 2, 3],
    ],
    [
      ['G91', 'G0 X1', 'X1', 'G90 Y5'],
      [2, 5, 0],
    ],
    [
      ['G20', 'G0 X1', 'G21 Y1'],
      [25.4, 1, 0],
    ],
    [
      ['G20 G91', 'X1', 'X1'],
      [50.8, 0, 0],
    ],
    [
      ['G0 X10', 'G92 X0', 'X5'],
      [15, 0, 0],
    ],
    [
      ['G0 X10', 'G92 X0', 'G92.1', 'X5'],
      [5, 0, 0],
    ],
    [
      ['G43.1 Z2', 'G0 Z10'],
      [0, 0, 12],
    ],
    [
      ['G43.1 Z2', 'G0 Z10', 'G49', 'Z10'],
      [0, 0, 10],
    ],
    [
      ['G0 X5 Y5 Z5', 'G28'],
      [0, 0, 0],
    ],
    [
      ['G0 X5 Y5 Z-5', 'G91 G28 Z0'],
      [5, 5, 0],
    ],
    [
      ['G92 X-10', 'G53 G0 X3'],
      [3, 0, 0],
    ],
    [['N1 g0x-.5y+1.z.25'], [-0.5, 1, 0.25]],
  ])('%j', (lines, place) => {
    expect(end(...lines)).toEqual(place)
  })

  test('nobody knows where the machine stands at first, nor after a change of coordinate system', () => {
    const unknown = interpretProgram(blocksOf('G0 Z5\nG91 X1\nG90 X2\nG55\n'))
    const ends = unknown.events.filter(({ kind }) => kind === 'motion').map((m) => (m as Motion).to)
    expect(ends).toEqual([
      { X: null, Y: null, Z: 5 },
      { X: null, Y: null, Z: 5 },
      { X: 2, Y: null, Z: 5 },
    ])
    expect(unknown.state.position).toEqual({ X: null, Y: null, Z: null })
  })
})

describe('arcs', () => {
  test('a quarter of 10 mm by centre and by radius are one arc; a negative R goes the long way', () => {
    for (const words of ['I-10 J0', 'R10']) {
      const { path, clockwise } = arcOf(run('G0 X10', `G3 X0 Y10 ${words} F60`).motions[1])
      expect(clockwise).toBe(false)
      expect(path.centre.first).toBeCloseTo(0, 9)
      expect(path.sweepRad).toBeCloseTo(Math.PI / 2, 9)
    }
    const long = arcOf(run('G0 X10', 'G3 X0 Y10 R-10 F60').motions[1])
    expect(long.path.sweepRad).toBeCloseTo(1.5 * Math.PI, 9)
    expect(long.path.centre).toMatchObject({ first: 10, second: 10 })
  })

  test('ends that coincide are a full circle, with a rise a helix of one turn', () => {
    const { path } = arcOf(run('G0 X10', 'G2 X10 I-10 Z-1 F60').motions[1])
    expect(path.sweepRad).toBeCloseTo(2 * Math.PI, 12)
    expect(path.startRadiusMm).toBe(10)
  })

  test('G18 turns from Z to X, G19 from Y to Z', () => {
    const zx = arcOf(run('G18 G0 Z10', 'G3 X10 Z0 K-10 F60').motions[1])
    expect(zx).toMatchObject({ plane: 'ZX', clockwise: false })
    expect(zx.path.sweepRad).toBeCloseTo(Math.PI / 2, 9)
    const yz = arcOf(run('G19 G0 Y10', 'G3 Y0 Z10 J-10 F60').motions[1])
    expect(yz.path.sweepRad).toBeCloseTo(Math.PI / 2, 9)
  })

  test('G90.1 makes centres absolute', () => {
    expect(arcOf(run('G0 X10', 'G90.1 G3 X0 Y10 I0 J0 F60').motions[1]).path.centre).toEqual({
      first: 0,
      second: 0,
    })
  })

  test('an arc reaches the furthest points of its circle, and no others', () => {
    const { motions } = run('G0 X10', 'G3 X0 Y10 I-10 F60')
    expect(programBounds(motions)).toMatchObject({ Y: { minMm: 0, maxMm: 10 } })
    const round = programBounds(run('G0 X10', 'G2 X10 I-10 F60').motions)
    expect(round.X?.minMm).toBeCloseTo(-10, 9)
    expect(round.Y?.minMm).toBeCloseTo(-10, 9)
    expect(round.Y?.maxMm).toBeCloseTo(10, 9)
  })

  test('an arc without a circle is a problem', () => {
    expect(run('F60', 'G2 X1 Y1').problems).toEqual([{ kind: 'impossible-arc', line: 2 }])
    expect(run('F60', 'G2 X10 R4').problems).toEqual([{ kind: 'impossible-arc', line: 2 }])
  })
})

describe('what is in force', () => {
  test('feeds are mm/min, also from inches, and G93 counts times', () => {
    const feed = (...lines: string[]) => run(...lines).motions.at(-1)?.feedMmPerMin
    expect(feed('G1 X1 F600', 'X2')).toBe(600)
    expect(feed('G20 G1 X1 F10')).toBeCloseTo(254, 9)
    expect(feed('G93 G1 X10 F2')).toBe(20)
    expect(feed('G0 X1')).toBeNull()
  })

  test('spindle, dwell and motion come in the order of the standard, not of the words', () => {
    const { events } = run('G4 P2 G0 X1 M3 S1000')
    expect(events.map(({ kind }) => kind)).toEqual(['spindle', 'dwell', 'motion'])
    expect(events[0]).toMatchObject({ direction: 'clockwise', speedRpm: 1000 })
  })

  test('M30 stops the spindle and goes back to G1 G17 G90 G94 but keeps units and feed', () => {
    const { state } = run('G20 G91 G18 G93 M3 S5 F3', 'M30')
    expect(state).toMatchObject({
      spindle: 'off',
      distance: 'absolute',
      plane: 'XY',
      feedMode: 'per-minute',
      motion: 'line',
      units: 'inch',
    })
  })

  test('words it has no meaning for are told, and the rest of the block is done', () => {
    const { problems, motions } = run('G33 G0 X1')
    expect(problems).toMatchObject([{ kind: 'unknown-word', line: 1, word: { value: 33 } }])
    expect(motions).toHaveLength(1)
  })
})
