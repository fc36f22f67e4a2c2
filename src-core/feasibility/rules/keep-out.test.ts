import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Path } from '../../geometry/path.ts'
import { parsePlan } from '../../rosette/parse-plan.ts'
import type { Plan } from '../../rosette/plan.schema.ts'
import { jobContextOf } from '../evaluate.ts'
import { keepOut } from './keep-out.ts'

const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
if (!parsed.ok) throw new Error('the shipped mosaic must parse')
const mosaic = parsed.value
const RECORDS = {
  tool: null,
  machine: null,
  topMaterial: null,
  tools: [],
  materials: [],
  blades: [],
}

/** A square with sides of 10 mm about a middle, run counterclockwise. */
function square(xMm: number, yMm: number, half = 5): Path {
  const corner = (dx: number, dy: number) => ({ xMm: xMm + dx * half, yMm: yMm + dy * half })
  const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
  return corners.map((from, index) => ({
    kind: 'line' as const,
    from,
    to: corners[(index + 1) % 4] ?? from,
  }))
}

function judge(path: Path, clearanceMm: number, heightMm: number | null = null) {
  const drawn: Plan['drawnPaths'][number] = {
    id: 'clamp',
    name: 'Clamp',
    use: 'keep-out',
    path: path.map((segment) => ({ ...segment })),
    clearanceMm,
    heightMm,
    from: { sha256: '0'.repeat(64), pathNumber: 1 },
  }
  return keepOut(jobContextOf({ ...mosaic, drawnPaths: [drawn] }, RECORDS))[0]
}

// the outermost channel of the mosaic ends at 64.5 mm and the glue's clearance of 0.05 mm
const CLAMPS: readonly {
  readonly name: string
  readonly path: Path
  readonly clearanceMm: number
  readonly grade: string
  /** Room to the nearest cut; null where it is cut. */
  readonly roomMm: number | null
}[] = [
  { name: 'outside', path: square(80, 0), clearanceMm: 3, grade: 'GREEN', roomMm: 75 - 64.55 },
  { name: 'too near', path: square(71, 0), clearanceMm: 3, grade: 'RED', roomMm: 66 - 64.55 },
  { name: 'across the rings', path: square(60, 0), clearanceMm: 0, grade: 'RED', roomMm: null },
  {
    name: 'round the middle, inside the hole',
    path: square(0, 0),
    clearanceMm: 1,
    // nobody has measured how high it stands
    grade: 'RED',
    roomMm: 42 - 5 * Math.SQRT2,
  },
  { name: 'round everything', path: square(0, 0, 200), clearanceMm: 0, grade: 'RED', roomMm: null },
]

// the outermost channel of the mosaic ends at 64.5 mm and the glue's clearance of 0.05 mm
test.each(CLAMPS)('a clamp $name is $grade', ({ path, clearanceMm, grade, roomMm }) => {
  const finding = judge(path, clearanceMm)
  expect(finding?.grade).toBe(grade)
  if (roomMm === null) expect(finding?.value).toBeLessThan(0)
  else if (finding?.value === null) expect(finding.sentence).toContain('nobody has measured')
  else expect(finding?.value).toBeCloseTo(roomMm, 2)
})

test('a clamp between the cuts stays a millimetre under the safe height of 5 mm', () => {
  const inHole = (heightMm: number | null) => judge(square(0, 0), 1, heightMm)
  expect(inHole(3.99)).toMatchObject({ grade: 'GREEN', value: 3.99, limit: 4, fix: '', margin: 1 })
  expect(inHole(4.01)).toMatchObject({ grade: 'RED', margin: 0 })
  expect(inHole(8)?.fix).toContain('Set the safe height to 9 mm or more')
  expect(inHole(null)).toMatchObject({ grade: 'RED', value: null })
  // in the way of a cut no height helps, and outside none is asked for
  expect(judge(square(60, 0), 0, 1)?.grade).toBe('RED')
  expect(judge(square(80, 0), 3, null)?.grade).toBe('GREEN')
})

test('a plan without keep-outs has nothing to say', () => {
  expect(keepOut(jobContextOf(mosaic, RECORDS))).toEqual([])
})
