import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GRBL_PLANNER_BLOCKS, type MotionLimits } from '../../toolpath/motion-clock.ts'
import { codesOf } from '../program-lines.ts'
import { programTime, ProgramTimer, secondsLeft } from './program-time.ts'

const LIMITS: MotionLimits = {
  maxRateMmPerMin: [5000, 5000, 2000],
  accelerationMmPerS2: [400, 400, 200],
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  plannerBlocks: GRBL_PLANNER_BLOCKS,
  stopDelaySeconds: 0,
}
const AT_ZERO = { workMm: [0, 0, 0], offsetMm: [0, 0, -10] } as const

function seconds(text: string, limits: Partial<MotionLimits> = {}): number {
  return programTime(text, { limits: { ...LIMITS, ...limits }, start: AT_ZERO }).totalSeconds
}

describe('by hand', () => {
  test('100 mm from rest to rest at 600 mm/min and 400 mm/s²: 10 s along, v/a for both ramps', () => {
    expect(seconds('G21 G90\nG1 X100 F600')).toBeCloseTo(10.025, 5)
  })

  test('a rapid goes at the axis rate, and a short one never reaches it: 2·√(s/a)', () => {
    expect(seconds('G0 X1')).toBeCloseTo(2 * Math.sqrt(1 / 400), 5)
    const top = 5000 / 60
    expect(seconds('G0 X500')).toBeCloseTo(500 / top + top / 400, 5)
  })

  test('a corner of 90° is taken at √(a·δ·s/(1 − s)), s = sin 45°', () => {
    const half = Math.SQRT1_2
    // The change of direction goes along the diagonal, where both axes together give √2·400.
    const corner = Math.sqrt((400 * Math.SQRT2 * 0.01 * half) / (1 - half))
    const speed = 50
    const leg = (length: number) =>
      length / speed + speed / 800 + (speed - corner) ** 2 / (2 * 400 * speed)
    expect(seconds('G1 F3000 X40\nY40')).toBeCloseTo(2 * leg(40), 5)
  })

  test('with 15 blocks of s no speed above √(2·a·14·s) is reached, whatever F says', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `X${((i + 1) * 0.05).toFixed(2)}`)
    const most = Math.sqrt(2 * 400 * 14 * 0.05)
    const took = seconds(['G1 F5000', ...lines].join('\n'))
    expect(took).toBeGreaterThan(100 / most)
    expect(took).toBeLessThan((100 / most) * 1.05)
  })

  test('dwells count in steps of 50 ms, spindle changes stop the motion, G53 goes by the offset', () => {
    expect(seconds('G4 P0.12')).toBeCloseTo(0.15, 5)
    expect(seconds('G1 X10 F600\nM3 S1000\nX20')).toBeCloseTo(2 * seconds('G1 X10 F600'), 5)
    expect(seconds('G53 G0 Z-5')).toBeCloseTo(seconds('G0 Z5'), 5)
  })

  test('a stop costs the delay at which the motors are let go', () => {
    const stops = 'G1 X10 F600\nG4 P0\nX20\nG4 P0'
    expect(seconds(stops, { stopDelaySeconds: 0.025 }) - seconds(stops)).toBeCloseTo(0.05, 5)
  })

  test('a link that carries less than the machine could run sets the pace', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `G1X${((i + 1) * 0.01).toFixed(3)}Y0.000`)
    const text = ['G1 F5000', ...lines].join('\n')
    const options = { limits: LIMITS, start: AT_ZERO, linkBytesPerSecond: 1000 }
    expect(programTime(text, options).totalSeconds).toBeGreaterThanOrEqual(text.length / 1000)
  })
})

describe('what cannot be known', () => {
  test('is counted and costs nothing', () => {
    const unknown = programTime('G28\nG1 F600 X5\nX10', { limits: LIMITS })
    expect(unknown.unknownMotions).toBe(2)
    expect(unknown.totalSeconds).toBeCloseTo(seconds('G1 X5 F600'), 5)
  })
})

/** Random programs of lines and arcs; every line moves. */
const program = fc.array(
  fc.record({
    x: fc.integer({ min: -40, max: 40 }),
    y: fc.integer({ min: -40, max: 40 }),
    arc: fc.boolean(),
    feed: fc.integer({ min: 50, max: 6000 }),
  }),
  { minLength: 1, maxLength: 60 },
)

function textOf(steps: readonly { x: number; y: number; arc: boolean }[], feed: number): string {
  const lines = steps.map(({ x, y, arc }, index) => {
    const by = `X${String(x)}Y${String(y + (x === 0 && y === 0 ? 1 : 0))}`
    return arc ? `G2${by}R${String(60 + index)}` : `G1${by}`
  })
  return [`G21G91F${String(feed)}`, ...lines].join('\n')
}

describe('always', () => {
  test('never below length over feed', () => {
    fc.assert(
      fc.property(program, fc.integer({ min: 50, max: 6000 }), (steps, feed) => {
        const lengthMm = steps.reduce(
          (sum, { x, y }) => sum + Math.hypot(x, y + (x === 0 && y === 0 ? 1 : 0)),
          0,
        )
        expect(seconds(textOf(steps, feed))).toBeGreaterThanOrEqual((lengthMm / feed) * 60 - 1e-9)
      }),
    )
  })

  test('more feed or more acceleration never takes longer', () => {
    fc.assert(
      fc.property(program, fc.integer({ min: 50, max: 4000 }), (steps, feed) => {
        const took = seconds(textOf(steps, feed))
        expect(seconds(textOf(steps, feed + 500))).toBeLessThanOrEqual(took + 1e-9)
        const stronger = { accelerationMmPerS2: [500, 500, 250] } as const
        expect(seconds(textOf(steps, feed), stronger)).toBeLessThanOrEqual(took + 1e-9)
      }),
    )
  })

  test('line ends grow, and the text may be cut anywhere', () => {
    fc.assert(
      fc.property(program, fc.integer({ min: 1, max: 50 }), (steps, size) => {
        const text = textOf(steps, 1000)
        const clock = new ProgramTimer({ limits: LIMITS, start: AT_ZERO })
        for (let at = 0; at < text.length; at += size) {
          clock.take(codesOf(text.slice(at, at + size)))
        }
        const time = clock.finish()
        expect(time.totalSeconds).toBe(seconds(text))
        expect([...time.lineEndSeconds]).toEqual([...time.lineEndSeconds].sort((a, b) => a - b))
      }),
    )
  })
})

describe('time left', () => {
  const text = 'G1 X100 F600\nG4 P2\nG0 X0\nG1 X50'
  const time = programTime(text, { limits: LIMITS, start: AT_ZERO })

  test('is everything at the start, nothing at the end, and the rest between', () => {
    const plain = { feedPercent: 100, rapidPercent: 100 }
    expect(secondsLeft(time, 0, plain)).toBeCloseTo(time.totalSeconds, 4)
    expect(secondsLeft(time, 4, plain)).toBe(0)
    expect(secondsLeft(time, 1, plain)).toBeCloseTo(time.totalSeconds - 10.025, 4)
  })

  test('stretches with the overrides, dwells excepted', () => {
    const half = secondsLeft(time, 0, { feedPercent: 50, rapidPercent: 100 })
    const feed = time.feedEndSeconds[3] ?? 0
    expect(half - time.totalSeconds).toBeCloseTo(feed, 4)
    expect(secondsLeft(time, 1, { feedPercent: 100, rapidPercent: 25 })).toBeGreaterThan(
      secondsLeft(time, 1, { feedPercent: 100, rapidPercent: 100 }),
    )
  })
})
