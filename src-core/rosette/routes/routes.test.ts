import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../../outcome/problem.ts'
import { RING_DEFAULTS } from '../migrate-plan.ts'
import { parsePlan } from '../parse-plan.ts'
import type { Plan, RingKind, RingOf } from '../plan.schema.ts'
import { arcBoard, nestingStepMm, solveArcs } from './arcs-route.ts'
import { discRosetteCount, sawReach, solveDisc } from './disc-route.ts'
import { solveRoute } from './route.ts'
import { solveShell } from './shell-route.ts'
import { solveStrip } from './strip-route.ts'

const mosaic = (() => {
  const plan = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
})()

function ringOf<K extends RingKind>(
  kind: K,
  innerRadiusMm: number,
  outerRadiusMm: number,
  fields: Partial<RingOf<K>> = {},
): RingOf<K> {
  const base = {
    id: 'r',
    name: 'Ring',
    innerRadiusMm,
    outerRadiusMm,
    inlayThicknessMm: 2,
    proudMm: 0.2,
    materialId: 'maple-sugar',
  }
  return { ...RING_DEFAULTS[kind], ...base, kind, ...fields } as unknown as RingOf<K>
}

const withStock = (stock: Partial<Plan['stock']>): Plan => ({
  ...mosaic,
  stock: { ...mosaic.stock, ...stock },
})

const lengthMm = fc.double({ min: 0.1, max: 3, noNaN: true })

describe('route A, tiles', () => {
  const tile = mosaic.rings.find((ring) => ring.kind === 'tile')
  if (tile === undefined) throw new Error('no tiles')
  const logOf = (stock: Partial<Plan['stock']>) => {
    const route = solveRoute(withStock(stock), tile, null)
    if (route.kind !== 'tile' || route.tiles.log === null) throw new Error('no log')
    return route.tiles.log
  }

  test('two logs share the slices, and each is trimmed', () => {
    const log = logOf({ kerfMm: 0.6, trimMm: 10, spareTiles: 5, logCount: 2 })
    // 51 slices: 26 off one log, 26·2 + 25·0.6 + 10
    expect(log).toMatchObject({ logCount: 2, sliceCount: 51, slicesPerLog: 26 })
    expect(log.lengthMm).toBeCloseTo(77, 9)
    expect(log.kerfLossMm).toBeCloseTo(49 * 0.6, 9)
  })

  test('every log is long enough for its share; more kerf or spares never need less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 12 }),
        lengthMm,
        lengthMm,
        (spareTiles, logCount, kerfMm, more) => {
          const log = logOf({ kerfMm, trimMm: 10, spareTiles, logCount })
          expect(log.slicesPerLog * logCount).toBeGreaterThanOrEqual(log.sliceCount)
          const kerfier = logOf({ kerfMm: kerfMm + more, trimMm: 10, spareTiles, logCount })
          const spared = logOf({ kerfMm, trimMm: 10, spareTiles: spareTiles + 1, logCount })
          expect(kerfier.lengthMm).toBeGreaterThanOrEqual(log.lengthMm)
          expect(spared.lengthMm).toBeGreaterThanOrEqual(log.lengthMm)
          expect(log.yieldRatio).toBeGreaterThan(0)
          expect(log.yieldRatio).toBeLessThan(1)
        },
      ),
    )
  })
})

describe('route B, strips', () => {
  test('a strip is the circumference and its overlap', () => {
    const strip = solveStrip(mosaic, ringOf('strip', 45, 48, { overlapRatio: 0.05 }))
    expect(strip.stripLengthMm).toBeCloseTo(2 * Math.PI * 46.5 * 1.05, 9)
    expect(strip.overlapMm).toBeCloseTo(2 * Math.PI * 46.5 * 0.05, 9)
  })

  test('1.5 mm at r 46 strains 1.6 % and wants heat; 6.35 mm at r 60 must be pre-formed', () => {
    const narrow = solveStrip(mosaic, ringOf('strip', 45.25, 46.75)).bending
    expect(narrow.strain).toBeCloseTo(0.0163, 4)
    expect(narrow.method).toBe('heat')
    const wide = solveStrip(mosaic, ringOf('strip', 60 - 3.175, 60 + 3.175)).bending
    expect(wide.strain).toBeCloseTo(0.0529, 4)
    expect(wide.method).toBe('pre-form')
  })

  test('lines 0.5 mm thick bend cold one by one, though the ring as a whole does not', () => {
    const lines = solveStrip(withStock({ veneerMm: 0.5 }), ringOf('strip', 45, 48))
    expect(lines.bending.method).toBe('pre-form')
    expect(lines.lineBending).toMatchObject({ widthMm: 0.5, method: 'cold' })
  })

  const rope = { kind: 'rope', lightMm: 0.6, darkMm: 0.6, angleDeg: 45, backed: false } as const

  test('rope of 0.6 and 0.6 at 45 degrees closes at r 46.5 with 172 repeats', () => {
    const { weave } = solveStrip(mosaic, ringOf('strip', 45.75, 47.25, { weave: rope }))
    expect(weave?.pitchMm).toBeCloseTo(1.6971, 4)
    expect(weave?.closedPitchMm).toBeCloseTo(1.6987, 4)
    expect(weave?.repeatCount).toBe(172)
    // the same veneers give the closing pitch when they are sawn 0.05 degrees flatter
    const angleRad = ((weave?.closedAngleDeg ?? 0) * Math.PI) / 180
    expect(1.2 / Math.sin(angleRad)).toBeCloseTo(weave?.closedPitchMm ?? 0, 12)
    expect(weave?.needsBacking).toBe(false)
  })

  test('the laminate gives the whole strip, and more kerf never needs less of it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('rope' as const, 'herringbone' as const, 'wheat' as const),
        fc.double({ min: 20, max: 100, noNaN: true }),
        fc.double({ min: 0.5, max: 6, noNaN: true }),
        lengthMm,
        lengthMm,
        fc.integer({ min: 10, max: 80 }),
        (...[kind, innerMm, widthMm, kerfMm, layerMm, angleDeg]) => {
          const weave = { kind, lightMm: layerMm, darkMm: layerMm, angleDeg, backed: false }
          const ring = ringOf('strip', innerMm, innerMm + widthMm, { weave })
          const { stripLengthMm, weave: solved } = solveStrip(withStock({ kerfMm }), ring)
          if (solved === null) throw new Error('the layers are not plain')
          const { pieceCount, pieceLengthMm, sheetLengthMm } = solved.laminate
          expect(pieceCount % solved.halves).toBe(0)
          const gluedMm = (pieceCount / solved.halves) * pieceLengthMm
          expect(gluedMm).toBeGreaterThan(stripLengthMm - 1e-6)
          const kerfier = solveStrip(withStock({ kerfMm: kerfMm + 0.1 }), ring)
          expect(kerfier.weave?.laminate.sheetLengthMm).toBeGreaterThan(sheetLengthMm ?? Infinity)
          // whole repeats all the way round
          expect(Number.isInteger(solved.repeatCount)).toBe(true)
          const circumferenceMm = Math.PI * (2 * innerMm + widthMm)
          expect(solved.closedPitchMm * solved.repeatCount).toBeCloseTo(circumferenceMm, 6)
        },
      ),
    )
  })

  test('wheat under 0.6 mm wants a backing veneer until it has one', () => {
    const wheat = { ...rope, kind: 'wheat' } as const
    const needs = (weave: RingOf<'strip'>['weave'], widthMm: number) =>
      solveStrip(mosaic, ringOf('strip', 50, 50 + widthMm, { weave })).weave?.needsBacking
    expect(needs(wheat, 0.55)).toBe(true)
    expect(needs({ ...wheat, backed: true }, 0.55)).toBe(false)
    expect(needs(wheat, 0.6001)).toBe(false)
    expect(needs(rope, 0.55)).toBe(false)
  })
})

describe('route C, arcs', () => {
  const ring = { innerRadiusMm: 45, outerRadiusMm: 64 }

  test('a quarter of 45 to 64 mm needs 90.5 by 32.2 mm, the whole ring 128 by 128', () => {
    expect(arcBoard(ring, 4).lengthMm).toBeCloseTo(90.51, 2)
    expect(arcBoard(ring, 4).widthMm).toBeCloseTo(32.18, 2)
    expect(arcBoard(ring, 1)).toEqual({ lengthMm: 128, widthMm: 128 })
    const arcs = solveArcs(mosaic, ringOf('arcs', 45, 64, { arcCount: 4 }))
    expect(arcs.savedRatio).toBeCloseTo(1 - (4 * 90.51 * 32.18) / 128 ** 2, 3)
  })

  test('half a turn still fits its board: 2·r_o by r_o', () => {
    expect(arcBoard(ring, 2).lengthMm).toBeCloseTo(128, 9)
    expect(arcBoard(ring, 2).widthMm).toBeCloseTo(64, 9)
  })

  test('nested arcs stand at least the kerf apart, and touch it somewhere', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 10, max: 100, noNaN: true }),
        fc.double({ min: 0.5, max: 30, noNaN: true }),
        fc.integer({ min: 3, max: 24 }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (innerRadiusMm, widthMm, arcCount, kerfMm) => {
          const arc = { innerRadiusMm, outerRadiusMm: innerRadiusMm + widthMm }
          const stepMm = nestingStepMm(arc, arcCount, kerfMm)
          const halfRad = Math.PI / arcCount
          const clearMm = Array.from({ length: 201 }, (_, index) => {
            const angleRad = halfRad * (index / 100 - 1)
            const x = innerRadiusMm * Math.sin(angleRad)
            const y = stepMm + innerRadiusMm * Math.cos(angleRad)
            return Math.hypot(x, y) - arc.outerRadiusMm
          })
          expect(Math.min(...clearMm)).toBeCloseTo(kerfMm, 6)
        },
      ),
    )
  })

  test('unknown kerf leaves the nesting unknown', () => {
    expect(solveArcs(withStock({ kerfMm: null }), ringOf('arcs', 45, 64)).nestedWidthMm).toBeNull()
  })
})

describe('route D, a turned log', () => {
  const stock = { kerfMm: 0.6, trimMm: 10 }

  test('a 20 mm disc gives slices and kerfs, the last slice without one', () => {
    // 3 slices of 2 mm and 2 kerfs of 0.6 are 7.2 mm, with 10 of trim 17.2
    expect(discRosetteCount(17.2, 2, stock)).toBe(3)
    expect(discRosetteCount(17.19, 2, stock)).toBe(2)
    expect(discRosetteCount(5, 2, stock)).toBe(0)
  })

  test('what the count says fits, one more does not, and more kerf never gives more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 500, noNaN: true }),
        fc.double({ min: 0.5, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (blankMm, sliceMm, kerfMm) => {
          const count = discRosetteCount(blankMm, sliceMm, { kerfMm, trimMm: 2 })
          const needsMm = (rings: number) => rings * sliceMm + (rings - 1) * kerfMm + 2
          if (count > 0) expect(needsMm(count)).toBeLessThanOrEqual(blankMm + 1e-6)
          expect(needsMm(count + 1)).toBeGreaterThan(blankMm - 1e-6)
          const kerfier = discRosetteCount(blankMm, sliceMm, { kerfMm: kerfMm + 0.1, trimMm: 2 })
          expect(kerfier).toBeLessThanOrEqual(count)
        },
      ),
    )
  })

  test('a 180 mm blade with a 60 mm flange cuts a 120 mm log only when it is turned', () => {
    const blade = { diameterMm: 180, flangeDiameterMm: 60 }
    expect(sawReach(ringOf('disc', 40, 60, { blade }))).toEqual({
      reachMm: 59,
      wholeMm: 120,
      cutsWhole: false,
      rotatedMm: 20,
      cutsRotated: true,
    })
  })

  test('what is not measured stays unknown', () => {
    const ring = ringOf('disc', 40, 60)
    expect(solveDisc(mosaic, ring)).toMatchObject({ rosetteCount: null, reach: null })
    const known = ringOf('disc', 40, 60, { blankLengthMm: 100 })
    expect(solveDisc(withStock({ kerfMm: null }), known).rosetteCount).toBeNull()
    expect(solveDisc(withStock({ ...stock }), known).rosetteCount).toBe(34)
  })
})

describe('route E, shell', () => {
  test('straight pieces of at most 4.7 mm at r 56 and 3.9 mm at r 38 keep 0.05 mm', () => {
    expect(solveShell(ringOf('shell', 55.25, 56.75)).longestStraightMm).toBeCloseTo(4.73, 2)
    const ukulele = solveShell(ringOf('shell', 37, 39))
    expect(ukulele.longestStraightMm).toBeCloseTo(3.9, 2)
    expect(ukulele.pieceLengthMm).toBeLessThanOrEqual(3.9)
    expect(ukulele.sagMm).toBeLessThanOrEqual(0.05)
    // one piece fewer would stand off too far
    const longerMm = (2 * Math.PI * 38) / (ukulele.pieceCount - 1)
    expect(longerMm).toBeGreaterThan(3.9)
  })

  test('longer straight pieces are too long, pre-curved ones are not', () => {
    expect(solveShell(ringOf('shell', 37, 39, { segmentLengthMm: 12 })).tooLong).toBe(true)
    const curved = ringOf('shell', 37, 39, { segmentLengthMm: 30, precurved: true })
    expect(solveShell(curved)).toMatchObject({ tooLong: false, sagMm: 0, pieceCount: 8 })
    // an eighth of the ring: chord 2·39·sin 22.5°, height 39 − 37·cos 22.5°
    expect(solveShell(curved).blankLengthMm).toBeCloseTo(29.85, 2)
    expect(solveShell(curved).blankWidthMm).toBeCloseTo(4.816, 3)
  })
})
