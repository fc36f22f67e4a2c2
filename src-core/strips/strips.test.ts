import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Blank, blankYield, sawnCount } from './blank.ts'
import {
  builtWidthMm,
  depthOf,
  isRepeating,
  layerAngleRad,
  nominalWidthMm,
  pitchMm,
  stackHeightMm,
} from './laminate.ts'
import { formatStripFamily, parseStripFamilies } from './parse-strip-family.ts'
import { closureOn, ringNeed } from './ring-need.ts'
import {
  type Construction,
  type Strip,
  type StripFamily,
  STRIP_LIMITS,
} from './strip-family.schema.ts'

const SHIPPED = join(import.meta.dirname, '../../data/strip-families')
const BLANK: Blank = {
  lengthMm: 600,
  widthMm: 25.4,
  kerfMm: 0.8,
  planeAllowanceMm: 0.2,
  repeatsInStack: 40,
}

const strip = (id: string, widthMm: number | null, thicknessMm: number | null = 2): Strip => ({
  id,
  name: id,
  widthMm,
  thicknessMm,
  colour: '#202020',
  materialId: null,
})
const family = (
  strips: readonly Strip[],
  construction: Construction,
  glueLineMm = 0,
): StripFamily => ({
  schema: 'rmos.strip-family',
  version: 1,
  id: 'test',
  name: 'Test',
  lane: 'experimental',
  notes: '',
  glueLineMm,
  strips: [...strips],
  construction,
})
const rope = (angleDeg: number, bandWidthMm: number, glueLineMm = 0) =>
  family(
    [strip('dark', 0.6), strip('light', 0.6)],
    { kind: 'rope', angleDeg, bandWidthMm, border: [] },
    glueLineMm,
  )

const lengths = (max: number) =>
  fc
    .integer({ min: 1, max: Math.floor(max / STRIP_LIMITS.minLengthMm) })
    .map((steps) => Number((steps * STRIP_LIMITS.minLengthMm).toFixed(2)))
const strips = (prefix: string, maxCount: number) =>
  fc
    .array(fc.tuple(lengths(20), lengths(10)), { minLength: 1, maxLength: maxCount })
    .map((sizes) =>
      sizes.map(([widthMm, depthMm], index) =>
        strip(`${prefix}-${String(index)}`, widthMm, depthMm),
      ),
    )
const angles = fc.integer({ min: STRIP_LIMITS.minAngleDeg, max: STRIP_LIMITS.maxAngleDeg })
const constructions: fc.Arbitrary<Construction> = fc.oneof(
  fc.constant<Construction>({ kind: 'lines' }),
  fc.constant<Construction>({ kind: 'solid' }),
  fc.record({ kind: fc.constant('shell' as const), pieceLengthMm: fc.option(lengths(40)) }),
  fc.record({
    kind: fc.constant('rope' as const),
    angleDeg: angles,
    bandWidthMm: lengths(10),
    border: strips('border', 3),
  }),
  fc.record({
    kind: fc.constantFrom('herringbone' as const, 'wheat' as const),
    angleDeg: angles,
    bandWidthMm: lengths(10),
    middle: fc.option(lengths(5).map((widthMm) => strip('middle', widthMm))),
    phase: fc.constantFrom('points' as const, 'half-step' as const),
    border: strips('border', 3),
  }),
)
const families = fc
  .tuple(strips('strip', 12), constructions, fc.constantFrom(0, 0.02, 0.05))
  .map(([layers, construction, glueLineMm]) => family(layers, construction, glueLineMm))

test('lines are as wide as their strips, and a glue line wider for every joint', () => {
  const lines = family([strip('a', 0.5), strip('b', 0.5), strip('c', 0.5)], { kind: 'lines' }, 0.03)
  expect(nominalWidthMm(lines)).toBeCloseTo(1.5, 12)
  expect(builtWidthMm(lines)).toBeCloseTo(1.56, 12)
  expect(stackHeightMm(lines)).toBeCloseTo(1.56, 12)
  expect(pitchMm(lines)).toBeNull()
})

test('two layers of 0.6 mm at 45° make a rope that closes in 172 repeats at 46.5 mm', () => {
  const pitch = pitchMm(rope(45, 1.5)) ?? NaN
  expect(pitch).toBeCloseTo(1.6971, 4)
  const closed = closureOn(46.5, pitch)
  expect(closed.repeatCount).toBe(172)
  expect(closed.closedPitchMm).toBeCloseTo(1.6987, 4)
  expect(closed.changeRatio).toBeCloseTo(0.0009, 4)
})

test('glue lengthens the pitch: two glue lines in each repeat', () => {
  const pitch = pitchMm(rope(45, 1.5, 0.03)) ?? NaN
  expect(pitch).toBeCloseTo(1.26 / Math.sin(Math.PI / 4), 12)
})

test('mirrored halves, middle line and borders add up across the ring', () => {
  const herringbone = family([strip('b', 0.6), strip('w', 0.6)], {
    kind: 'herringbone',
    angleDeg: 45,
    bandWidthMm: 1.5,
    middle: strip('middle', 0.5),
    phase: 'points',
    border: [strip('edge', 0.25), strip('outer-edge', 0.5)],
  })
  // 0.5 + 0.25 + 1.5 + 0.5 + 1.5 + 0.25 + 0.5
  expect(nominalWidthMm(herringbone)).toBeCloseTo(5, 12)
})

test('a width or a depth that is not measured leaves unknown what hangs on it', () => {
  const unmeasured = family([strip('a', 0.5), strip('b', null, null)], { kind: 'lines' })
  expect(nominalWidthMm(unmeasured)).toBeNull()
  expect(depthOf(unmeasured)).toEqual({ inlayThicknessMm: null, unevenMm: null })
  expect(ringNeed(unmeasured, 45, BLANK)).toBeNull()
  expect(blankYield(unmeasured, BLANK)).toBeNull()
})

test('six strips of 3.2 mm come out of a 25.4 mm sandwich with a kerf of 0.8 mm', () => {
  expect(sawnCount(25.4, 3.2, 0.8)).toBe(6)
  expect(sawnCount(3.2, 3.2, 0.8)).toBe(1)
  expect(sawnCount(3.19, 3.2, 0.8)).toBe(0)
})

test('a 0.6 mm strip keeps 37.5 % at 0.8 mm kerf and 0.2 mm planing, 50 % at 0.4 mm kerf', () => {
  const lines = family([strip('a', 0.5, 0.6)], { kind: 'lines' })
  expect(blankYield(lines, BLANK)?.yieldRatio).toBeCloseTo(0.375, 12)
  expect(blankYield(lines, { ...BLANK, kerfMm: 0.4 })?.yieldRatio).toBeCloseTo(0.5, 12)
})

test('a rope stack of 72 mm, 100 mm long, gives 6 pieces of 101.8 mm of strip', () => {
  // wedge 72 mm at 45°; 28 mm are left; a piece takes (2 + 0.2 + 0.8) / sin 45° = 4.243 mm
  const out = blankYield(rope(45, 2), { ...BLANK, lengthMm: 100, repeatsInStack: 60 })
  expect(out?.pieceCount).toBe(6)
  expect(out?.stripLengthMm).toBeCloseTo(6 * 72 * Math.SQRT2, 6)
  expect(out?.stripCount).toBe(sawnCount(25.4, 2.2, 0.8))
})

test('bending strain is width over twice the radius: cold, over heat, or in segments', () => {
  const bending = (widthMm: number, radiusMm: number) => {
    const parts = ringNeed(family([strip('a', widthMm)], { kind: 'lines' }), radiusMm, BLANK)?.parts
    return parts?.kind === 'strip' ? parts.bending : null
  }
  expect(bending(1.5, 46)?.strain).toBeCloseTo(0.0163, 4)
  expect(bending(1.5, 46)?.method).toBe('heat')
  expect(bending(0.5, 46)?.method).toBe('cold')
  expect(bending(6.35, 52)).toMatchObject({ method: 'segment' })
  expect(bending(6.35, 52)?.strain).toBeCloseTo(0.0611, 4)
})

test('a solid ring from 45 to 64 mm is four arcs out of boards of 90.5 by 32.2 mm', () => {
  const need = ringNeed(family([strip('wood', 19)], { kind: 'solid' }), 45, BLANK)
  expect(need?.parts).toMatchObject({ kind: 'arcs', arcCount: 4 })
  if (need?.parts.kind !== 'arcs') throw new Error('no arcs')
  expect(need.parts.boardLengthMm).toBeCloseTo(90.5, 1)
  expect(need.parts.boardWidthMm).toBeCloseTo(32.2, 1)
})

test('straight shell stays within 0.05 mm of a 56 mm arc up to 4.7 mm', () => {
  const shell = (pieceLengthMm: number) =>
    ringNeed(family([strip('shell', 2)], { kind: 'shell', pieceLengthMm }), 55, BLANK)?.parts
  const parts = shell(4.7)
  if (parts?.kind !== 'pieces') throw new Error('no pieces')
  expect(parts.longestStraightMm).toBeCloseTo(4.73, 2)
  expect(parts.sagMm).toBeCloseTo(4.7 ** 2 / (8 * 56), 4)
  expect(parts.pieceCount).toBe(Math.ceil((2 * Math.PI * 56) / 4.7))
})

test('sawn pieces fit, and one more does not', () => {
  fc.assert(
    fc.property(lengths(400), lengths(20), lengths(5), (total, piece, kerf) => {
      const count = sawnCount(total, piece, kerf)
      const taken = (n: number) => n * (piece + kerf) - kerf
      if (count > 0) expect(taken(count)).toBeLessThanOrEqual(total + 1e-6)
      expect(taken(count + 1)).toBeGreaterThan(total - 1e-6)
    }),
  )
})

test('a whole number of repeats closes the circle and moves each by less than half of its share', () => {
  fc.assert(
    fc.property(lengths(100), lengths(5), (radiusMm, pitch) => {
      const circumferenceMm = 2 * Math.PI * radiusMm
      fc.pre(circumferenceMm >= pitch)
      const { repeatCount, closedPitchMm, changeRatio } = closureOn(radiusMm, pitch)
      expect(repeatCount * closedPitchMm).toBeCloseTo(circumferenceMm, 8)
      expect(Math.abs(changeRatio)).toBeLessThanOrEqual(0.5 / repeatCount + 1e-12)
    }),
  )
})

test('a thicker kerf never gives more strips, a wider blank never fewer', () => {
  fc.assert(
    fc.property(families, lengths(3), (any, moreMm) => {
      const now = blankYield(any, BLANK)?.stripCount ?? 0
      const worse = blankYield(any, { ...BLANK, kerfMm: BLANK.kerfMm + moreMm })?.stripCount ?? 0
      const wider = blankYield(any, { ...BLANK, widthMm: BLANK.widthMm + moreMm })?.stripCount ?? 0
      expect(worse).toBeLessThanOrEqual(now)
      expect(wider).toBeGreaterThanOrEqual(now)
    }),
  )
})

test('a flatter cut makes a longer pitch, never a shorter one than the stack', () => {
  fc.assert(
    fc.property(families, (any) => {
      const pitch = pitchMm(any)
      if (!isRepeating(any.construction) || pitch === null) return
      expect(pitch).toBeGreaterThanOrEqual((stackHeightMm(any) ?? NaN) - 1e-9)
      expect(pitch * Math.sin(layerAngleRad(any.construction))).toBeCloseTo(
        stackHeightMm(any) ?? NaN,
        9,
      )
    }),
  )
})

test('what is written is read back the same', () => {
  fc.assert(
    fc.property(families, (any) => {
      const read = parseStripFamilies(formatStripFamily(any), 'family.json')
      expect(read).toEqual({ ok: true, value: [{ family: any, remarks: [] }] })
    }),
  )
})

test('every shipped family reads, carries its file name as id, and is known in all sizes', () => {
  const files = readdirSync(SHIPPED)
  expect(files.length).toBeGreaterThanOrEqual(8)
  for (const file of files) {
    const read = parseStripFamilies(readFileSync(join(SHIPPED, file), 'utf8'), file)
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    const [first] = read.value
    expect(first?.family.id).toBe(`rmos:${basename(file, '.json')}`)
    if (first !== undefined) expect(ringNeed(first.family, 45, BLANK)).not.toBeNull()
  }
})
