import { expect, test } from 'vitest'
import { addMotion, EMPTY_BOOK, maintenanceReport } from './maintenance-book.schema.ts'

const NOON = '2026-11-21T12:00:00.000Z'
const motion = (metres: number, hours: number) => ({
  xMm: metres * 1000,
  yMm: 0,
  zMm: 0,
  spindleSeconds: hours * 3600,
})

test('what was travelled and turned is added, and services fall due by it', () => {
  const book = addMotion({ ...EMPTY_BOOK, sinceUtc: NOON }, motion(5, 1), motion(105, 8.5))
  const report = maintenanceReport(book, NOON)
  expect(report.totals.spindleHours).toBeCloseTo(7.5, 9)
  expect(report.totals.jogAndJobMetres.x).toBeCloseTo(100, 9)
  const collet = report.items.find(({ itemId }) => itemId === 'collet')
  expect(collet).toMatchObject({ state: 'soon' })
  expect(collet?.left).toBeCloseTo(0.5, 9)
  const later = maintenanceReport(addMotion(book, motion(0, 0), motion(0, 1)), NOON)
  expect(later.items.find(({ itemId }) => itemId === 'collet')).toMatchObject({
    state: 'due',
    left: 0,
  })
})

test('an engine that counts from zero again takes nothing away', () => {
  const book = addMotion(EMPTY_BOOK, motion(100, 10), motion(0, 0))
  expect(book).toMatchObject({ spindleHours: 0, xMetres: 0 })
})

test('an interval of days counts from the first entry of the book', () => {
  const yearly = {
    itemId: 'belts',
    item: { name: 'Belts', note: '', counts: 'days', interval: 365 },
    doneAt: EMPTY_BOOK.items[0]?.doneAt ?? {
      spindleHours: 0,
      xMetres: 0,
      yMetres: 0,
      zMetres: 0,
      jobs: 0,
      days: 0,
    },
    lastDoneAtUtc: null,
  } as const
  const book = { ...EMPTY_BOOK, sinceUtc: NOON, items: [yearly] }
  expect(maintenanceReport(book, '2026-12-01T12:00:00.000Z').items[0]?.used).toBeCloseTo(10, 9)
})
