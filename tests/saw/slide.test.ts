import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BITE_WINDOWS } from '#core/feasibility/saw-physics.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import { findRecord } from '#core/library/find-record.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import { type SawBatch, sawBatches } from '#core/rosette/saw-batches.ts'
import { stopTable } from '#core/rosette/stop-table.ts'
import { proveSlices, type SliceSetup } from '#core/simulation/slice-proof.ts'
import {
  halfChordMm,
  type SlideJob,
  slideFeedMmPerMin,
  slideProgram,
} from '#core/toolpath/saw-slide.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import { type SlideOrder, slidePrograms } from '../../src-main/workshop/slide-programs.ts'
import { mosaic } from '../feasibility/workbench.ts'
import { hasRs274, judgeByLinuxCnc } from '../posts/rs274.ts'

const opened = openLibrary(process.cwd())
if (!opened.ok) throw new Error(opened.error.message)
const library = opened.value
const { posts } = openPosts(process.cwd())
const need = <T>(found: T | null | undefined): T => {
  if (found == null) throw new Error('a record expected')
  return found
}
const post = (id: string) => need(posts.find((one) => one.id === id))
const machine = need(findRecord(library.machines, 'saw-slide-200'))
const blade = need(findRecord(library.blades, 'fet-85-36t'))
const sawing = { bladeId: blade.id, spindleRpm: 7000, feedMmPerMin: 1500, withSled: false }
const order: SlideOrder = { plan: mosaic, machine, profile: post('grbl'), sawing }
const largestBiteMm = BITE_WINDOWS.carbide.greenTo

const batchOf = (count: number, thicknessMm: number, kerfMm: number, trimMm: number): SawBatch => {
  const table = stopTable({ count, thicknessMm, kerfMm, trimMm })
  const usableMm = table.lengthMm - trimMm / 2
  return {
    ...{ ringName: 'Ring', kind: 'slices', plate: null, pieces: 1, count },
    ...{ thicknessMm, kerfMm, trimMm, usableMm, heightMm: 8, acrossMm: 14, table },
  }
}
const jobOf = (batch: SawBatch, change: Partial<SlideJob> = {}): SlideJob => ({
  ...{ id: '1-ring-slices', batch, blade: { ...blade, kerfMm: batch.kerfMm }, machine },
  ...{ spindleRpm: 7000, feedMmPerMin: 1500, largestBiteMm },
  ...change,
})
const setupOf = ({ batch }: SlideJob, length = batch.usableMm): SliceSetup => ({
  stock: { lengthMm: length, acrossMm: batch.acrossMm, heightMm: batch.heightMm },
  blade: { diameterMm: blade.diameterMm, kerfMm: batch.kerfMm, teeth: blade.teeth },
  ...{ count: batch.count, thicknessMm: batch.thicknessMm, largestBiteMm },
})
function posted(job: SlideJob, postId = 'grbl'): string {
  const program = slideProgram(job)
  if (!program.ok) throw new Error(program.error.kind)
  const profile = post(postId)
  const printed = printProgram(program.value, { profile, machine: job.machine, planName: 'Test' })
  if (!printed.ok) throw new Error(JSON.stringify(printed.error))
  const { failures } = verifyPosted(program.value, printed.value.text, {
    machine: job.machine,
    profile,
  })
  expect(failures).toEqual([])
  return printed.value.text
}
const kinds = (text: string, setup: SliceSetup) =>
  proveSlices(text, setup).findings.map(({ kind }) => kind)

describe('the mosaic on a powered slide', () => {
  const made = slidePrograms(order, library)
  if (!made.ok) throw new Error(made.error.message)
  const { files } = made.value

  test('is a program for every plate and one for the log, each slice as thick as planned', () => {
    const batches = sawBatches(mosaic, 0.7)
    expect(files).toHaveLength(batches.length)
    for (const [index, { proof, fileName }] of files.entries()) {
      const batch = need(batches[index])
      expect(proof.findings, fileName).toEqual([])
      expect(proof.slicesMm).toHaveLength(batch.count)
      for (const slice of proof.slicesMm) expect(slice).toBeCloseTo(batch.thicknessMm, 3)
      expect(proof.consumedMm).toBeLessThanOrEqual(batch.usableMm + 1e-6)
      expect(proof.consumedMm + proof.leftMm).toBeCloseTo(batch.usableMm, 3)
    }
    // 51 slices of 2 and 51 kerfs of 0.7: 137.7 of 147 − 5; 4.3 are left
    const log = need(files.at(-1))
    expect(log.proof.consumedMm).toBeCloseTo(137.7, 3)
    expect(log.proof.leftMm).toBeCloseTo(4.3, 3)
    expect(log.proof.kerfLossMm).toBeCloseTo(35.7, 6)
    // 1500 / (7000 · 36)
    expect(log.proof.largestBiteMm).toBeCloseTo(0.00595, 5)
  })

  test('warns of the kerf the plan did not reckon with, and is refused where the saw is RED', () => {
    expect(made.value.warnings.map(({ ruleId }) => ruleId)).toEqual(['saw.kerf'])
    const fast = slidePrograms({ ...order, sawing: { ...sawing, spindleRpm: 10_500 } }, library)
    expect(fast).toMatchObject({ ok: false, error: { kind: 'blocked' } })
    const unmarked = { ...order, sawing: { ...sawing, bladeId: 'slitting-63-fine' } }
    expect(slidePrograms(unmarked, library)).toMatchObject({ ok: false })
    const lines = { ...mosaic, rings: mosaic.rings.filter(({ kind }) => kind === 'strip') }
    expect(slidePrograms({ ...order, plan: lines }, library)).toMatchObject({ ok: false })
    const router = need(findRecord(library.machines, 'bench-router-400'))
    expect(slidePrograms({ ...order, machine: router }, library)).toMatchObject({
      error: { message: expect.stringContaining('is no powered slide') as string },
    })
  })

  test('comes out the same every time', () => {
    expect(slidePrograms(order, library)).toEqual(made)
  })

  test.runIf(hasRs274())('LinuxCNC’s own interpreter reads the same cuts', () => {
    const other = slidePrograms({ ...order, profile: post('linuxcnc') }, library)
    if (!other.ok) throw new Error(other.error.message)
    const log = need(other.value.files.at(-1))
    const said = judgeByLinuxCnc(log.text)
    expect(said.complaint).toBe('')
    expect(said.accepted).toBe(true)
    const cuts = said.motions.filter(({ kind, to }) => kind === 'line' && to[1] > 0)
    expect(cuts).toHaveLength(51)
    // stops every 2.7 mm, in the middle of the kerf: 2.35, 5.05, …
    for (const [index, { to }] of cuts.entries()) expect(to[0]).toBeCloseTo(2.35 + 2.7 * index, 3)
    // 4 s up and 4 s down at each of 51 cuts
    expect(said.dwellSeconds).toBeCloseTo(408, 6)
  })
})

describe('a program for a slide', () => {
  const job = jobOf(batchOf(5, 2, 0.7, 10))
  const text = posted(job)

  test('waits before every cut with the blade standing still, and only ever saws forwards', () => {
    const words = text.split('\n').filter((line) => /^(M|G4)/.test(line))
    const cut = ['M0', 'M3S7000', 'G4P4', 'M5', 'G4P4']
    expect(words).toEqual([...cut, ...cut, ...cut, ...cut, ...cut, 'M30'])
    expect(kinds(text, setupOf(job))).toEqual([])
  })

  test('of a slide that clamps by itself starts the blade once and does not wait', () => {
    const powered = jobOf(batchOf(5, 2, 0.7, 10), {
      machine: { ...machine, clampedByHand: false },
    })
    const words = posted(powered)
      .split('\n')
      .filter((line) => /^(M|G4)/.test(line))
    expect(words).toEqual(['M3S7000', 'G4P4', 'M5', 'G4P4', 'M30'])
  })

  test('feeds as asked, and no faster than bite and machine allow', () => {
    expect(slideFeedMmPerMin(job)).toBe(1500)
    expect(slideFeedMmPerMin({ ...job, feedMmPerMin: 9000 })).toBe(3000)
    // 0.005 · 7000 · 36
    expect(slideFeedMmPerMin({ ...job, largestBiteMm: 0.005 })).toBe(1260)
  })

  test('starts and ends clear of the stock: an 85 mm blade 8.5 mm deep covers 25.5 mm before its middle', () => {
    // √(8.5·76.5)
    expect(halfChordMm(85, 8.5)).toBeCloseTo(25.5, 9)
    expect(text).toContain('Y-28.5')
    expect(text).toContain('Y42.5')
    expect(text).toContain('Z-8.5')
  })

  test.each<[string, Partial<SlideJob>, string]>([
    ['a router', { machine: { ...machine, kind: 'router' } }, 'no-slide'],
    ['no mark', { blade: { ...blade, maxRpm: null } }, 'not-known'],
    ['no flange', { blade: { ...blade, flangeDiameterMm: null } }, 'not-known'],
    ['no kerf', { blade: { ...blade, kerfMm: null } }, 'not-known'],
    ['another kerf', { blade: { ...blade, kerfMm: 0.8 } }, 'other-kerf'],
    ['past the mark', { blade: { ...blade, maxRpm: 6900 } }, 'past-mark'],
    ['a slow machine', { spindleRpm: 8100 }, 'spindle'],
    // (85 − 68)/2 − 1 = 7.5 of 8.5 mm
    ['a wide flange', { blade: { ...blade, flangeDiameterMm: 68 } }, 'reach'],
    ['nothing', { batch: batchOf(1, 2, 0.7, 0) }, 'nothing-to-saw'],
  ])('is refused: %s', (_name, change, kind) => {
    expect(slideProgram({ ...job, ...change })).toMatchObject({ ok: false, error: { kind } })
  })
})

describe('the proof sees', () => {
  const job = jobOf(batchOf(5, 2, 0.7, 10))
  const text = posted(job)
  const setup = setupOf(job)
  const lines = text.split('\n')

  test('a stop 0.01 mm off, in both slices beside it', () => {
    expect(text).toContain('X7.75')
    expect(kinds(text.replace('X7.75', 'X7.76'), setup)).toEqual(['thickness', 'thickness'])
  })

  test('a blade that comes back in its kerf', () => {
    const back = text.replaceAll('Y42.5', 'Y42.5\nG1Y-28.5F1500.')
    expect(kinds(back, setup)).toContain('backwards-in-kerf')
  })

  test('a blade that is not lifted, or lowered into the stock', () => {
    const lifted = lines.findIndex(
      (line, index) => index > 0 && (lines[index - 1] ?? '').includes('Y42.5'),
    )
    const low = lines.filter((_, index) => index !== lifted).join('\n')
    expect(kinds(low, setup)).toContain('rapid-in-stock')
    expect(kinds(text.replaceAll('Y-28.5', 'Y-20'), setup)).toContain('down-into-stock')
  })

  test('a blade that goes sideways in the stock', () => {
    expect(kinds(text.replace('Y42.5', 'X9Y42.5'), setup)).toContain('sideways-in-stock')
  })

  test('a cut that does not go through, below or behind', () => {
    expect(kinds(text.replaceAll('Z-8.5', 'Z-7.9'), setup)).toContain('not-through')
    expect(kinds(text.replace('Y42.5', 'Y39'), setup)).toContain('not-through')
  })

  test('a tooth that takes too much', () => {
    // 0.15 · 7000 · 36 = 37,800
    expect(kinds(text.replaceAll('F1500', 'F37700'), setup)).toEqual([])
    expect(kinds(text.replaceAll('F1500', 'F37900'), setup)).toContain('bite')
  })

  test('a slice too few, and a stock that is too short', () => {
    expect(kinds(text, { ...setup, count: 6 })).toEqual(['count'])
    // 5 slices and 5 kerfs are 13.5 mm
    expect(kinds(text, setupOf(job, 13.5))).toEqual([])
    expect(kinds(text, setupOf(job, 13.4))).toEqual(['stock-used-up'])
  })
})

test('any batch saws itself true, and needs no more than its stock', () => {
  const hundredths = (min: number, max: number) =>
    fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100)
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      hundredths(0.5, 4),
      hundredths(0.3, 2),
      hundredths(0, 20),
      (count, thicknessMm, kerfMm, trimMm) => {
        const wide: Blade = { ...blade, plateMm: null }
        const job = jobOf(batchOf(count, thicknessMm, kerfMm, trimMm), {
          blade: { ...wide, kerfMm },
        })
        const proof = proveSlices(posted(job), setupOf(job))
        expect(proof.findings).toEqual([])
        expect(proof.slicesMm).toHaveLength(count)
        expect(proof.consumedMm).toBeLessThanOrEqual(job.batch.usableMm + 1e-3)
      },
    ),
    { numRuns: 25 },
  )
})
