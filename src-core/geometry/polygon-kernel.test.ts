import { describe, expect, test } from 'vitest'
import { loopAreaMm2 } from './flatten-path.ts'
import { differenceOfLoops, insetSeries, offsetLoops, openedLoops } from './polygon-kernel.ts'

const SQUARE = [
  { xMm: 0, yMm: 0 },
  { xMm: 10, yMm: 0 },
  { xMm: 10, yMm: 10 },
  { xMm: 0, yMm: 10 },
]
const area = (loops: readonly (typeof SQUARE)[]) =>
  loops.reduce((sum, loop) => sum + loopAreaMm2(loop), 0)

describe('polygon kernel', () => {
  test('outside by 1 mm: the square, four strips and a disc', () => {
    expect(area(offsetLoops([SQUARE], 1) as never)).toBeCloseTo(100 + 40 + Math.PI, 2)
  })

  test('inside by 2 mm: a square of 6', () => {
    expect(area(offsetLoops([SQUARE], -2) as never)).toBeCloseTo(36, 6)
  })

  test('what a disc of 3 mm reaches of a square lacks (4 − π)·9 mm² at its corners', () => {
    const opened = openedLoops([SQUARE], 3)
    expect(area(opened as never)).toBeCloseTo(100 - (4 - Math.PI) * 9, 1)
    expect(differenceOfLoops([SQUARE], opened)).toHaveLength(4)
  })

  test('insets end when nothing is left', () => {
    expect(insetSeries([SQUARE], 1, 1.5)).toHaveLength(3)
    expect(() => insetSeries([SQUARE], 0, 1)).toThrow(/above 0/)
  })
})
