import { expect, test } from 'vitest'
import { sawBatches } from '#core/rosette/saw-batches.ts'
import { exportStops, kerfOfPlan } from '../../src-main/sheets/export-stops.ts'
import { stopStrings } from '../../src-main/sheets/stop-sheet.strings.ts'
import { library, mosaic } from '../feasibility/workbench.ts'

const sawing = { bladeId: 'fet-85-36t', spindleRpm: 7000, feedMmPerMin: 2000, withSled: true }

test('the stop table of the mosaic is a PDF, the same bytes every time, on both papers', async () => {
  const made = await exportStops(mosaic, library.blades, 'A4')
  if (!made.ok) throw new Error(made.error.message)
  expect(made.value.fileName).toBe('classical-mosaic-46-tiles-stops.pdf')
  expect(Buffer.from(made.value.data.slice(0, 5)).toString()).toBe('%PDF-')
  expect(await exportStops(mosaic, library.blades, 'A4')).toEqual(made)
  const letter = await exportStops(mosaic, library.blades, 'Letter')
  expect(letter).toMatchObject({ ok: true })
  expect(letter).not.toEqual(made)
})

test('the kerf is the blade’s where the plan names one, else its own', () => {
  expect(kerfOfPlan(mosaic, library.blades)).toBe(0.6)
  expect(kerfOfPlan({ ...mosaic, sawing }, library.blades)).toBe(0.7)
  const stock = { ...mosaic.stock, kerfMm: null }
  expect(kerfOfPlan({ ...mosaic, stock }, library.blades)).toBeNull()
})

test('what is not measured, or not sawn, is refused with the reason', async () => {
  const blind = { ...mosaic, stock: { ...mosaic.stock, kerfMm: null } }
  expect(await exportStops(blind, library.blades, 'A4')).toMatchObject({
    error: { kind: 'blocked', message: "The saw's kerf has not been measured." },
  })
  const lines = { ...mosaic, rings: mosaic.rings.filter(({ kind }) => kind === 'strip') }
  expect(await exportStops(lines, library.blades, 'A4')).toMatchObject({
    error: { kind: 'blocked' },
  })
})

test('the sum that is printed closes: 5 squared, 51 slices and kerfs, 4.4 left', () => {
  const log = sawBatches(mosaic, 0.6).at(-1)
  if (log === undefined) throw new Error('a log expected')
  expect(stopStrings.sum(log, 51, log.table.rows.at(-1)?.leftMm ?? NaN)).toBe(
    'Sum: 5.00 squared + 51 × 2.00 + 51 × 0.60 + 4.40 left = 142.00 mm',
  )
})
