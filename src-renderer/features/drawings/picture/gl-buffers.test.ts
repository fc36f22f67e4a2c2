import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PackedDrawing } from '#core/drawing/packed-drawing.ts'
import { ARC_STRIDE, arcBatches, lineBuffers } from './gl-buffers.ts'

/** A drawing of one path a circle, about the point 1000, 500. */
function circles(radii: readonly number[]): PackedDrawing {
  return {
    ...{ layerNames: ['A'], typeNames: ['CIRCLE'], marks: new Float64Array(0), joinCount: 0 },
    segments: Float64Array.from(radii.flatMap((r) => [1, 1000 + r, 500, 1000 + r, 500, 1000, 500])),
    paths: Int32Array.from(radii.flatMap((_, index) => [0, index, 1, 1, 0, 0, 1, 1])),
    measures: Float64Array.from(
      radii.flatMap((r) => [2 * Math.PI * r, Math.PI * r * r, 1000, 500, r]),
    ),
    bounds: { minXMm: 900, minYMm: 400, maxXMm: 1100, maxYMm: 600 },
  }
}

test('every arc is drawn once, and no chord lies a quarter of a pixel off its arc', () => {
  const radius = fc.double({ min: 0.1, max: 400, noNaN: true })
  const zoom = fc.double({ min: 0.05, max: 500, noNaN: true })
  fc.assert(
    fc.property(fc.array(radius, { minLength: 1, maxLength: 30 }), zoom, (radii, scalePxPerMm) => {
      const { arcs, arcNeeds, middle } = lineBuffers(circles(radii))
      expect(middle).toEqual({ xMm: 1000, yMm: 500 })
      const batches = arcBatches(arcNeeds, scalePxPerMm)
      expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(radii.length)
      let next = 0
      for (const { first, count, chords } of batches) {
        expect(first).toBe(next)
        next += count
        for (let arc = first; arc < first + count; arc += 1) {
          const r = arcs[arc * ARC_STRIDE + 2] ?? 0
          const offPx = r * (1 - Math.cos(Math.PI / chords)) * scalePxPerMm
          if (chords < 2048) expect(offPx).toBeLessThan(0.2501)
        }
      }
    }),
  )
})
