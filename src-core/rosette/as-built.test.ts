import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { type AsBuilt, type AsBuiltOutcome, resolveAsBuilt } from './as-built.ts'
import { landsOfPlan } from './channel.ts'
import { parsePlan } from './parse-plan.ts'
import type { Plan } from './plan.schema.ts'

const mosaic = (() => {
  const plan = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
})()

const TEN = { laidTiles: 10 } as const
const story: AsBuilt = { ...TEN, logHeightMm: 14.28, laidArcMm: 75.6 }

function solved(plan: Plan, built: AsBuilt): AsBuiltOutcome {
  const outcome = resolveAsBuilt(plan, 'mosaic', built)
  if (!outcome.ok) throw new Error(problemSentence(outcome.error))
  return outcome.value
}

function sentence(plan: Plan, ringId: string, built: AsBuilt): string {
  const outcome = resolveAsBuilt(plan, ringId, built)
  return outcome.ok ? 'ok' : problemSentence(outcome.error)
}

describe('a log 14.28 mm high instead of 13.5, ten tiles over 75.6 mm instead of 74.9', () => {
  const outcome = solved(mosaic, story)

  test('the ring is 0.78 mm wider, and 46 tiles still go round', () => {
    // r_m = 48 + 14.28/2 = 55.14; 2π·55.14 / 7.56 = 45.83
    expect(outcome.widthChangeMm).toBeCloseTo(0.78, 12)
    expect(outcome.tileArcMm).toBeCloseTo(7.56, 12)
    expect(outcome.exactTileCount).toBeCloseTo(45.827, 3)
    expect(outcome.after.ring.tiles?.tileCount).toBe(46)
    expect(outcome.after.ring.ring).toMatchObject({ innerRadiusMm: 48, outerRadiusMm: 62.28 })
  })

  test('each tile gives up 0.028 mm, or 1.3 mm stands over in the end', () => {
    expect(outcome.closingErrorMm).toBeCloseTo(1.3052, 4)
    expect(outcome.excessPerTileMm).toBeCloseTo(0.0284, 4)
  })

  test('the taper is that of the higher tile', () => {
    // 2·14.28·tan(π/46) = 1.954 against 2·13.5·tan(π/46) = 1.847
    expect(outcome.before.ring.tiles?.taperMm).toBeCloseTo(1.84685, 5)
    expect(outcome.after.ring.tiles?.taperMm).toBeCloseTo(1.95356, 5)
    expect(outcome.taperChangeDeg).toBeCloseTo(0, 9)
  })

  test('the outer wall and all walls outside it move by exactly the difference', () => {
    expect(outcome.movedWalls.map(({ ringId, wall }) => `${ringId} ${wall}`)).toEqual([
      'mosaic outer',
      'outer-lines inner',
      'outer-lines outer',
    ])
    for (const { movedMm } of outcome.movedWalls) expect(movedMm).toBeCloseTo(0.78, 9)
  })

  test('old and new stand side by side, and the old plan is as it was', () => {
    expect(outcome.before.ring.ring).toBe(mosaic.rings[1])
    expect(outcome.before.ring.widthMm).toBeCloseTo(13.5, 12)
    expect(outcome.after.ring.widthMm).toBeCloseTo(14.28, 9)
    expect(outcome.plan.rings[1]).toMatchObject({ asBuilt: story })
  })
})

test('tiles that came out narrower make more of them, in pairs where the ring is book matched', () => {
  // 2π·54.75 / 7.3 = 47.12
  const narrow = { ...TEN, logHeightMm: null, laidArcMm: 73 }
  expect(solved(mosaic, narrow).after.ring.tiles?.tileCount).toBe(47)
  const book = {
    ...mosaic,
    rings: mosaic.rings.map((ring) =>
      ring.kind === 'tile' ? { ...ring, assembly: 'book' as const } : ring,
    ),
  }
  const paired = solved(book, narrow)
  expect(paired.after.ring.tiles?.tileCount).toBe(48)
  // 48 of 7.3 mm are 6.4 mm too long: 0.13 mm off each
  expect(paired.excessPerTileMm).toBeCloseTo(0.1332, 3)
  // fewer degrees for each of more tiles
  expect(paired.taperChangeDeg).toBeLessThan(0)
})

test('a log that is lower draws everything outside it in', () => {
  const { movedWalls, plan } = solved(mosaic, { ...TEN, logHeightMm: 13, laidArcMm: null })
  for (const { movedMm } of movedWalls) expect(movedMm).toBeCloseTo(-0.5, 9)
  expect(plan.rings[1]).toMatchObject({ tileCount: 46, outerRadiusMm: 61 })
})

test('what cannot be solved is refused in a sentence', () => {
  const nothing = { ...TEN, logHeightMm: null, laidArcMm: null }
  expect(sentence(mosaic, 'mosaic', nothing)).toBe(
    'Classical mosaic, 46 tiles: rings[1].asBuilt has neither a log height nor an arc of laid tiles',
  )
  expect(sentence(mosaic, 'inner-lines', story)).toBe(
    'Classical mosaic, 46 tiles: ring "inner-lines" is not a ring of tiles',
  )
  expect(sentence(mosaic, 'mosaic', { ...story, laidTiles: 60 })).toBe(
    'Classical mosaic, 46 tiles: rings[1].asBuilt.laidTiles 60 is above the 46 tiles of the ring',
  )
  expect(sentence(mosaic, 'mosaic', { ...story, logHeightMm: 460 })).toContain(
    'rings[1].outerRadiusMm 508 is above the limit 500',
  )
})

test('solving again what is solved moves nothing; lands are kept; the new count closes best', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 4, max: 40, noNaN: true }),
      fc.double({ min: 40, max: 200, noNaN: true }),
      (logHeightMm, laidArcMm) => {
        const built = { ...TEN, logHeightMm, laidArcMm }
        const first = solved(mosaic, built)
        const again = solved(first.plan, built)
        expect(again.plan.rings.map(({ outerRadiusMm }) => outerRadiusMm)).toEqual(
          first.plan.rings.map(({ outerRadiusMm }) => outerRadiusMm),
        )
        expect(again.movedWalls).toEqual([])
        for (const [index, land] of landsOfPlan(first.plan).entries()) {
          expect(land.widthMm).toBeCloseTo(landsOfPlan(mosaic)[index]?.widthMm ?? NaN, 5)
        }
        // rounding leaves at most half a tile over
        expect(Math.abs(first.closingErrorMm)).toBeLessThanOrEqual(first.tileArcMm / 2 + 1e-9)
      },
    ),
  )
})
