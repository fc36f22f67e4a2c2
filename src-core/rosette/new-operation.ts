import { ofIdOf, OPERATION_KINDS, ownPathIds } from './operation-kinds.ts'
import type { OperationKind, PlanOperation, PlanOperationOf } from './plan-operation.schema.ts'
import type { Plan } from './plan.schema.ts'

type PlanParts = Pick<Plan, 'cutting' | 'operations' | 'topMaterialId'>

/** Stem of the ids of a kind's operations. */
const STEMS: Readonly<Record<OperationKind, string>> = {
  pocket: 'pocket',
  contourPocket: 'contour-pocket',
  rest: 'rest',
  profile: 'profile',
  engrave: 'engraving',
  drill: 'holes',
  inlayFemale: 'inlay-pocket',
  inlayMale: 'inlay-piece',
}

/** What a new operation works on: paths of the plan, or an operation whose paths it shares. */
export type OperationOn = { readonly pathIds: readonly string[] } | { readonly ofId: string }

function freeId(kind: OperationKind, { operations }: PlanParts): string {
  const taken = new Set(operations.map(({ id }) => id))
  let number = 1
  while (taken.has(`${STEMS[kind]}-${String(number)}`)) number += 1
  return `${STEMS[kind]}-${String(number)}`
}

function startOf({ cutting }: PlanParts) {
  const { toolId, maxDepthPerPassMm, direction, spindleRpm, feedMmPerMin, plungeMmPerMin } = cutting
  const head = { on: true, toolId, spindleRpm, plungeMmPerMin }
  const sideways = { feedMmPerMin, maxDepthPerPassMm, rampDeg: 3 }
  const clearing = {
    ...{ ...head, ...sideways, direction },
    stepoverRatio: Math.min(0.2, cutting.stepoverRatio),
  }
  const outline = {
    ...{ ...head, ...sideways, direction },
    ...{ onionSkinMm: 0, tabCount: 0, tabWidthMm: 4, tabHeightMm: 1, leadRadiusMm: 1 },
  }
  return { head, sideways, clearing, outline }
}

/** The operation a new one is of; throws where it is given paths instead. */
function ofId(on: OperationOn): string {
  if ('ofId' in on) return on.ofId
  throw new Error('the operation shares the paths of another, and none is named')
}

function pathIds(on: OperationOn): string[] {
  if ('pathIds' in on) return [...on.pathIds]
  throw new Error('the operation has paths of its own, and none are named')
}

type Starts = {
  readonly [K in OperationKind]: (
    id: string,
    on: OperationOn,
    plan: PlanParts,
  ) => PlanOperationOf<K>
}

/** Nobody has said how deep any of them is. */
const STARTS: Starts = {
  pocket: (id, on, plan) => ({
    ...{ kind: 'pocket', id, pathIds: pathIds(on), depthMm: null, stockToLeaveMm: 0 },
    ...startOf(plan).clearing,
  }),
  contourPocket: (id, on, plan) => ({
    ...{ kind: 'contourPocket', id, pathIds: pathIds(on), depthMm: null, stockToLeaveMm: 0 },
    ...startOf(plan).clearing,
  }),
  rest: (id, on, plan) => ({ kind: 'rest', id, ofId: ofId(on), ...startOf(plan).clearing }),
  profile: (id, on, plan) => ({
    ...{ kind: 'profile', id, pathIds: pathIds(on), depthMm: null, side: 'outside' },
    ...{ stockToLeaveMm: 0, ...startOf(plan).outline, tabCount: 2 },
  }),
  engrave: (id, on, plan) => {
    const { head, sideways } = startOf(plan)
    return { kind: 'engrave', id, pathIds: pathIds(on), depthMm: null, ...head, ...sideways }
  },
  drill: (id, on, plan) => ({
    ...{ kind: 'drill', id, pathIds: pathIds(on), depthMm: null, ...startOf(plan).head },
    ...{ peckMm: 2, dwellSeconds: 0 },
  }),
  inlayFemale: (id, on, plan) => ({
    ...{ kind: 'inlayFemale', id, pathIds: pathIds(on), depthMm: null },
    ...startOf(plan).clearing,
  }),
  inlayMale: (id, on, plan) => ({
    ...{ kind: 'inlayMale', id, ofId: ofId(on), depthMm: null, materialId: plan.topMaterialId },
    ...{ clearanceMm: 0.05, ...startOf(plan).outline, onionSkinMm: 0.2 },
  }),
}

/**
 * An operation as it starts: cut as the plan cuts, with what most work wants, and nobody has said how deep.
 * Throws when it is given paths and shares another's, or the other way round.
 */
export function newOperation(plan: PlanParts, kind: OperationKind, on: OperationOn): PlanOperation {
  return STARTS[kind](freeId(kind, plan), on, plan)
}

/** The plan without an operation and without those that share its paths. */
export function withoutOperation(plan: Plan, id: string): Plan {
  return {
    ...plan,
    operations: plan.operations.filter((one) => one.id !== id && ofIdOf(one) !== id),
  }
}

/**
 * The plan without a drawn path, and without what was cut along it; where it was an island, or one of several
 * paths that are each cut by themselves, the operation goes on without it. Its drawing stays, as long as
 * anything may have come from it.
 */
export function withoutDrawnPath(plan: Plan, pathId: string): Plan {
  const left = (operation: PlanOperation): readonly string[] =>
    ownPathIds(operation).filter((id) => id !== pathId)
  const gone = plan.operations.filter((operation) => {
    const own = ownPathIds(operation)
    const isArea = OPERATION_KINDS[operation.kind].takes === 'area'
    return own.length > 0 && (isArea ? own[0] === pathId : left(operation).length === 0)
  })
  const without = gone.reduce<Plan>((now, { id }) => withoutOperation(now, id), plan)
  return {
    ...without,
    operations: without.operations.map((one) =>
      'pathIds' in one ? { ...one, pathIds: [...left(one)] } : one,
    ),
    drawnPaths: plan.drawnPaths.filter(({ id }) => id !== pathId),
  }
}
