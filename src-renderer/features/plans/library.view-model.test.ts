import { expect, test } from 'vitest'
import mosaicText from '../../../data/examples/classical-mosaic-46.json?raw'
import steelText from '../../../data/examples/steel-string-3-ring.json?raw'
import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { compareRows, foundEntries, isLibraryText, WHOLE_LIBRARY } from './library.view-model.ts'

const mosaic = JSON.parse(mosaicText) as Plan
const steel = JSON.parse(steelText) as Plan

const entry = (name: string, changes: Partial<LibraryEntry> = {}): LibraryEntry => ({
  planId: name,
  name,
  origin: 'workshop',
  ringCount: 1,
  tileCount: 0,
  outerRadiusMm: 60,
  soundholeRadiusMm: 42,
  updatedAtUtc: '2026-11-01T00:00:00.000Z',
  converted: false,
  lane: 'experimental',
  runCount: 0,
  newestRun: null,
  ...changes,
})
const entries = [
  entry('Rope', { updatedAtUtc: '2026-11-03T00:00:00.000Z', runCount: 2 }),
  entry('Old rope', { lane: 'archived' }),
  entry('Mosaic', { lane: 'safe', outerRadiusMm: 64, runCount: 9 }),
  entry('Shipped', { lane: null, origin: 'shipped', updatedAtUtc: '2027-01-01T00:00:00.000Z' }),
]
const names = (query: Partial<typeof WHOLE_LIBRARY>) =>
  foundEntries(entries, { ...WHOLE_LIBRARY, ...query }).map(({ name }) => name)

test('archived plans show only when asked for, examples come last', () => {
  expect(names({})).toEqual(['Rope', 'Mosaic', 'Shipped'])
  expect(names({ lane: 'archived' })).toEqual(['Old rope'])
  expect(names({ lane: 'safe' })).toEqual(['Mosaic'])
  expect(names({ lane: 'shipped' })).toEqual(['Shipped'])
})

test('every word is looked for, in any case', () => {
  expect(names({ search: 'ROPE', lane: 'archived' })).toEqual(['Old rope'])
  expect(names({ search: 'rope mosaic' })).toEqual([])
})

test('plans are ordered by name, size and how often they were cut', () => {
  expect(names({ sort: 'name' })).toEqual(['Mosaic', 'Rope', 'Shipped'])
  expect(names({ sort: 'size' })[0]).toBe('Mosaic')
  expect(names({ sort: 'runs' })).toEqual(['Mosaic', 'Rope', 'Shipped'])
})

test('a plan beside itself differs in nothing, beside another in its soundhole and rings', () => {
  expect(compareRows(mosaic, mosaic, 'mm').filter(({ differs }) => differs)).toEqual([])
  const rows = compareRows(mosaic, steel, 'mm')
  const hole = rows.find(({ id }) => id === 'Soundhole ⌀')
  expect(hole).toMatchObject({ left: '84.00 mm', right: '101.60 mm', differs: true })
  expect(rows.find(({ id }) => id === 'Ring 2, made of')).toMatchObject({
    left: '46 tiles',
    right: 'herringbone',
  })
  // the mosaic's pattern has nothing beside it
  expect(rows.find(({ id }) => id === 'Ring 2, pattern')?.right).toBe('none')
})

test('a library is told from a plan by its own word', () => {
  expect(isLibraryText('{\n "schema": "rmos.library",\n "version": 1')).toBe(true)
  expect(isLibraryText(mosaicText)).toBe(false)
})
