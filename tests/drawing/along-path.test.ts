import { expect, test } from 'vitest'
import type { Path } from '#core/geometry/path.ts'
import { segmentLengthMm } from '#core/geometry/path.ts'
import { measurePath, partBetween } from '#core/slices/along-path.ts'

/** A circle of 10 mm in two halves. */
const CIRCLE: Path = [1, -1].map((side) => ({
  kind: 'arc',
  from: { xMm: 10 * side, yMm: 0 },
  to: { xMm: -10 * side, yMm: 0 },
  centre: { xMm: 0, yMm: 0 },
  rotation: 'counterclockwise',
}))

const lengthMm = (path: Path) => path.reduce((sum, piece) => sum + segmentLengthMm(piece), 0)

test('a stretch that begins a rounding before the seam has no turn too many', () => {
  const measured = measurePath(CIRCLE)
  for (const roundingMm of [0, 1e-14, -1e-14, 1e-12]) {
    const from = measured.lengthMm - roundingMm
    expect(lengthMm(partBetween(measured, from, measured.lengthMm + 5))).toBeCloseTo(5, 9)
    expect(
      lengthMm(partBetween(measured, measured.lengthMm / 2 - roundingMm, 20 * Math.PI)),
    ).toBeCloseTo(10 * Math.PI, 9)
  }
})
