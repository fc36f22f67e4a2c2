import { expect } from 'vitest'
import { sliceDrawing } from '#core/slices/slice-drawing.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import type { Slicing } from '#core/slices/slicing.ts'
import { dxf, pathsOf as pathsOfFile } from './import-text.ts'

/** Parameters of a usual slicing; tests change what they are about. */
export const PARAMS: SliceParams = {
  schema: 'rmos.slice-params',
  version: 1,
  cut: { kind: 'ring', innerPath: 2, outerPath: 1 },
  pieces: { count: 46 },
  kerfMm: 0.6,
  startAngleDeg: 90,
  twistDeg: 0,
  herringbone: false,
  minimumPieceMm: 0,
}

/** The paths of a drawing with these entities, written as `code value|code value`. */
export function pathsOf(...entities: readonly string[]) {
  return pathsOfFile(dxf(entities.join('|')))
}

/** A circle about 3, -2. */
export const circle = (radiusMm: number) => `0 CIRCLE|8 A|10 3|20 -2|40 ${String(radiusMm)}`
/** A whole ellipse about zero, its long axis along X. */
export const ellipse = (a: number, b: number) =>
  `0 ELLIPSE|8 A|10 0|20 0|11 ${String(a)}|21 0|40 ${String(b / a)}`
/** Two straights and two half circles. */
export const stadium = (straight: number, r: number) => {
  const half = straight / 2
  return `0 LWPOLYLINE|8 A|90 4|70 1|10 ${String(-half)}|20 ${String(-r)}|42 0|10 ${String(half)}|20 ${String(-r)}|42 1|10 ${String(half)}|20 ${String(r)}|42 0|10 ${String(-half)}|20 ${String(r)}|42 1`
}

/** A slicing that must come about. */
export function sliced(entities: readonly string[], params: Partial<SliceParams> = {}): Slicing {
  const result = sliceDrawing(pathsOf(...entities), { ...PARAMS, ...params })
  if (!result.ok) throw new Error(`${result.error.place} ${result.error.message}`)
  return result.value
}

/** Every sum closes to 1e-9. */
export function expectClosed({ sums }: Slicing): void {
  for (const { difference } of sums) expect(Math.abs(difference)).toBeLessThan(1e-9)
}
