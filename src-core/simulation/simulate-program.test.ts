import { describe, expect, test } from 'vitest'
import { interpretProgram } from '../gcode/interpret.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { HeightMap } from './height-map.ts'
import { pictureOf } from './program-proof.ts'
import { simulateProgram } from './simulate-program.ts'
import type { CutRegion } from '../toolpath/cut-region.ts'
import type { SimulationSetup } from './simulation.ts'

const rectangle = (x0: number, y0: number, x1: number, y1: number) => [
  { xMm: x0, yMm: y0 },
  { xMm: x1, yMm: y0 },
  { xMm: x1, yMm: y1 },
  { xMm: x0, yMm: y1 },
]
/** A slot along X from 0 to 20, 6 mm wide, 2 mm deep. */
const SLOT: CutRegion = {
  allowed: [rectangle(-3.006, -3.006, 23.006, 3.006)],
  required: [rectangle(0, -2.99, 20, 2.99)],
  depthMm: 2,
}
const HEAD = 'G21G90G94G17\nG0Z5\nG0X0Y0\nG0Z1\n'
const RAMP = 'G1X20Z-1F500\nX0Z-2\nX20\n'

const SIX_MM = { diameterMm: 6, fluteLengthMm: 10, stickoutMm: 25 }
const SETUP: SimulationSetup = {
  tools: [SIX_MM],
  cellMm: 0.1,
  regions: [SLOT],
  obstacles: [],
  colletNutDiameterMm: null,
  travelMm: { x: 300, y: 300, z: 60 },
}

function simulated(text: string, changes: Partial<SimulationSetup> = {}) {
  const { events } = interpretProgram(blocksOf(text))
  return simulateProgram(events, { ...SETUP, ...changes })
}

function findings(text: string, changes: Partial<SimulationSetup> = {}): readonly string[] {
  return simulated(text, changes).findings.map(({ kind }) => kind)
}

describe('simulateProgram', () => {
  test('a ramped slot does what it should, and removes length times width and two half discs', () => {
    const text = `${HEAD}${RAMP}G0Z5\n`
    expect(findings(text)).toEqual([])
    const { removedMm3 } = simulated(text)
    const wantedMm3 = 2 * (20 * 6 + Math.PI * 9)
    expect(Math.abs(removedMm3 - wantedMm3) / wantedMm3).toBeLessThan(0.01)
  })

  test.each([
    ['a rapid sideways below the top', `${HEAD}${RAMP}G0Y8\nG0Z5\n`, 'rapid-in-material'],
    ['a rapid straight down', `${HEAD}G0Z-1\n${RAMP}G0Z5\n`, 'rapid-in-material'],
    ['a plunge', `${HEAD}G1Z-1F100\n${RAMP}G0Z5\n`, 'plunge-in-material'],
    ['a floor 0.02 mm too deep', `${HEAD}${RAMP}X0Z-2.02\nX20\nG0Z5\n`, 'gouge'],
    ['a wall cut 0.2 mm wide', `${HEAD}${RAMP}X10Y0.2\nX0Y0\nG0Z5\n`, 'gouge'],
    ['a floor that is not reached', `${HEAD}G1X20Z-1F500\nX0Z-1.9\nX20\nG0Z5\n`, 'rest'],
  ])('%s is found', (_, text, kind) => {
    expect(findings(text)).toContain(kind)
  })

  test('coming down where it is cut already is no plunge', () => {
    expect(findings(`${HEAD}${RAMP}G0Z5\nG0X10\nG0Z1\nG1Z-2F100\nX12\nG0Z5\n`)).toEqual([])
  })

  test('flutes shorter than the depth are found, unknown ones are left to feasibility', () => {
    const text = `${HEAD}${RAMP}G0Z5\n`
    const of = (fluteLengthMm: number | null) => ({
      tools: [{ ...SIX_MM, fluteLengthMm }] as const,
    })
    expect(findings(text, of(1.5))).toContain('shank-in-material')
    const unknown = simulated(text, of(null))
    expect(unknown.findings).toEqual([])
    expect(unknown.unchecked.map(({ kind }) => kind)).toContain('flutes')
  })
})

describe('HeightMap', () => {
  const box = { minXMm: -10, minYMm: -10, maxXMm: 30, maxYMm: 10 }

  test('a level way lowers the area of its capsule', () => {
    const map = new HeightMap(box, 0.1)
    const from = { xMm: 0, yMm: 0, zMm: -1 }
    const { loweredCells } = map.sweep(from, { xMm: 12, yMm: 5, zMm: -1 }, 3)
    expect(loweredCells * 0.01).toBeCloseTo(13 * 6 + Math.PI * 9, 0)
  })

  test('a slope leaves each place at the lowest the tool was over it', () => {
    const map = new HeightMap(box, 0.1)
    map.sweep({ xMm: 0, yMm: 0, zMm: 0 }, { xMm: 20, yMm: 0, zMm: -2 }, 3)
    const heightAt = (xMm: number) => {
      const { grid, heights } = map
      const column = Math.round((xMm - grid.minXMm) / grid.cellMm)
      const row = Math.round(-grid.minYMm / grid.cellMm)
      return heights[row * grid.columns + column] ?? 0
    }
    // over x = 10 the tool is lowest when it leaves, its centre 3 mm further: −0.1 per mm
    expect(heightAt(10)).toBeCloseTo(-1.3, 2)
    expect(heightAt(22.9)).toBeCloseTo(-2, 2)
  })

  test.each([
    ['a quarter', Math.PI / 2, false],
    ['a wide turn', 4, true],
    ['more than half a turn', 4.5, false],
    ['a full circle', 2 * Math.PI, true],
  ])('%s is swept as its chords would be, to a cell at its edge', (_, sweepRad, clockwise) => {
    const centre = { xMm: 2.013, yMm: -1.007 }
    const at = (rad: number) => ({
      xMm: centre.xMm + 6 * Math.cos(rad),
      yMm: centre.yMm + 6 * Math.sin(rad),
      zMm: -1,
    })
    const sign = clockwise ? -1 : 1
    const wide = { minXMm: -12, minYMm: -12, maxXMm: 15, maxYMm: 12 }
    const [whole, chords] = [new HeightMap(wide, 0.1), new HeightMap(wide, 0.1)]
    whole.sweepArc(
      { centre, radiusMm: 6, sweepRad, clockwise },
      at(1),
      at(1 + sign * sweepRad),
      1.4937,
    )
    for (let step = 0; step < 2000; step += 1) {
      const [from, to] = [step, step + 1].map((k) => at(1 + (sign * sweepRad * k) / 2000))
      if (from !== undefined && to !== undefined) chords.sweep(from, to, 1.4937)
    }
    const differing = whole.heights.reduce(
      (count, height, cell) => count + (height === chords.heights[cell] ? 0 : 1),
      0,
    )
    expect(differing).toBeLessThanOrEqual(2)
    expect(whole.heights.some((height) => height < 0)).toBe(true)
  })

  test.each([
    ['level', -0.567, -0.567],
    ['sloped', -0.1, -0.567],
  ])('what a %s pass has taken the same pass once more does not take', (_, fromZMm, toZMm) => {
    // 0.567 is a little less in 32 bits than in 64
    const map = new HeightMap(box, 0.1)
    const [from, to] = [
      { xMm: -2, yMm: 0, zMm: fromZMm },
      { xMm: 2, yMm: 0.3, zMm: toZMm },
    ]
    expect(map.sweep(from, to, 1).loweredCells).toBeGreaterThan(100)
    expect(map.sweep(from, to, 1)).toEqual({ loweredCells: 0, volumeMm3: 0, tallestMm: 0 })
    const arc = { centre: { xMm: 0, yMm: 0 }, radiusMm: 2, sweepRad: 3, clockwise: false }
    const end = { xMm: 2 * Math.cos(3), yMm: 2 * Math.sin(3), zMm: toZMm }
    const start = { xMm: 2, yMm: 0, zMm: toZMm }
    expect(map.sweepArc(arc, start, end, 1).loweredCells).toBeGreaterThan(100)
    expect(map.sweepArc(arc, start, end, 1).loweredCells).toBe(0)
  })

  test('a trial takes nothing', () => {
    const map = new HeightMap(box, 0.1)
    const down = { xMm: 0, yMm: 0, zMm: -1 }
    expect(map.sweep(down, down, 3, true).tallestMm).toBe(1)
    expect(map.heights.every((height) => height === 0)).toBe(true)
  })
})

describe('clearances', () => {
  const done = `${HEAD}${RAMP}G0Z5\n`
  const square = (x: number, y: number) => rectangle(x - 2, y - 2, x + 2, y + 2)
  const clamp = (x: number, y: number, heightMm: number | null) => ({
    obstacles: [{ name: 'clamp', outline: square(x, y), heightMm, clearanceMm: 1 }],
  })

  test('the room at the flutes, at the collet and along each axis is told', () => {
    const { clearances, unchecked } = simulated(done)
    const room = Object.fromEntries(clearances.map((one) => [one.kind + one.name, one.clearanceMm]))
    // 2 mm deep; X runs 20 mm, Y stands still, Z goes from 5 to −2
    expect(room).toEqual({ flutes1: 8, collet1: 23, travelX: 280, travelY: 300, travelZ: 53 })
    // where the work lies on the machine is not in the program
    expect(unchecked.map(({ kind }) => kind)).toEqual(['zero'])
  })

  test('a collet that would reach the top is found; an unknown stick-out is said', () => {
    const of = (stickoutMm: number | null) => ({ tools: [{ ...SIX_MM, stickoutMm }] as const })
    expect(findings(done, of(1.9))).toContain('collet-in-material')
    const { unchecked, clearances } = simulated(done, of(null))
    expect(unchecked.map(({ kind }) => kind)).toContain('collet')
    expect(clearances.find(({ kind }) => kind === 'collet')?.clearanceMm).toBeNull()
  })

  test('less travel than the program needs is found', () => {
    expect(findings(done, { travelMm: { x: 300, y: 300, z: 6.9 } })).toEqual(['travel'])
  })

  test('a clamp in the way of a cut is found, whatever its height; one beside it is not', () => {
    // the tool's edge runs at Y 3, the clamp begins at Y 3.5 and wants 1 mm
    for (const heightMm of [null, 1]) {
      expect(findings(done, clamp(10, 5.5, heightMm))).toEqual(['obstacle'])
      expect(findings(done, clamp(10, 6.1, heightMm))).toEqual([])
    }
    // lower than the floor of the cut: nothing to hit
    expect(findings(done, clamp(10, 5.5, -2.5))).toEqual([])
  })

  test('a clamp that is passed over: its height decides, and an unknown one is said', () => {
    const over = `${HEAD}${RAMP}G0Z5\nG0X60\nG0X0\n`
    const low = simulated(over, clamp(50, 0, 4))
    expect(low.findings).toEqual([])
    expect(low.clearances.find(({ kind }) => kind === 'obstacle')).toMatchObject({
      clearanceMm: 1,
      passedAtMm: 5,
    })
    expect(findings(over, clamp(50, 0, 5.5))).toEqual(['obstacle'])
    const unknown = simulated(over, clamp(50, 0, null))
    // what is not measured is as high as can be, even where the tool travels at its highest
    expect(unknown.findings.map(({ kind }) => kind)).toEqual(['obstacle'])
    expect(unknown.findings[0]?.sentence).toContain('whose height is not measured')
    expect(findings(`${HEAD}${RAMP}G0Z3\nG0X60\nG0X0\nG0Z5\n`, clamp(50, 0, null))).toContain(
      'obstacle',
    )
  })

  test('the collet is held against a clamp as wide as its nut is, or said to be unchecked', () => {
    // 25 mm stick-out, 2 mm deep: the nut's face comes down to 23 mm
    const tall = clamp(10, 12, 24)
    expect(findings(done, { ...tall, colletNutDiameterMm: 19 })).toEqual([])
    expect(findings(done, { ...tall, colletNutDiameterMm: 22 })).toEqual(['obstacle'])
    expect(simulated(done, tall).unchecked.map(({ kind }) => kind)).toContain('collet-obstacle')
    const short = simulated(done, clamp(10, 12, 20))
    expect(short.clearances.find(({ kind }) => kind === 'collet-obstacle')?.clearanceMm).toBe(3)
  })
})

describe('engagement', () => {
  const total = (lengths: readonly number[]) => lengths.reduce((sum, length) => sum + length, 0)

  test('a full slot engages all of the tool, a tenth of it acos(1 − 0.2) = 37°', () => {
    const slot = simulated(`${HEAD}G1X0Z-2F500\nX20\nG0Z5\n`).engagementMm
    // a straight plunge is not asked about here; the way after it is level
    expect(slot[17]).toBeGreaterThan(0.9 * total(slot))
    const side = simulated(`${HEAD}${RAMP}G1Y0.6\nX0\nG0Z5\n`).engagementMm
    expect(side[3]).toBeGreaterThan(17)
  })

  test('short chords of an arc are put together', () => {
    const arcs = `${HEAD}G1Z-2F100\nG3X0Y0I0.5J0\nG0Z5\n`
    const { engagementMm } = simulated(arcs)
    expect(total(engagementMm)).toBeCloseTo(Math.PI, 1)
  })
})

describe('what is left', () => {
  test('a place that was left standing is told with its middle, area and height', () => {
    // the last millimetres of the floor are not reached
    const { rest, restMm2 } = simulated(`${HEAD}${RAMP.replaceAll('20', '15')}G0Z5\n`)
    expect(rest).toHaveLength(1)
    expect(rest[0]?.areaMm2).toBeCloseTo(restMm2, 6)
    expect(rest[0]?.tallestMm).toBeCloseTo(2, 5)
    // the disc of the tool ends at X 18 on the middle line, the floor at X 20
    expect(rest[0]?.xMm).toBeGreaterThan(17)
  })

  test('the next tool cuts after a change of tools, and one nobody named is found', () => {
    const change = `${HEAD}${RAMP}G0Z5\nM5\nT2M6\nM3S10000\nG0X10Y0\nG1Z-2F100\nX12\nG0Z5\n`
    const small = { diameterMm: 2, fluteLengthMm: 1, stickoutMm: 20 }
    // the second tool's flutes are too short for a floor the first had made
    expect(findings(change, { tools: [SIX_MM, small] })).toEqual(['shank-in-material'])
    expect(findings(change)).toEqual(['unknown-tool'])
  })

  test('the picture keeps the lowest of its cells and the worst mark', () => {
    const { left } = simulated(`${HEAD}${RAMP}X10Y0.2\nX0Y0\nG0Z5\n`)
    if (left === null) throw new Error('something was cut')
    const picture = pictureOf(left, 40)
    expect(Math.max(picture.columns, picture.rows)).toBeLessThanOrEqual(40)
    expect(Math.min(...picture.heightsMm)).toBe(Math.min(...left.map.heights))
    expect(picture.faults.some((fault) => fault === 1)).toBe(true)
    const exact = pictureOf(left, 10_000)
    expect(exact.heightsMm).toEqual(left.map.heights)
  })
})

describe('upright arcs', () => {
  test('an arc in the ZX plane cuts the trough it is: as deep as its radius in its middle', () => {
    // G18: from X −5 to X 5 about X 0, both at the top; seen from +Y clockwise in ZX dips for G3 here
    const trough = { allowed: [rectangle(-9, -4, 9, 4)], required: [], depthMm: 5 }
    const text = 'G21G90G94G17\nG0Z5\nG0X-5Y0\nG1Z0F100\nG18G2X5I5K0F500\nG17\nG0Z5\n'
    const { left, findings: found } = simulated(text, { regions: [trough] })
    const deepest = left === null ? 0 : Math.min(...left.map.heights)
    expect(deepest).toBeCloseTo(-5, 2)
    expect(found.map(({ kind }) => kind)).toEqual([])
  })
})
