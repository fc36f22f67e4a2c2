import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { keepOutsOf } from './drawn-paths.ts'
import { checkPlan, formatPlan, parsePlan } from './parse-plan.ts'
import type { DrawnPath } from './plan.schema.ts'

const EXAMPLE = JSON.parse(readFileSync('data/examples/classical-mosaic-46.json', 'utf8')) as object
const SHA = 'a'.repeat(64)
const DRAWINGS = [{ sha256: SHA, fileName: 'top.dxf', sizeBytes: 1200, unit: 'mm' }]
const point = (xMm: number, yMm: number) => ({ xMm, yMm })
const [a, b, c] = [point(90, 0), point(110, 0), point(100, 15)]
const clamp: DrawnPath = {
  id: 'clamp-1',
  name: 'Clamp, lower bout',
  use: 'keep-out',
  path: [
    { kind: 'line', from: a, to: b },
    { kind: 'arc', from: b, to: c, centre: point(102.75, 6.5), rotation: 'counterclockwise' },
    { kind: 'line', from: c, to: a },
  ],
  clearanceMm: 3,
  from: { sha256: SHA, pathNumber: 7 },
}
// centred so that both ends of the arc are equally far from it
const radius = Math.hypot(110 - 102.75, -6.5)
const top = point(102.75 - Math.sqrt(radius ** 2 - 8.5 ** 2), 15)
const whole: DrawnPath = {
  ...clamp,
  path: [
    { kind: 'line', from: a, to: b },
    { kind: 'arc', from: b, to: top, centre: point(102.75, 6.5), rotation: 'counterclockwise' },
    { kind: 'line', from: top, to: a },
  ],
}

function sentenceOf(drawnPaths: readonly DrawnPath[], drawings: readonly object[] = DRAWINGS) {
  const checked = checkPlan({ ...EXAMPLE, drawings, drawnPaths }, 'p.json')
  return checked.ok ? 'ok' : problemSentence(checked.error)
}

test('a plan keeps its drawings and drawn paths through its file', () => {
  const plan = checkPlan({ ...EXAMPLE, drawings: DRAWINGS, drawnPaths: [whole] }, 'p.json')
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  expect(parsePlan(formatPlan(plan.value), 'p.json')).toEqual(plan)
  expect(keepOutsOf(plan.value)).toEqual([
    { name: 'Clamp, lower bout', path: whole.path, clearanceMm: 3, heightMm: null },
  ])
})

test.each([
  [[{ ...whole, path: whole.path.slice(0, 2) }], DRAWINGS, 'drawnPaths[0].path[1] ends'],
  [[clamp], DRAWINGS, 'drawnPaths[0].path[1] has radii'],
  [[whole, whole], DRAWINGS, 'drawnPaths[1].id "clamp-1" is used by an earlier path'],
  [[whole], [], "is none of the plan's drawings"],
  [[{ ...whole, clearanceMm: -1 }], DRAWINGS, 'drawnPaths[0].clearanceMm'],
] as const)('what cannot be is refused: %#', (paths, drawings, sentence) => {
  expect(sentenceOf(paths, drawings)).toContain(sentence)
})

test('only keep-outs keep a tool out', () => {
  expect(keepOutsOf({ drawnPaths: [{ ...whole, use: 'pocket' }] })).toEqual([])
})
