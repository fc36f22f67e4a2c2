import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planLog } from '#core/rosette/log.ts'
import { slicingAt, type SlicedLog } from './slicing.ts'

const golden = {
  tileCount: 46,
  spareTiles: 5,
  sliceThicknessMm: 2,
  kerfMm: 0.6,
  trimMm: 10,
  logCount: 1,
}
const log: SlicedLog = { ...golden, plan: planLog(golden) }

test('the golden log of 142 mm: squared by half the trim, each slice spends 2.6 mm', () => {
  expect(slicingAt(0, log)).toMatchObject({ laidTiles: 0, logNumber: 1, remainingMm: 137 })
  expect(slicingAt(10 / 46, log).remainingMm).toBeCloseTo(137 - 26, 9)
  const end = slicingAt(1, log)
  expect(end).toMatchObject({ laidTiles: 46, cutShare: null, flightShare: null })
  // five spares with their kerfs, one less than slices, and the other half of the trim
  expect(end.remainingMm).toBeCloseTo(5 * 2 + 4 * 0.6 + 5, 9)
})

test('a slice is cut first and flies then', () => {
  expect(slicingAt(0.2 / 46, log)).toMatchObject({ cutShare: 0.5, flightShare: null })
  expect(slicingAt(0.7 / 46, log).flightShare).toBeCloseTo(0.5, 9)
})

test('never more tiles than there are, never less than no wood, whatever the logs', () => {
  fc.assert(
    fc.property(
      fc.record({
        tileCount: fc.integer({ min: 4, max: 300 }),
        spareTiles: fc.integer({ min: 0, max: 20 }),
        sliceThicknessMm: fc.double({ min: 0.5, max: 4, noNaN: true }),
        kerfMm: fc.double({ min: 0.1, max: 2, noNaN: true }),
        trimMm: fc.double({ min: 0, max: 30, noNaN: true }),
        logCount: fc.integer({ min: 1, max: 6 }),
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (input, progress) => {
        const plan = planLog(input)
        const moment = slicingAt(progress, { ...input, plan })
        expect(moment.laidTiles).toBeLessThanOrEqual(input.tileCount)
        expect(moment.logNumber).toBeLessThanOrEqual(input.logCount)
        expect(moment.remainingMm).toBeGreaterThanOrEqual(0)
        expect(moment.remainingMm).toBeLessThanOrEqual(plan.lengthMm)
      },
    ),
  )
})
