import { expect, test } from 'vitest'
import mosaicText from '../../../data/examples/classical-mosaic-46.json?raw'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { newOperation } from '#core/rosette/new-operation.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { DrawnPath, Plan } from '#core/rosette/plan.schema.ts'
import { operationRows, withOperation, withOperationMoved } from './operations.view-model.ts'

const read = parsePlan(mosaicText, 'mosaic')
if (!read.ok) throw new Error('the shipped mosaic must parse')

function drawn(id: string): DrawnPath {
  const from = { sha256: 'a'.repeat(64), pathNumber: 1 }
  return { id, name: `Leaf ${id}`, use: 'pocket', path: [], clearanceMm: 0, from }
}

function withTwoPockets(): Plan {
  if (!read.ok) throw new Error('the shipped mosaic must parse')
  const plan = { ...read.value, drawnPaths: [drawn('p1'), drawn('p2')] }
  const first = { ...plan, operations: [newOperation(plan, 'pocket', { pathIds: ['p1'] })] }
  return {
    ...first,
    operations: [...first.operations, newOperation(first, 'pocket', { pathIds: ['p2'] })],
  }
}

const pockets: ProgramPreview = {
  id: '2p1-inlay-pockets',
  stage: 'inlay-pockets',
  title: 'Pockets',
  toolId: 't',
  operationIds: ['pocket-1', 'pocket-2'],
  cutLengthMm: 0,
  rapidLengthMm: 0,
  estimatedSeconds: 30,
  moves: [
    { kind: 'rapid', to: { xMm: 0, yMm: 0, zMm: 0 } },
    { kind: 'comment', text: 'Pocket for one' },
    { kind: 'line', to: { xMm: 10, yMm: 0, zMm: 0 }, feedMmPerMin: 600, role: 'cut' },
    { kind: 'comment', text: 'Pocket for two' },
    { kind: 'line', to: { xMm: 30, yMm: 0, zMm: 0 }, feedMmPerMin: 600, role: 'cut' },
  ],
}

test('rows stand in the order of work: channels, lines, pockets, soundhole', () => {
  const rows = operationRows(withTwoPockets(), [], 5000)
  const stages = rows.map(({ stage }) => stage)
  expect(stages).toEqual([
    'inlay-channels',
    'line-channels',
    'line-channels',
    'inlay-pockets',
    'inlay-pockets',
    'soundhole',
  ])
  expect(rows.filter(({ depthMm }) => depthMm === null)).toHaveLength(2)
})

test('a program’s time is shared out by length over feed', () => {
  const rows = operationRows(withTwoPockets(), [pockets], 5000)
  const planned = rows.flatMap(({ planned: part, operation }) =>
    operation === null || part === null ? [] : [part],
  )
  expect(planned.map(({ lengthMm }) => lengthMm)).toEqual([10, 20])
  // 1 s and 2 s at 600 mm/min, of the 30 s the program takes
  expect(planned.map(({ seconds }) => Math.round(seconds))).toEqual([10, 20])
})

test('operations change places and numbers one by one', () => {
  const plan = withTwoPockets()
  const ids = (now: Plan) => now.operations.map(({ id }) => id)
  expect(ids(withOperationMoved(plan, 'pocket-2', -1))).toEqual(['pocket-2', 'pocket-1'])
  expect(withOperationMoved(plan, 'pocket-2', 1)).toBe(plan)
  const deeper = withOperation(plan, 'pocket-1', (one) => ({ ...one, depthMm: 2 }))
  expect(deeper.operations).toMatchObject([{ depthMm: 2 }, { depthMm: null }])
})
