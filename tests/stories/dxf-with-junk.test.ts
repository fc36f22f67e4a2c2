import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPlan } from '#core/rosette/parse-plan.ts'
import { takeRing, takeSoundhole } from '#core/rosette/take-from-drawing.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import { importDrawingJob } from '../../src-main/drawings/import-job.ts'
import { sliceDrawingJob } from '../../src-main/drawings/slice-job.ts'
import { examplePlan } from './posted-story.ts'
import { IMPORT_TOLERANCE } from '../cam/import-order.ts'

// Five layers: a ring of 4 and 4.5 in drawn with a double, words, a block put in, an open spline and arc,
// a line drawn twice the other way round, and two XLINEs.
const DRAWING = join(import.meta.dirname, '../drawing/fixtures/junk-R2010.dxf')
const ORDER = {
  path: DRAWING,
  name: 'junk.dxf',
  options: IMPORT_TOLERANCE,
}
const WATCH = { tell: () => undefined, hear: () => Promise.resolve(null) }
const INCH = 25.4

function imported() {
  const read = importDrawingJob(ORDER, WATCH)
  if (!read.ok || read.value.packed === null) throw new Error('not imported')
  return { ...read.value, packed: read.value.packed }
}

test('story 9: what is ignored is listed by type and layer, what is doubled is dropped, inches become mm', () => {
  const { report, packed } = imported()
  expect(report.units).toEqual({ kind: 'settled', unit: 'in', by: 'header' })
  const ignored = report.source.tally.filter(({ fate }) => fate === 'ignored')
  expect(ignored).toMatchObject([{ type: 'XLINE', layer: 'JUNK', count: 2 }])
  expect(report.notes.map(({ text }) => text)).toEqual(['top'])
  expect(report.censusGaps).toEqual([])
  expect([...packed.layerNames].sort()).toEqual(expect.arrayContaining(['OPEN', 'ROSETTE']))
  // the three circles of ROSETTE are two, their radii in mm
  const radiiMm = Array.from(packed.measures).filter((_, index) => index % 5 === 4)
  const circles = radiiMm.filter((radius) => !Number.isNaN(radius))
  expect(circles).toEqual([expect.closeTo(2.25 * INCH, 9), expect.closeTo(2 * INCH, 9)])
})

test('story 9: the ring is sliced into 46, the sums close, and the same file twice is the same text', () => {
  const params: SliceParams = {
    schema: 'rmos.slice-params',
    version: 1,
    cut: { kind: 'ring', innerPath: 2, outerPath: 1 },
    pieces: { count: 46 },
    kerfMm: 0.6,
    startAngleDeg: 90,
    twistDeg: 0,
    herringbone: false,
    minimumPieceMm: 4,
  }
  const [once, twice] = [
    sliceDrawingJob({ ...ORDER, params }, WATCH),
    sliceDrawingJob({ ...ORDER, params }, WATCH),
  ]
  if (!once.ok || !twice.ok) throw new Error('not sliced')
  expect(twice.value).toBe(once.value)
  const { slices, sums } = JSON.parse(once.value) as {
    slices: { areaMm2: number }[]
    sums: { difference: number }[]
  }
  expect(slices).toHaveLength(46)
  for (const { areaMm2 } of slices) {
    expect(areaMm2).toBeCloseTo((Math.PI * INCH ** 2 * (2.25 ** 2 - 2 ** 2)) / 46, 9)
  }
  for (const { difference } of sums) expect(Math.abs(difference)).toBeLessThan(1e-9)
})

test('story 9: the found ring becomes a ring of the plan, with the file it came from', () => {
  const plan = examplePlan()
  const drawing = {
    ...{ sha256: 'c'.repeat(64), fileName: 'junk.dxf', unit: 'in' as const },
    sizeBytes: readFileSync(DRAWING).length,
  }
  const outermostMm = Math.max(...plan.rings.map(({ outerRadiusMm }) => outerRadiusMm))
  const hole = takeSoundhole(plan, drawing, plan.soundhole.radiusMm)
  if (!hole.ok) throw new Error(hole.error.message)
  // 2.25 in lies inside the example's rings; its width is kept outside them
  const radii = { innerRadiusMm: outermostMm + 1, outerRadiusMm: outermostMm + 1 + 0.25 * INCH }
  const taken = takeRing(hole.value, drawing, radii, { name: 'Ring of the drawing' })
  if (!taken.ok) throw new Error(taken.error.message)
  expect(taken.value.rings.at(-1)).toMatchObject({ name: 'Ring of the drawing' })
  expect(taken.value.drawings).toEqual([drawing])
  expect(checkPlan(taken.value, 'plan').ok).toBe(true)
})
