import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { laidTile } from '#core/pattern/arrange.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { tileWidthMm } from '#core/rosette/tiles.ts'
import {
  colourRing,
  mmInWindow,
  placeInTile,
  sampleRing,
  wholeRing,
  WOOD_MM,
} from './ring-sampler.ts'

const RING = { innerRadiusMm: 48, outerRadiusMm: 61.5, tileCount: 46, columns: 15 }

describe('a place in the ring', () => {
  test('beside the ring is none', () => {
    expect(placeInTile(RING, 0, 47.9)).toBeNull()
    expect(placeInTile(RING, 61.6, 0)).toBeNull()
  })

  test('tiles are counted counterclockwise from the joint at the neck', () => {
    const r = 55
    const at = (turns: number) => {
      const angle = Math.PI / 2 + 2 * Math.PI * turns
      return placeInTile(RING, r * Math.cos(angle), r * Math.sin(angle))
    }
    expect(at(0.5 / 46)?.tile).toBe(0)
    expect(at(0.5 / 46)?.across).toBeCloseTo(0.5, 9)
    expect(at(1.5 / 46)?.tile).toBe(1)
    expect(at(-0.5 / 46)?.tile).toBe(45)
    // to the left of twelve o'clock is further counterclockwise
    expect(placeInTile(RING, -1, r)?.tile).toBe(0)
    expect(placeInTile(RING, 1, r)?.tile).toBe(45)
  })

  test('columns share the tile’s width, which grows with the radius: w(r) = 2r·tan(π/N)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 120 }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        (tileCount, across, height) => {
          const ring = { ...RING, tileCount }
          // a point of the first tile: its middle line lies half a tile on from +Y
          const along = ring.innerRadiusMm + height * 13.5
          const aside = (across - 0.5) * tileWidthMm(along, tileCount)
          const middle = Math.PI / 2 + Math.PI / tileCount
          const xMm = along * Math.cos(middle) - aside * Math.sin(middle)
          const yMm = along * Math.sin(middle) + aside * Math.cos(middle)
          const place = placeInTile(ring, xMm, yMm)
          fc.pre(place !== null)
          expect(place.tile).toBe(0)
          expect(place.across).toBeCloseTo(across, 9)
          expect(place.height).toBeCloseTo(height, 9)
        },
      ),
    )
  })
})

const palette = ['#ff0000', '#00ff00', '#0000ff', '#ffffff'].map((colour, index) => ({
  key: 'ABCD'.charAt(index),
  name: colour,
  colour,
  thicknessMm: 0.5,
  materialId: null,
}))

/** The colour of the picture at the middle of a cell of a tile. */
function colourAt(
  ring: typeof RING,
  picture: { readonly rgba: Uint8ClampedArray; readonly sidePx: number },
  cell: { readonly tile: number; readonly across: number; readonly height: number },
): string {
  const along = ring.innerRadiusMm + cell.height * (ring.outerRadiusMm - ring.innerRadiusMm)
  const aside = (cell.across - 0.5) * tileWidthMm(along, ring.tileCount)
  const middle = Math.PI / 2 + ((2 * cell.tile + 1) * Math.PI) / ring.tileCount
  const xMm = along * Math.cos(middle) - aside * Math.sin(middle)
  const yMm = along * Math.sin(middle) + aside * Math.cos(middle)
  const { mmPerPx } = wholeRing(ring, picture.sidePx)
  const x = Math.floor(picture.sidePx / 2 + xMm / mmPerPx)
  const y = Math.floor(picture.sidePx / 2 - yMm / mmPerPx)
  const at = 4 * (y * picture.sidePx + x)
  const parts = Array.from(picture.rgba.subarray(at, at + 3))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

test('every cell of every tile has its colour where it is laid, for all three ways', () => {
  // so narrow that no middle of a cell lies in the corners that are routed off
  const ring = { innerRadiusMm: 20, outerRadiusMm: 32, tileCount: 24, columns: 3 }
  const pattern: Pattern = { palette, rows: ['ABC', 'DAB', 'CCD', 'BDA'] }
  const samples = sampleRing(ring, wholeRing(ring, 400))
  for (const assembly of ['slip', 'book', 'inversion'] as const) {
    const rgba = new Uint8ClampedArray(4 * 400 * 400)
    colourRing(samples, pattern, assembly, rgba)
    for (let tile = 0; tile < 24; tile += 1) {
      const laid = laidTile(pattern, assembly, tile)
      for (const [row, keys] of laid.rows.entries()) {
        for (const [column, key] of Array.from(keys).entries()) {
          const cell = { tile, across: (column + 0.5) / 3, height: (row + 0.5) / 4 }
          const seen = colourAt(ring, { rgba, sidePx: 400 }, cell)
          const wanted = palette.find((veneer) => veneer.key === key)?.colour
          expect(seen, `${assembly}, tile ${String(tile)}, ${key}`).toBe(wanted)
        }
      }
    }
  }
})

test('thick veneers take up more of the ring, and a column that is too short leaves a gap', () => {
  const ring = { innerRadiusMm: 20, outerRadiusMm: 32, tileCount: 6, columns: 2 }
  const thick = palette.map((veneer) =>
    veneer.key === 'B' ? { ...veneer, thicknessMm: 1.5 } : veneer,
  )
  // column 0: 0.5 and 1.5; column 1: 0.5 and 0.5, half as high
  const pattern: Pattern = { palette: thick, rows: ['AA', 'BC'] }
  const rgba = new Uint8ClampedArray(4 * 400 * 400)
  colourRing(sampleRing(ring, wholeRing(ring, 400)), pattern, 'slip', rgba)
  const picture = { rgba, sidePx: 400 }
  expect(colourAt(ring, picture, { tile: 0, across: 0.25, height: 0.3 })).toBe('#00ff00')
  expect(colourAt(ring, picture, { tile: 0, across: 0.75, height: 0.3 })).toBe('#0000ff')
  expect(colourAt(ring, picture, { tile: 0, across: 0.75, height: 0.8 })).toBe('#000000')
})

test('the middle of the window is the middle of the ring', () => {
  const window = wholeRing(RING, 300)
  expect(mmInWindow(window, 150, 150)).toEqual({ xMm: 0, yMm: 0 })
  expect(mmInWindow(window, 300, 150).xMm).toBeCloseTo(61.5 + WOOD_MM, 9)
})
