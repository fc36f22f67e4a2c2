import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sliceDrawing } from '#core/slices/slice-drawing.ts'
import { rmos, scratchFolder } from '../cli/rmos-process.ts'
import { circle, ellipse, expectClosed, PARAMS, pathsOf, sliced, stadium } from './slicing-bench.ts'

describe('a ring of 40 to 50 mm in 12 pieces, by hand', () => {
  const slicing = sliced([circle(50), circle(40)], { pieces: { count: 12 } })
  const theta = Math.PI / 12
  test('each is a twelfth of the ring', () => {
    expectClosed(slicing)
    expect(slicing.slices).toHaveLength(12)
    for (const { areaMm2, outerLengthMm, innerLengthMm, arc } of slicing.slices) {
      expect(areaMm2).toBeCloseTo((Math.PI * (2500 - 1600)) / 12, 9)
      expect(outerLengthMm).toBeCloseTo((100 * Math.PI) / 12, 9)
      expect(innerLengthMm).toBeCloseTo((80 * Math.PI) / 12, 9)
      expect(arc?.centre).toEqual({ xMm: 3, yMm: -2 })
      expect(arc?.sweepRad).toBeCloseTo(2 * theta, 9)
    }
    const [first] = slicing.slices
    expect(first?.corners[0].xMm).toBeCloseTo(3, 9)
    expect(first?.corners[0].yMm).toBeCloseTo(48, 9)
    expect(first?.corners[3].yMm).toBeCloseTo(38, 9)
  })
  test('its blank is the trapezoid of segmented rings: 15 degrees, 2R tan θ, 2r sin θ, R − r cos θ', () => {
    for (const { blank } of slicing.slices) {
      expect(blank.mitreStartRad).toBeCloseTo(theta, 9)
      expect(blank.mitreEndRad).toBeCloseTo(theta, 9)
      expect(blank.outerEdgeMm).toBeCloseTo(26.794919243, 8)
      expect(blank.innerEdgeMm).toBeCloseTo(20.705523608, 8)
      expect(blank.widthMm).toBeCloseTo(11.362966949, 8)
    }
  })
  test('the strip holds 12 mean lengths, 13 slanted cuts and one slanted end', () => {
    const { stock } = slicing
    expect(stock).toMatchObject({ turnedOver: true, cuts: 13 })
    expect(stock.piecesMm).toBeCloseTo(6 * (26.794919243 + 20.705523608), 7)
    expect(stock.kerfMm).toBeCloseTo((13 * 0.6) / Math.cos(theta), 9)
    expect(stock.endMm).toBeCloseTo(11.362966949 * Math.tan(theta), 8)
    expect(stock.lengthMm).toBe(stock.piecesMm + stock.kerfMm + stock.endMm)
  })
})

describe('free rings', () => {
  test('ellipses 60 x 40 and 50 x 30: equal pieces of Ramanujan’s length, areas that close', () => {
    const slicing = sliced([ellipse(60, 40), ellipse(50, 30)], { pieces: { count: 40 } })
    expectClosed(slicing)
    // Ramanujan's second formula; its own error is below 1e-6 mm here
    const h = (20 / 100) ** 2
    const rimMm = Math.PI * 100 * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)))
    for (const { outerLengthMm } of slicing.slices) {
      expect(Math.abs(outerLengthMm - rimMm / 40)).toBeLessThan(1e-4)
    }
    const areaMm2 = slicing.slices.reduce((sum, slice) => sum + slice.areaMm2, 0)
    expect(Math.abs(areaMm2 - Math.PI * (2400 - 1500))).toBeLessThan(0.3)
  })
  test('a stadium 60 long, radii 30 and 20: rim 120 + 60π, area 1200 + 500π', () => {
    const slicing = sliced([stadium(60, 30), stadium(60, 20)], {
      pieces: { lengthMm: 10, fit: 'equal' },
    })
    expectClosed(slicing)
    expect(slicing.slices).toHaveLength(Math.round(12 + 6 * Math.PI))
    expect(slicing.sums.map(({ ofWhole }) => ofWhole)).toEqual([
      expect.closeTo(120 + 60 * Math.PI, 9),
      expect.closeTo(120 + 40 * Math.PI, 9),
      expect.closeTo(1200 + 500 * Math.PI, 9),
    ])
  })
  test('sums close for any count, start and twist', () => {
    const paths = pathsOf(circle(50), circle(42))
    const counts = fc.integer({ min: 2, max: 60 }).map((half) => 2 * half)
    const angles = fc.double({ min: -360, max: 360, noNaN: true })
    const twists = fc.double({ min: -30, max: 30, noNaN: true })
    fc.assert(
      fc.property(
        counts,
        angles,
        twists,
        fc.boolean(),
        (count, startAngleDeg, twistDeg, herringbone) => {
          const params = { ...PARAMS, pieces: { count }, startAngleDeg, twistDeg, herringbone }
          const result = sliceDrawing(paths, params)
          if (result.ok) expectClosed(result.value)
          else expect(result.error.place).toBe('pieces')
        },
      ),
    )
  })
})

test.each([
  [{ cut: { kind: 'ring', innerPath: 2, outerPath: 7 } }, 'cut.outerPath', '7 is no path'],
  [{ cut: { kind: 'ring', innerPath: 1, outerPath: 2 } }, 'cut.innerPath', '1 does not lie inside'],
  [{ pieces: { count: 45 }, herringbone: true }, 'pieces.count', 'closes on an even count'],
  [{ minimumPieceMm: 8 }, 'pieces.count', 'gives pieces of 6.830 mm, below the limit'],
  [{ twistDeg: 60 }, 'twistDeg', 'past the inner path'],
] as const)('%j is refused', (params, place, message) => {
  const result = sliceDrawing(pathsOf(circle(50), circle(40)), { ...PARAMS, ...params })
  expect(result).toMatchObject({ ok: false, error: { place } })
  expect(result.ok ? '' : result.error.message).toContain(message)
})
describe('at the command line: a drawing in inches with junk in it', () => {
  const DRAWING = join(import.meta.dirname, 'fixtures/junk-R2010.dxf')
  let folder: ReturnType<typeof scratchFolder>
  beforeEach(() => {
    folder = scratchFolder()
  })
  afterEach(() => {
    folder.remove()
  })

  test('is listed, put in mm, sliced, and gives the same bytes twice', async () => {
    const info = await rmos(folder.path, 'dxf', 'info', DRAWING, '--json')
    expect(info.code).toBe(0)
    const told = JSON.parse(info.stdout) as {
      report: { source: { tally: object[] }; units: object }
      drawing: { paths: { id: number; layer: string; circle: { radiusMm: number } | null }[] }
    }
    expect(told.report.units).toEqual({ kind: 'settled', unit: 'in', by: 'header' })
    expect(told.report.source.tally).toContainEqual(
      expect.objectContaining({ type: 'XLINE', layer: 'JUNK', fate: 'ignored', count: 2 }),
    )
    const ring = told.drawing.paths.filter(({ layer }) => layer === 'ROSETTE')
    expect(ring.map(({ circle: found }) => found?.radiusMm)).toEqual([
      expect.closeTo(2.25 * 25.4, 9),
      expect.closeTo(2 * 25.4, 9),
    ])
    const params = join(folder.path, 'params.json')
    const [outerPath, innerPath] = ring.map(({ id }) => id)
    writeFileSync(
      params,
      JSON.stringify({ ...PARAMS, cut: { kind: 'ring', outerPath, innerPath } }),
    )
    const words = ['dxf', 'slice', DRAWING, '--params', params] as const
    const [once, twice] = [await rmos(folder.path, ...words), await rmos(folder.path, ...words)]
    expect([once.code, once.stderr]).toEqual([0, ''])
    expect(twice.stdout).toBe(once.stdout)
    const { slices } = JSON.parse(once.stdout) as { slices: { areaMm2: number }[] }
    const areaMm2 = slices.reduce((sum, slice) => sum + slice.areaMm2, 0)
    expect(areaMm2).toBeCloseTo(Math.PI * 25.4 ** 2 * (2.25 ** 2 - 2 ** 2), 9)
  })

  test('is not sliced while its unit is not told', async () => {
    const bare = join(folder.path, 'bare.dxf')
    writeFileSync(
      bare,
      readFileSync(DRAWING, 'latin1').replace(/\$INSUNITS(\s+)70(\s+)1\s/, '$$INSUNITS$170$20\n'),
    )
    const params = join(folder.path, 'params.json')
    writeFileSync(params, JSON.stringify(PARAMS))
    const { code, stderr, stdout } = await rmos(
      folder.path,
      'dxf',
      'slice',
      bare,
      '--params',
      params,
    )
    expect([code, stdout]).toEqual([65, ''])
    expect(stderr).toContain('bare.dxf: declares no unit of length.')
  })
})
