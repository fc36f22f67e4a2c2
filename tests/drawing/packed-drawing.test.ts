import { expect, test } from 'vitest'
import { cleanPaths } from '#core/drawing/clean-paths.ts'
import {
  markAt,
  markCount,
  packDrawing,
  pathCount,
  segmentCount,
  unpackedPath,
} from '#core/drawing/packed-drawing.ts'
import { drawingOf, fixture } from './import-text.ts'

test('every path and every mark comes out of the pack as it went in', () => {
  const drawing = drawingOf(fixture('junk-R2010.dxf'), { unit: null })
  const paths = cleanPaths(drawing)
  const packed = packDrawing(drawing)
  expect(pathCount(packed)).toBe(paths.length)
  expect(segmentCount(packed)).toBe(paths.reduce((sum, { path }) => sum + path.length, 0))
  for (const [index, { sources, ...path }] of paths.entries()) {
    const { sources: first, ...rest } = unpackedPath(packed, index)
    expect(rest).toEqual(path)
    expect(first).toEqual(sources.slice(0, 1))
  }
  const marks = [...drawing.repairs, ...drawing.doubts]
  expect(markCount(packed)).toBe(marks.length)
  for (const [index, { kind, layer, at, amountMm }] of marks.entries()) {
    const { layer: number, ...rest } = markAt(packed, index)
    expect(rest).toEqual({ kind, at, amountMm })
    expect(packed.layerNames[number]).toBe(layer)
  }
  expect(() => unpackedPath(packed, paths.length)).toThrow('ends before')
})
