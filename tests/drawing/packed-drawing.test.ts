import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IMPORT_LIMITS, importDrawing } from '#core/drawing/import-drawing.ts'
import {
  markAt,
  markCount,
  packDrawing,
  pathCount,
  segmentCount,
  unpackedPath,
} from '#core/drawing/packed-drawing.ts'

test('every path and every mark comes out of the pack as it went in', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures/junk-R2010.dxf'), 'latin1')
  const imported = importDrawing(text, {
    ...{ unit: null, curveToleranceMm: 0.01, joinToleranceMm: 0.01 },
    limits: IMPORT_LIMITS,
    isOver: () => false,
  })
  const drawing = imported.ok ? imported.value.drawing : null
  if (drawing === null) throw new Error('not imported')
  const packed = packDrawing(drawing)
  expect(pathCount(packed)).toBe(drawing.paths.length)
  expect(segmentCount(packed)).toBe(drawing.paths.reduce((sum, { path }) => sum + path.length, 0))
  for (const [index, { sources, ...path }] of drawing.paths.entries()) {
    const { sources: first, ...rest } = unpackedPath(packed, index)
    expect(rest).toEqual(path)
    expect(first).toEqual(sources.slice(0, 1))
  }
  const marks = [...drawing.repairs, ...drawing.doubts]
  expect(markCount(packed)).toBe(marks.length)
  for (const [index, { layer, ...mark }] of marks.entries()) {
    const { layer: number, ...rest } = markAt(packed, index)
    expect(rest).toEqual(mark)
    expect(packed.layerNames[number]).toBe(layer)
  }
  expect(() => unpackedPath(packed, drawing.paths.length)).toThrow('ends before')
})
