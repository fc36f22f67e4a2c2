import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { placeAt, sectorsOf } from './place-on-rosette.ts'
import type { Plan } from './plan.schema.ts'
import {
  cellRuns,
  commonestLetter,
  type Fill,
  type PicturedRing,
  ringFills,
  tileFills,
  tileRows,
} from './tile-cells.ts'

const KEYS = 'ABCD'

function examplePlan(): Plan {
  const path = 'data/examples/classical-mosaic-46.json'
  const plan = parsePlan(readFileSync(path, 'utf8'), path)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}
const EXAMPLE = examplePlan()

function examplePattern(
  rows: string[],
  tileCount: number,
  assembly: PicturedRing['assembly'],
): PicturedRing {
  const ring = EXAMPLE.rings.find((candidate) => candidate.kind === 'tile')
  if (ring === undefined) throw new Error('the example has a mosaic')
  const palette = Array.from(KEYS, (key, index) => ({
    key,
    name: key,
    colour: `#10203${String(index)}`,
    thicknessMm: 0.5,
    materialId: null,
  }))
  const columns = rows[0]?.length ?? 0
  return { ...ring, tileCount, columns, assembly, pattern: { palette, rows } }
}

function samplePlan(ring: PicturedRing): Plan {
  return { ...EXAMPLE, rings: [ring] }
}

/** A ring with a random picture of a few colours. */
const pictureRing = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .chain(([rowCount, columns]) => {
    const letter = fc.constantFrom(...Array.from(KEYS))
    const row = fc.array(letter, { minLength: columns, maxLength: columns })
    return fc.record({
      rows: fc.array(row, { minLength: rowCount, maxLength: rowCount }),
      tileCount: fc.integer({ min: 4, max: 30 }),
      assembly: fc.constantFrom('slip' as const, 'book' as const, 'inversion' as const),
    })
  })
  .map(({ rows, tileCount, assembly }) =>
    examplePattern(
      rows.map((row) => row.join('')),
      tileCount,
      assembly,
    ),
  )

const SEEN = /M(\S+) (\S+?)L(\S+) (\S+?)A\S+ \S+ 0 ([01]) 1 (\S+) (\S+?)L/g

/** Cells of the ring's picture that the pieces of a path cover, by their angles and radii alone. */
function coveredCells(fill: Fill, columns: number, edges: readonly number[]): string[] {
  const turn = 2 * Math.PI
  const slotAt = (x: number, y: number) =>
    Math.round((((Math.atan2(y, x) - Math.PI / 2 + 2 * turn) % turn) / turn) * columns) % columns
  return [...fill.path.matchAll(SEEN)].flatMap((match) => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, , x2 = 0, y2 = 0] = match.slice(1).map(Number)
    const row = edges.findIndex((edge) => Math.abs(edge - Math.hypot(x0, y0)) < 1e-3)
    expect(Math.hypot(x1, y1)).toBeCloseTo(edges[row + 1] ?? NaN, 3)
    const from = slotAt(x1, y1)
    const to = slotAt(x2, y2)
    const count = (to - from + columns) % columns
    return Array.from({ length: count }, (_, step) => `${String(row)}/${String(from + step)}`)
  })
}

/** Every cell of the ring, without the rows that are of one colour all round: those are circles. */
function cellsOf(ring: PicturedRing): { cell: string; letter: string }[] {
  const around = (row: number) =>
    Array.from({ length: ring.tileCount }, (_, tile) => tileRows(ring, tile)[row]).join('')
  return ring.pattern.rows.flatMap((_, row) => {
    const letters = Array.from(around(row))
    if (new Set(letters).size === 1) return []
    return letters.map((letter, slot) => ({ cell: `${String(row)}/${String(slot)}`, letter }))
  })
}

describe('the pieces of a ring', () => {
  test('cover exactly the cells of their colour, whatever the picture and the assembly', () => {
    fc.assert(
      fc.property(pictureRing, (ring) => {
        const columns = ring.tileCount * ring.columns
        const rowCount = ring.pattern.rows.length
        const step = (ring.outerRadiusMm - ring.innerRadiusMm) / rowCount
        const edges = Array.from({ length: rowCount + 1 }, (_, i) => ring.innerRadiusMm + i * step)
        const seen = new Map<string, string>()
        const ground = commonestLetter(ring)
        for (const fill of ringFills(ring)) {
          const key = ring.pattern.palette.find(({ colour }) => colour === fill.colour)?.key ?? ''
          expect(key).not.toBe(ground)
          for (const cell of coveredCells(fill, columns, edges)) {
            expect(seen.has(cell)).toBe(false)
            seen.set(cell, key)
          }
        }
        for (const { cell, letter } of cellsOf(ring)) expect(seen.get(cell) ?? ground).toBe(letter)
      }),
      { numRuns: 60 },
    )
  })

  test('a row of one colour is one ring, however many tiles there are', () => {
    const ring = examplePattern(['AAAA', 'BBBB', 'AABA'], 12, 'slip')
    const circles = ringFills(ring).filter(({ path }) => !path.includes('L'))
    expect(circles).toHaveLength(1)
    expect(circles[0]?.path.match(/A/g)).toHaveLength(4)
  })

  test('equal neighbours of a row are one run', () => {
    expect(cellRuns(['AABBA'])).toEqual([
      { row: 0, fromColumn: 0, toColumn: 2, letter: 'A' },
      { row: 0, fromColumn: 2, toColumn: 4, letter: 'B' },
      { row: 0, fromColumn: 4, toColumn: 5, letter: 'A' },
    ])
  })

  test('one tile has the pieces of one tile', () => {
    const ring = examplePattern(['ABA', 'BAA'], 20, 'slip')
    const pieces = tileFills(ring, 0).flatMap(({ path }) => [...path.matchAll(/M/g)])
    expect(pieces).toHaveLength(2)
  })
})

describe('how tiles are laid', () => {
  test('slip lays all alike, book mirrors every other one, inverted turns it end for end', () => {
    const rows = ['ABC', 'DDA']
    expect(tileRows(examplePattern(rows, 8, 'slip'), 3)).toEqual(rows)
    expect(tileRows(examplePattern(rows, 8, 'book'), 2)).toEqual(rows)
    expect(tileRows(examplePattern(rows, 8, 'book'), 3)).toEqual(['CBA', 'ADD'])
    expect(tileRows(examplePattern(rows, 8, 'inversion'), 3)).toEqual(['ADD', 'CBA'])
  })

  test('in a book the cells on both sides of every joint are alike', () => {
    fc.assert(
      fc.property(pictureRing, (any) => {
        const ring = {
          ...any,
          assembly: 'book' as const,
          tileCount: 2 * Math.ceil(any.tileCount / 2),
        }
        for (let tile = 0; tile < ring.tileCount; tile += 1) {
          const next = tileRows(ring, (tile + 1) % ring.tileCount)
          for (const [row, letters] of tileRows(ring, tile).entries()) {
            expect(letters.at(-1)).toBe(next[row]?.charAt(0))
          }
        }
      }),
    )
  })
})

describe('what lies at a point', () => {
  test('the middle of every piece that a place names is that place', () => {
    fc.assert(
      fc.property(pictureRing, fc.nat(), fc.nat(), fc.nat(), (ring, a, b, c) => {
        const place = {
          ringId: ring.id,
          tile: a % ring.tileCount,
          column: b % ring.columns,
          row: c % ring.pattern.rows.length,
        }
        const [sector] = sectorsOf(ring, place)
        if (sector === undefined) throw new Error('a cell has one piece')
        const radiusMm = (sector.innerRadiusMm + sector.outerRadiusMm) / 2
        const angleRad = (sector.fromRad + sector.toRad) / 2
        const point = { xMm: radiusMm * Math.cos(angleRad), yMm: radiusMm * Math.sin(angleRad) }
        expect(placeAt(samplePlan(ring), point)).toEqual(place)
      }),
    )
  })

  test('a cell of the pattern lies where the laid tile shows its letter, turned or not', () => {
    fc.assert(
      fc.property(pictureRing, fc.nat(), fc.nat(), fc.nat(), (ring, a, b, c) => {
        const tile = a % ring.tileCount
        const column = b % ring.columns
        const row = c % ring.pattern.rows.length
        const [sector] = sectorsOf(ring, { ringId: ring.id, tile, column, row })
        if (sector === undefined) throw new Error('a cell has one piece')
        const rowMm = (ring.outerRadiusMm - ring.innerRadiusMm) / ring.pattern.rows.length
        const slotRad = (2 * Math.PI) / (ring.tileCount * ring.columns)
        const seenRow = Math.round((sector.innerRadiusMm - ring.innerRadiusMm) / rowMm)
        const seenSlot = Math.round((sector.fromRad - Math.PI / 2) / slotRad)
        const seen = tileRows(ring, tile)[seenRow]?.charAt(seenSlot - tile * ring.columns)
        expect(seen).toBe(ring.pattern.rows[row]?.charAt(column))
      }),
      { numRuns: 200 },
    )
  })

  test('the first tile lies to the left of the neck, outside the rings lies nothing', () => {
    const ring = examplePattern(['AB'], 8, 'slip')
    const plan = samplePlan(ring)
    const radiusMm = (ring.innerRadiusMm + ring.outerRadiusMm) / 2
    expect(placeAt(plan, { xMm: -0.01, yMm: radiusMm })).toMatchObject({ tile: 0, column: 0 })
    expect(placeAt(plan, { xMm: 0.01, yMm: radiusMm })).toMatchObject({ tile: 7, column: 1 })
    expect(placeAt(plan, { xMm: 0, yMm: 1 })).toBeNull()
  })

  test('a column without a tile is lit in every tile', () => {
    const ring = examplePattern(['AB', 'BA'], 9, 'book')
    const place = { ringId: ring.id, tile: null, column: 1, row: null }
    expect(sectorsOf(ring, place)).toHaveLength(9)
    expect(sectorsOf(ring, { ...place, ringId: 'other' })).toEqual([])
  })
})
