import type { Path } from '../geometry/path.ts'
import { distanceMm } from '../geometry/point.ts'
import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { mayBeCut, pathsFor } from './drawn-operation.ts'
import { OPERATION_KINDS, ownPathIds } from './operation-kinds.ts'
import type { PlanOperation } from './plan-operation.schema.ts'
import type { DrawnPath, Plan } from './plan.schema.ts'
import { liesWithin } from './pocket-shape.ts'

/** Ends of neighbouring pieces, and the radii at an arc's two ends, may differ by rounding only. */
const ROUND_MM = 1e-6

/** Where no tool may go, as a closed path run counterclockwise, and how far a tool's edge stays off it. */
export interface KeepOut {
  readonly name: string
  readonly path: Path
  readonly clearanceMm: number
  /** How high it stands above the top, mm; null is not measured, and taken for as high as can be. */
  readonly heightMm: number | null
}

/** The keep-outs of a plan, for whoever checks the way of a tool: rapids as well as cuts. */
export function keepOutsOf({ drawnPaths }: Pick<Plan, 'drawnPaths'>): readonly KeepOut[] {
  return drawnPaths
    .filter(({ use }) => use === 'keep-out')
    .map(({ name, path, clearanceMm, heightMm = null }) => ({ name, path, clearanceMm, heightMm }))
}

/** The first piece that does not begin where the one before it ends, or whose arc is none. */
function faultyPiece({
  path,
  use,
}: DrawnPath): { readonly index: number; readonly what: string } | null {
  for (const [index, piece] of path.entries()) {
    const next = path[(index + 1) % path.length] ?? piece
    const gapMm = distanceMm(piece.to, next.from)
    const isOpenEnd = use === 'cut' && index === path.length - 1
    if (gapMm > ROUND_MM && !isOpenEnd)
      return { index, what: `ends ${gapMm.toPrecision(3)} mm off the next piece` }
    if (piece.kind === 'line') continue
    const radiusMm = distanceMm(piece.centre, piece.from)
    const offMm = Math.abs(distanceMm(piece.centre, piece.to) - radiusMm)
    if (offMm > ROUND_MM) return { index, what: `has radii ${offMm.toPrecision(3)} mm apart` }
  }
  return null
}

/** What a schema cannot say of the drawn paths of a plan; the first fault, or null. */
export function drawnPathsProblem(source: string, plan: Plan): DataProblem | null {
  const drawings = new Set(plan.drawings.map(({ sha256 }) => sha256))
  const seen = new Set<string>()
  for (const [index, drawn] of plan.drawnPaths.entries()) {
    const place = `drawnPaths[${String(index)}]`
    if (seen.has(drawn.id)) {
      return dataProblem(source, `${place}.id`, `"${drawn.id}" is used by an earlier path`)
    }
    if (!drawings.has(drawn.from.sha256)) {
      const message = `"${drawn.from.sha256}" is none of the plan's drawings`
      return dataProblem(source, `${place}.from.sha256`, message)
    }
    const fault = faultyPiece(drawn)
    if (fault !== null) {
      return dataProblem(source, `${place}.path[${String(fault.index)}]`, fault.what)
    }
    seen.add(drawn.id)
  }
  return null
}

/** A fault of an operation by the place in it. */
interface OperationFault {
  readonly place: string
  readonly message: string
}

/** Why an operation cannot share the paths of the one it names; null when it can, or has its own. */
function sharedFault(operation: PlanOperation, { operations }: Plan): OperationFault | null {
  if (!('ofId' in operation)) return null
  const of = operations.find(({ id }) => id === operation.ofId)
  const { of: kinds, noun } = OPERATION_KINDS[operation.kind]
  if (of !== undefined && kinds.includes(of.kind)) return null
  const names = kinds.map((kind) => OPERATION_KINDS[kind].noun).join(' or ')
  const message = `"${operation.ofId}" is no ${names} of the plan that this ${noun} could belong to`
  return { place: 'ofId', message }
}

function unfit(operation: PlanOperation, path: DrawnPath | undefined, plan: Plan): string | null {
  const { noun, takes } = OPERATION_KINDS[operation.kind]
  if (path === undefined || !mayBeCut(path.use)) return 'is no path of the plan that is to be cut'
  if (pathsFor(operation.kind, plan).includes(path)) return null
  return `is ${takes === 'circles' ? 'no circle' : 'open'} and cannot be a ${noun}`
}

/** Why an operation cannot be that of a plan; null when it can. */
function operationFault(
  operation: PlanOperation,
  paths: ReadonlyMap<string, DrawnPath>,
  plan: Plan,
): OperationFault | null {
  const pathIds = ownPathIds(operation)
  const isArea = OPERATION_KINDS[operation.kind].takes === 'area'
  const outline = paths.get(pathIds[0] ?? '')
  for (const [index, pathId] of pathIds.entries()) {
    const place = `pathIds[${String(index)}]`
    const found = paths.get(pathId)
    const reason = unfit(operation, found, plan)
    if (reason !== null) return { place, message: `"${pathId}" ${reason}` }
    if (pathIds.indexOf(pathId) !== index) {
      return { place, message: `"${pathId}" is named twice` }
    }
    const isIsland = isArea && index > 0 && outline !== undefined && found !== undefined
    if (isIsland && !liesWithin(found.path, outline.path)) {
      return { place, message: `"${pathId}" is no island: it reaches out of "${outline.id}"` }
    }
  }
  return sharedFault(operation, plan)
}

/** What a schema cannot say of the operations of a plan; the first fault, or null. */
export function operationsProblem(source: string, plan: Plan): DataProblem | null {
  const paths = new Map(plan.drawnPaths.map((drawn) => [drawn.id, drawn]))
  const seen = new Set<string>()
  for (const [index, operation] of plan.operations.entries()) {
    const place = `operations[${String(index)}]`
    if (seen.has(operation.id)) {
      return dataProblem(source, `${place}.id`, `"${operation.id}" is used by an earlier operation`)
    }
    seen.add(operation.id)
    const fault = operationFault(operation, paths, plan)
    if (fault !== null) return dataProblem(source, `${place}.${fault.place}`, fault.message)
  }
  return null
}
