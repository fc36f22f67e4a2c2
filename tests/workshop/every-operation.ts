import { readFileSync } from 'node:fs'
import type { Path } from '#core/geometry/path.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { newOperation, type OperationOn } from '#core/rosette/new-operation.ts'
import { checkPlan, parsePlan } from '#core/rosette/parse-plan.ts'
import type { OperationKind } from '#core/rosette/plan-operation.schema.ts'
import type { DrawnPath, Plan } from '#core/rosette/plan.schema.ts'
import { circle } from '../cam/pocket-shapes.ts'
import { roundedBox } from './drawn-plan.ts'

const SHA256 = 'c'.repeat(64)

/** A path of the plan, taken from a drawing. */
export function drawnPath(id: string, path: Path, use: DrawnPath['use'] = 'cut'): DrawnPath {
  const from = { sha256: SHA256, pathNumber: 1 }
  return { id, name: `The ${id}`, use, path: [...path], clearanceMm: 0, from }
}

/** A plan changed into one with paths, checked as one from a file is. */
export function planWithPaths(drawnPaths: readonly DrawnPath[]): Plan {
  const read = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
  if (!read.ok) throw new Error(problemSentence(read.error))
  const drawing = { sha256: SHA256, fileName: 'top.dxf', sizeBytes: 9, unit: 'mm' } as const
  return { ...read.value, drawings: [drawing], drawnPaths: [...drawnPaths] }
}

/** The plan with one more operation, told what its start leaves open. */
export function withNew(
  plan: Plan,
  kind: OperationKind,
  on: OperationOn,
  told: Readonly<Record<string, unknown>> = {},
): Plan {
  const operation = { ...newOperation(plan, kind, on), ...told }
  const checked = checkPlan({ ...plan, operations: [...plan.operations, operation] }, 'plan')
  if (!checked.ok) throw new Error(problemSentence(checked.error))
  return checked.value
}

const SMALL = { toolId: 'downcut-1.6-2f', maxDepthPerPassMm: 0.6, feedMmPerMin: 700 }

/** A plan with one operation of every kind, far enough apart and off the rosette. */
export function planOfEveryKind(): Plan {
  const plan = planWithPaths([
    drawnPath('leaf', roundedBox({ xMm: 0, yMm: -90 }, 14, 8, 2)),
    drawnPath('shield', roundedBox({ xMm: 30, yMm: -90 }, 12, 8, 0.9)),
    drawnPath('diamond', roundedBox({ xMm: -30, yMm: -90 }, 12, 8, 2)),
    drawnPath('patch', roundedBox({ xMm: 60, yMm: -90 }, 20, 14, 3)),
    drawnPath('vein', [
      { kind: 'line', from: { xMm: -60, yMm: -95 }, to: { xMm: -45, yMm: -90 } },
      { kind: 'line', from: { xMm: -45, yMm: -90 }, to: { xMm: -40, yMm: -95 } },
    ]),
    drawnPath('stroke', [
      { kind: 'line', from: { xMm: -60, yMm: -100 }, to: { xMm: -45, yMm: -104 } },
    ]),
    drawnPath('clamp', circle(-95, 60, 5), 'keep-out'),
    drawnPath('left-pin', circle(-70, -80, 1.5875)),
    drawnPath('right-pin', circle(-80, -80, 1.5875)),
  ])
  const inTop = { depthMm: 1.2 }
  const all: readonly (readonly [OperationKind, OperationOn, Readonly<Record<string, unknown>>])[] =
    [
      ['pocket', { pathIds: ['leaf'] }, inTop],
      ['contourPocket', { pathIds: ['shield'] }, inTop],
      ['rest', { ofId: 'contour-pocket-1' }, SMALL],
      ['inlayFemale', { pathIds: ['diamond'] }, inTop],
      ['inlayMale', { ofId: 'inlay-pocket-1' }, { depthMm: 1.6, ...SMALL }],
      ['profile', { pathIds: ['patch'] }, { depthMm: 4 }],
      ['engrave', { pathIds: ['vein', 'stroke'] }, { depthMm: 0.4, ...SMALL }],
      ['drill', { pathIds: ['left-pin', 'right-pin'] }, { depthMm: 2, toolId: 'downcut-3.2-2f' }],
    ]
  return all.reduce((now, [kind, on, told]) => withNew(now, kind, on, told), plan)
}
