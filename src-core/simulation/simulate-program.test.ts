import { describe, expect, test } from 'vitest'
import { interpretProgram } from '../gcode/interpret.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { HeightMap } from './height-map.ts'
import { type CutRegion, simulateProgram } from './simulate-program.ts'

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

function findings(text: string, fluteLengthMm: number | null = 10): readonly string[] {
  const { events } = interpretProgram(blocksOf(text))
  const setup = { toolRadiusMm: 3, fluteLengthMm, cellMm: 0.1, regions: [SLOT] }
  return simulateProgram(events, setup).findings.map(({ kind }) => kind)
}

describe('simulateProgram', () => {
  test('a ramped slot does what it should, and removes length times width and two half discs', () => {
    const text = `${HEAD}${RAMP}G0Z5\n`
    expect(findings(text)).toEqual([])
    const { events } = interpretProgram(blocksOf(text))
    const setup = { toolRadiusMm: 3, fluteLengthMm: 10, cellMm: 0.1, regions: [SLOT] }
    const { removedMm3 } = simulateProgram(events, setup)
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
    expect(findings(`${HEAD}${RAMP}G0Z5\n`, 1.5)).toContain('shank-in-material')
    expect(findings(`${HEAD}${RAMP}G0Z5\n`, null)).toEqual([])
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

  test('a trial takes nothing', () => {
    const map = new HeightMap(box, 0.1)
    const down = { xMm: 0, yMm: 0, zMm: -1 }
    expect(map.sweep(down, down, 3, true).tallestMm).toBe(1)
    expect(map.heights.every((height) => height === 0)).toBe(true)
  })
})
