import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitView, rasterFor, stepsBetween, toMm, xPx, yPx, zoomedAt, type View } from './view.ts'

const anyView = fc.record({
  scalePxPerMm: fc.double({ min: 0.5, max: 200, noNaN: true }),
  originXPx: fc.double({ min: -2000, max: 2000, noNaN: true }),
  originYPx: fc.double({ min: -2000, max: 2000, noNaN: true }),
})
const anyPx = fc.double({ min: 0, max: 2000, noNaN: true })

describe('the view of a drawing', () => {
  test('zooming keeps what is under the cursor under it', () => {
    fc.assert(
      fc.property(
        anyView,
        anyPx,
        anyPx,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (view: View, x, y, factor) => {
          const under = toMm(view, x, y)
          const zoomed = zoomedAt(view, x, y, factor)
          expect(xPx(zoomed, under.xMm)).toBeCloseTo(x, 6)
          expect(yPx(zoomed, under.yMm)).toBeCloseTo(y, 6)
        },
      ),
    )
  })

  test('a fitted drawing lies inside its margins, with up on the screen as +Y', () => {
    const bounds = { minXMm: -70, minYMm: -70, maxXMm: 70, maxYMm: 70 }
    const margin = { left: 30, right: 100, top: 20, bottom: 80 }
    const view = fitView(bounds, { widthPx: 800, heightPx: 600 }, margin)
    expect(xPx(view, -70)).toBeGreaterThanOrEqual(30)
    expect(xPx(view, 70)).toBeLessThanOrEqual(700)
    expect(yPx(view, 70)).toBeGreaterThanOrEqual(20 - 1e-9)
    expect(yPx(view, -70)).toBeLessThanOrEqual(520 + 1e-9)
    expect(yPx(view, 1)).toBeLessThan(yPx(view, 0))
  })

  test('raster lines are never nearer than asked and their step is round in the unit', () => {
    fc.assert(
      fc.property(anyView, fc.constantFrom('mm' as const, 'inch' as const), (view, unit) => {
        const raster = rasterFor(view, unit)
        expect(raster.stepMm * view.scalePxPerMm).toBeGreaterThanOrEqual(8 - 1e-9)
        const step = unit === 'mm' ? raster.stepMm : (raster.stepMm / 25.4) * 64
        const mantissa = unit === 'mm' ? step / 10 ** Math.floor(Math.log10(step) + 1e-9) : step
        expect(Math.abs(mantissa - Math.round(mantissa))).toBeLessThan(1e-6)
      }),
    )
  })

  test('steps between two places are the multiples that lie there', () => {
    expect(stepsBetween(-2.5, 7.5, 2.5)).toEqual([-1, 0, 1, 2, 3])
    expect(stepsBetween(0.1, 0.2, 1)).toEqual([])
  })
})
