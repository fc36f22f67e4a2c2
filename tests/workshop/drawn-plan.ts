import { readFileSync } from 'node:fs'
import type { Path } from '#core/geometry/path.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { PlanOperationOf } from '#core/rosette/plan-operation.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { takePath } from '#core/rosette/take-from-drawing.ts'

const DRAWING = { sha256: 'b'.repeat(64), fileName: 'top.dxf', sizeBytes: 9, unit: 'mm' } as const

/** A rectangle about a middle with its corners rounded, run counterclockwise. */
export function roundedBox(
  middle: { readonly xMm: number; readonly yMm: number },
  widthMm: number,
  heightMm: number,
  radiusMm: number,
): Path {
  const [right, top] = [widthMm / 2, heightMm / 2]
  const at = (x: number, y: number) => ({ xMm: middle.xMm + x, yMm: middle.yMm + y })
  const [inX, inY] = [right - radiusMm, top - radiusMm]
  const corner = (cx: number, cy: number, from: [number, number], to: [number, number]) =>
    ({
      kind: 'arc',
      from: at(...from),
      to: at(...to),
      centre: at(cx, cy),
      rotation: 'counterclockwise',
    }) as const
  const line = (from: [number, number], to: [number, number]) =>
    ({ kind: 'line', from: at(...from), to: at(...to) }) as const
  return [
    line([-inX, -top], [inX, -top]),
    corner(inX, -inY, [inX, -top], [right, -inY]),
    line([right, -inY], [right, inY]),
    corner(inX, inY, [right, inY], [inX, top]),
    line([inX, top], [-inX, top]),
    corner(-inX, inY, [-inX, top], [-right, inY]),
    line([-right, inY], [-right, -inY]),
    corner(-inX, -inY, [-right, -inY], [-inX, -top]),
  ]
}

/** The shipped mosaic with a drawn path that is to be a pocket, and its operation changed. */
export function planWithPocket(
  path: Path,
  change: Partial<PlanOperationOf<'pocket'>> = {},
  before?: Plan,
): Plan {
  const read = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
  if (!read.ok) throw new Error(problemSentence(read.error))
  const taken = takePath(before ?? read.value, DRAWING, {
    ...{ name: 'Leaf', use: 'pocket', path, clearanceMm: 0 },
    from: { sha256: DRAWING.sha256, pathNumber: 1 },
  })
  if (!taken.ok) throw new Error(problemSentence(taken.error))
  const last = taken.value.operations.length - 1
  const operations = taken.value.operations.map((one, index) =>
    index === last && one.kind === 'pocket' ? { ...one, ...change } : one,
  )
  return { ...taken.value, operations }
}
