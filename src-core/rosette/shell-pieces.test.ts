import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathBounds, pathLengthMm } from '../geometry/path.ts'
import { RING_DEFAULTS } from './migrate-plan.ts'
import type { RingOf } from './plan.schema.ts'
import {
  divideShell,
  layShellPieces,
  longestStraightPieceMm,
  shellPieceOutline,
} from './shell-pieces.ts'
import { tileWidthMm } from './tiles.ts'

const abalone: RingOf<'shell'> = {
  ...RING_DEFAULTS.shell,
  kind: 'shell',
  id: 'abalone',
  name: 'Abalone',
  innerRadiusMm: 36.5,
  outerRadiusMm: 39.5,
  inlayThicknessMm: 1.5,
  proudMm: 0.1,
  materialId: 'abalone',
}

test('the longest straight piece: 4.73 mm at r 56 and 3.90 mm at r 38 for 0.05 mm', () => {
  expect(longestStraightPieceMm(56, 0.05)).toBeCloseTo(4.733, 3)
  expect(longestStraightPieceMm(38, 0.05)).toBeCloseTo(3.899, 3)
})

test('a ring at r 38 takes 62 straight pieces of 3.851 mm that stand off 0.0488 mm', () => {
  const { pieceCount, pieceLengthMm, sagMm } = divideShell(abalone)
  expect(pieceCount).toBe(62)
  expect(pieceLengthMm).toBeCloseTo(3.851, 3)
  expect(sagMm).toBeCloseTo(0.0488, 4)
})

test('curved pieces have no sag, and as many make the whole ring', () => {
  const curved = { ...abalone, precurved: true }
  const { pieceCount, sagMm } = divideShell(curved)
  expect(sagMm).toBe(0)
  expect(pieceCount).toBe(12)
  const outline = shellPieceOutline(curved)
  // both arcs and both faces: (2π·39.5 + 2π·36.5)/12 + 2·3
  expect(pathLengthMm(outline)).toBeCloseTo((2 * Math.PI * 76) / 12 + 6, 9)
})

test('straight pieces are tiles: as wide as the ring asks inside and outside', () => {
  const { pieceCount } = divideShell(abalone)
  const [inner, face, outer] = shellPieceOutline(abalone)
  const widthOf = (edge: typeof inner) => Math.abs((edge?.to.xMm ?? 0) - (edge?.from.xMm ?? 0))
  expect(widthOf(inner)).toBeCloseTo(tileWidthMm(36.5, pieceCount), 12)
  expect(widthOf(outer)).toBeCloseTo(tileWidthMm(39.5, pieceCount), 12)
  expect(face?.kind).toBe('line')
})

test('the sag asked for is kept, whatever the ring', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 10, max: 200, noNaN: true }),
      fc.double({ min: 0.5, max: 8, noNaN: true }),
      fc.double({ min: 0.005, max: 0.5, noNaN: true }),
      (innerRadiusMm, widthMm, maxSagMm) => {
        const ring = { ...abalone, innerRadiusMm, outerRadiusMm: innerRadiusMm + widthMm, maxSagMm }
        expect(divideShell(ring).sagMm).toBeLessThanOrEqual(maxSagMm * (1 + 1e-9))
      },
    ),
  )
})

test('pieces on the blank leave room for the tool between them and lie right of and above the zero', () => {
  for (const precurved of [false, true]) {
    const toolMm = 0.8
    const layout = layShellPieces({ ...abalone, precurved }, 17, toolMm)
    const boxes = layout.outlines.map((outline) => {
      const box = pathBounds(outline)
      if (box === null) throw new Error('no outline')
      return box
    })
    for (const [index, a] of boxes.entries()) {
      expect(Math.min(a.minXMm, a.minYMm)).toBeGreaterThan(toolMm)
      expect(a.maxXMm).toBeLessThan(layout.widthMm)
      expect(a.maxYMm).toBeLessThan(layout.heightMm)
      for (const b of boxes.slice(index + 1)) {
        const apartMm = Math.max(
          b.minXMm - a.maxXMm,
          a.minXMm - b.maxXMm,
          b.minYMm - a.maxYMm,
          a.minYMm - b.maxYMm,
        )
        expect(apartMm).toBeGreaterThan(toolMm)
      }
    }
  }
})
