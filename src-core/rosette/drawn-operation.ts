import { flattenPath } from '../geometry/flatten-path.ts'
import { movedPath, reversedPath } from '../geometry/outline.ts'
import type { Path } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'
import { OPERATION_KINDS, ofIdOf, ownPathIds } from './operation-kinds.ts'
import type { OperationKind, PlanOperation } from './plan-operation.schema.ts'
import type { DrawnPath, Plan } from './plan.schema.ts'

/** Ends nearer together than this are one, mm. */
const SAME_MM = 1e-3
/** Chords of paths whose middle is looked for, mm. */
const CHORD_MM = 0.001

/** An operation of a plan with the paths it is cut along. */
export interface DrawnOperation {
  readonly operation: PlanOperation
  /** What the outline is called. */
  readonly name: string
  /**
   * In the coordinates of its zero. Of an area the outer wall counterclockwise and the islands clockwise, else
   * as drawn; the piece of an inlay has its own zero, the middle of its board.
   */
  readonly walls: readonly Path[]
  /** Below the top; null while nobody has said it. */
  readonly depthMm: number | null
  /** What stays on the walls for good, mm. */
  readonly stockToLeaveMm: number
  /** The operation whose paths it shares; null where it has its own. */
  readonly of: PlanOperation | null
  /**
   * Bits it must allow for besides its own: that of the pocket it takes the rest of, those of an inlay's pieces,
   * that of a piece's pocket.
   */
  readonly otherToolIds: readonly string[]
}

type DrawnParts = Pick<Plan, 'drawnPaths' | 'operations'>

/** The operation whose paths one shares; null where it has its own. Throws for one the plan has not. */
function operationOf(operation: PlanOperation, { operations }: DrawnParts): PlanOperation | null {
  const ofId = ofIdOf(operation)
  if (ofId === null) return null
  const found = operations.find(({ id }) => id === ofId)
  if (found === undefined) throw new Error(`no operation ${ofId} for operation ${operation.id}`)
  return found
}

function otherToolIds(
  operation: PlanOperation,
  of: PlanOperation | null,
  { operations }: DrawnParts,
): readonly string[] {
  if (operation.kind !== 'inlayFemale') return of === null ? [] : [of.toolId]
  // a piece that is off may be cut already: its pocket still has to fit it
  return operations.flatMap((one) =>
    one.kind === 'inlayMale' && one.ofId === operation.id ? [one.toolId] : [],
  )
}

/** Every operation of a plan in its order with the paths it is cut along, those that are off left out unless asked for. */
export function drawnOperations(
  plan: DrawnParts,
  { withOff = false }: { readonly withOff?: boolean } = {},
): readonly DrawnOperation[] {
  const byId = new Map(plan.drawnPaths.map((drawn) => [drawn.id, drawn]))
  return plan.operations
    .filter(({ on }) => on || withOff)
    .map((operation) => {
      const of = operationOf(operation, plan)
      const drawn = ownPathIds(of ?? operation).map((pathId) => {
        const found = byId.get(pathId)
        if (found === undefined) throw new Error(`no path ${pathId} for operation ${operation.id}`)
        return found
      })
      return {
        operation,
        name: nameOf(drawn, operation),
        walls: wallsOf(drawn, of ?? operation, operation),
        depthMm: deepOf(operation) ?? (operation.kind === 'rest' ? deepOf(of) : null),
        stockToLeaveMm: leftOf(operation.kind === 'rest' ? of : operation),
        of,
        otherToolIds: otherToolIds(operation, of, plan),
      }
    })
}

function deepOf(operation: PlanOperation | null): number | null {
  return operation !== null && 'depthMm' in operation ? operation.depthMm : null
}

function leftOf(operation: PlanOperation | null): number {
  return operation !== null && 'stockToLeaveMm' in operation ? operation.stockToLeaveMm : 0
}

function nameOf(drawn: readonly DrawnPath[], operation: PlanOperation): string {
  const [first] = drawn
  if (first === undefined) throw new Error(`operation ${operation.id} names no path`)
  const { takes } = OPERATION_KINDS[operation.kind]
  // the others of an area are its islands
  if (drawn.length === 1 || takes === 'area' || takes === 'operation') return first.name
  return `${first.name} and ${String(drawn.length - 1)} more`
}

function wallsOf(
  drawn: readonly DrawnPath[],
  named: PlanOperation,
  operation: PlanOperation,
): readonly Path[] {
  const paths = drawn.map(({ path }): Path => path)
  if (OPERATION_KINDS[named.kind].takes !== 'area') return paths
  const walls = paths.map((path, index) => (index === 0 ? path : reversedPath(path)))
  return operation.kind === 'inlayMale' ? aboutTheirMiddle(walls) : walls
}

/** Paths moved so that the middle of what they cover lies at the origin. */
function aboutTheirMiddle(paths: readonly Path[]): readonly Path[] {
  const points = paths.flatMap((path) => flattenPath(path, CHORD_MM))
  const middle = (values: readonly number[]) =>
    values.length === 0 ? 0 : (Math.min(...values) + Math.max(...values)) / 2
  const [x, y] = [middle(points.map(({ xMm }) => xMm)), middle(points.map(({ yMm }) => yMm))]
  return paths.map((path) => movedPath(path, -x, -y))
}

/** The circle a closed path is; null for any other. */
export function circleOf(
  path: Path,
): { readonly centre: Point2; readonly radiusMm: number } | null {
  const [first] = path
  if (first?.kind !== 'arc' || distanceMm(first.from, path.at(-1)?.to ?? first.to) > SAME_MM) {
    return null
  }
  const { centre, from, rotation } = first
  const isOne = path.every(
    (piece) =>
      piece.kind === 'arc' &&
      piece.rotation === rotation &&
      distanceMm(piece.centre, centre) < SAME_MM,
  )
  return isOne ? { centre, radiusMm: distanceMm(centre, from) } : null
}

/** True when a path ends where it began. */
export function isClosedPath(path: Path): boolean {
  const [first] = path
  const last = path.at(-1)
  return first !== undefined && last !== undefined && distanceMm(first.from, last.to) <= SAME_MM
}

/** Drawn paths that are to be cut and that no operation cuts yet. */
export function uncutPaths({ drawnPaths, operations }: DrawnParts): readonly DrawnPath[] {
  const named = new Set(operations.flatMap((operation) => ownPathIds(operation)))
  return drawnPaths.filter(({ id, use }) => mayBeCut(use) && !named.has(id))
}

/** Whether paths of a use are for cutting. */
export function mayBeCut(use: DrawnPath['use']): boolean {
  return use === 'pocket' || use === 'cut'
}

/** Paths of the plan that a kind of operation can work on. */
export function pathsFor(
  kind: OperationKind,
  { drawnPaths }: Pick<Plan, 'drawnPaths'>,
): readonly DrawnPath[] {
  const cuttable = drawnPaths.filter(({ use }) => mayBeCut(use))
  switch (OPERATION_KINDS[kind].takes) {
    case 'area':
    case 'closed-paths':
      return cuttable.filter(({ path }) => isClosedPath(path))
    case 'circles':
      return cuttable.filter(({ path }) => circleOf(path) !== null)
    case 'any-paths':
      return cuttable
    case 'operation':
      return []
  }
}
