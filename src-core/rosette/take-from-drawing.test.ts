import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Path } from '../geometry/path.ts'
import { pathLengthMm } from '../geometry/path.ts'
import { problemSentence } from '../outcome/problem.ts'
import { parsePlan } from './parse-plan.ts'
import { placedPath, takePath, takeRing, takeSoundhole } from './take-from-drawing.ts'
import { withoutDrawnPath } from './new-operation.ts'

const read = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'plan')
if (!read.ok) throw new Error(problemSentence(read.error))
const PLAN = read.value
const DRAWING = { sha256: 'b'.repeat(64), fileName: 'top.dxf', sizeBytes: 9, unit: 'in' } as const
const point = (xMm: number, yMm: number) => ({ xMm, yMm })
const BOX: Path = [
  { kind: 'line', from: point(10, 20), to: point(14, 20) },
  { kind: 'line', from: point(14, 20), to: point(14, 22) },
  {
    kind: 'arc',
    from: point(14, 22),
    to: point(10, 22),
    centre: point(12, 22),
    rotation: 'counterclockwise',
  },
  { kind: 'line', from: point(10, 22), to: point(10, 20) },
]

test.each([
  // 10, 20 is 3 right of and 5 above the centre 7, 15
  ['up', point(3, 5)],
  ['right', point(-5, 3)],
  ['down', point(-3, -5)],
  ['left', point(5, -3)],
] as const)('a neck that lies %s is turned up about the rosette’s centre', (neck, first) => {
  const placed = placedPath(BOX, point(7, 15), neck)
  expect(placed[0]?.from).toEqual(first)
  expect(pathLengthMm(placed)).toBeCloseTo(pathLengthMm(BOX), 9)
  expect(placed[2]).toMatchObject({ rotation: 'counterclockwise' })
})

test('a soundhole is taken with the drawing; one that swallows a ring is refused', () => {
  const taken = takeSoundhole(PLAN, DRAWING, 42.00000000001)
  expect(taken).toMatchObject({ value: { soundhole: { radiusMm: 42 }, drawings: [DRAWING] } })
  const refused = takeSoundhole(PLAN, DRAWING, 60)
  expect(refused.ok ? '' : problemSentence(refused.error)).toContain(
    'inside the soundhole radius 60',
  )
})

test('a ring is added in its place from the inside out, or takes the place of one', () => {
  const outermostMm = PLAN.rings.at(-1)?.outerRadiusMm ?? 0
  const radii = { innerRadiusMm: outermostMm + 1, outerRadiusMm: outermostMm + 3 }
  const added = takeRing(PLAN, DRAWING, radii, { name: 'From the drawing' })
  if (!added.ok) throw new Error(problemSentence(added.error))
  expect(added.value.rings.at(-1)).toMatchObject({
    ...radii,
    id: 'drawn-1',
    inlayThicknessMm: null,
  })
  const id = added.value.rings.at(-1)?.id ?? ''
  const moved = takeRing(added.value, DRAWING, { ...radii, outerRadiusMm: outermostMm + 4 }, { id })
  expect(moved.ok && moved.value.rings.at(-1)?.outerRadiusMm).toBeCloseTo(outermostMm + 4, 9)
  expect(moved.ok && moved.value.drawings).toEqual([DRAWING])
  const across = takeRing(
    PLAN,
    DRAWING,
    { innerRadiusMm: 44, outerRadiusMm: outermostMm },
    { name: 'x' },
  )
  expect(across.ok).toBe(false)
})

test('a path is kept under its use and its drawing, and can be taken away again', () => {
  const path = placedPath(BOX, point(0, 0), 'up')
  const order = { name: 'Clamp', use: 'keep-out', path, clearanceMm: 5 } as const
  const taken = takePath(PLAN, DRAWING, {
    ...order,
    from: { sha256: DRAWING.sha256, pathNumber: 3 },
  })
  if (!taken.ok) throw new Error(problemSentence(taken.error))
  expect(taken.value.drawnPaths).toMatchObject([{ id: 'keep-out-1', clearanceMm: 5, path }])
  expect(withoutDrawnPath(taken.value, 'keep-out-1').drawnPaths).toEqual([])
})
