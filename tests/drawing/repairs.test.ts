import { describe, expect, test } from 'vitest'
import { cleanPaths } from '#core/drawing/clean-paths.ts'
import { drawingOf, dxf } from './import-text.ts'

/** A polygon of so many corners on a circle, run clockwise. */
function polygon(corners: number, radius: number): string {
  const points = Array.from({ length: corners }, (_, index) => {
    const rad = (-2 * Math.PI * index) / corners
    return `10 ${String(radius * Math.cos(rad))}|20 ${String(radius * Math.sin(rad))}`
  })
  return `0 LWPOLYLINE|8 B|90 ${String(corners)}|70 1|${points.join('|')}`
}

/** One of every repair: a gap, a piece without length, a duplicate, a polygon for a circle, a loop run clockwise. */
const WORN = dxf(
  [
    '0 LINE|8 A|10 0|20 0|11 10|21 0',
    '0 LINE|8 A|10 10|20 0.005|11 10|21 10',
    '0 LINE|8 A|10 10|20 10|11 0|21 0',
    '0 LINE|8 A|10 3|20 3|11 3|21 3',
    '0 LINE|8 A|10 10|20 0|11 0|21 0',
    polygon(400, 20),
    '0 LWPOLYLINE|8 C|90 3|70 1|10 0|20 0|10 0|20 5|10 5|20 0',
  ].join('|'),
)
const OPTIONS = { joinToleranceMm: 0.01, curveToleranceMm: 0.01 } as const
const whole = drawingOf(WORN, OPTIONS)

/** The drawing as a value that can be compared. */
function picture(repairsOff: readonly string[]) {
  const drawing = drawingOf(WORN, { ...OPTIONS, repairsOff })
  return { paths: cleanPaths(drawing), repairs: drawing.repairs.map(({ id }) => id) }
}

describe('every repair can be taken back', () => {
  test('there is one of each, under a name of its own', () => {
    expect(whole.repairs.map(({ id }) => id)).toEqual([
      ...['zero-length:3.0', 'duplicate:4', 'gap-closed:0e-1s', 'circle:5', 'turned:6'],
    ])
  })

  test.each(whole.repairs.map(({ id }) => [id]))('%s alone is not made when it is off', (id) => {
    const { repairs, paths } = picture([id])
    expect(repairs).not.toContain(id)
    expect(paths).not.toEqual(picture([]).paths)
    // put on again, the drawing is what it was
    expect(picture(['duplicate:999'])).toEqual(picture([]))
  })

  test('with all of them off the drawing is what the file holds', () => {
    const { repairs, paths } = picture([
      'zero-length',
      'duplicate',
      'gap-closed',
      'circle',
      'turned',
    ])
    expect(repairs).toEqual([])
    const sources = paths.reduce((sum, path) => sum + path.sources.length, 0)
    expect(sources).toBe(7)
    expect(paths.find(({ layer }) => layer === 'B')?.path).toHaveLength(400)
  })
})
