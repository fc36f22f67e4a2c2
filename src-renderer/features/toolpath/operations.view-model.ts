import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { OPERATION_KINDS, operationKey } from '#core/rosette/operation-kinds.ts'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import { type PlanCut, planCuts } from '#core/rosette/plan-cuts.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { Point3 } from '#core/geometry/point.ts'
import { moveLengthMm } from '#core/toolpath/measure.ts'
import { endOfMove } from '#core/toolpath/motion-blocks.ts'
import type { Move } from '#core/toolpath/move.ts'

/** One cut of the job as the list shows it. */
export interface OperationRow extends PlanCut {
  /** Time and way of what was planned; null while there is none. */
  readonly planned: PlannedPart | null
}

/** What a part of a program takes. */
export interface PlannedPart {
  readonly programId: string
  readonly seconds: number
  readonly lengthMm: number
}

/** Every cut of a plan in the order of work, with what is known of its path. */
export function operationRows(
  plan: Plan,
  programs: readonly ProgramPreview[],
  rapidMmPerMin: number,
): readonly OperationRow[] {
  const rows = planCuts(plan)
  const parts = plannedParts(rows, programs, rapidMmPerMin)
  return rows.map((row) => ({ ...row, planned: parts.get(row.key) ?? null }))
}

/** The keys of what a program cuts, in its order. */
function keysOf(
  { stage, id, operationIds }: ProgramPreview,
  rows: readonly Pick<OperationRow, 'key' | 'stage'>[],
): readonly string[] {
  if (operationIds !== undefined) return operationIds.map((id) => operationKey({ id }))
  const keys = rows.filter((row) => row.stage === stage).map(({ key }) => key)
  // with several rings of shell each has programs of its own, named for it
  if (stage !== 'shell-pieces' || keys.length === 1) return keys
  return keys.filter((key) => id.endsWith(`-${key.slice('shell:'.length)}`))
}

function plannedParts(
  rows: readonly Pick<OperationRow, 'key' | 'stage'>[],
  programs: readonly ProgramPreview[],
  rapidMmPerMin: number,
): ReadonlyMap<string, PlannedPart> {
  const found = new Map<string, PlannedPart>()
  for (const program of programs) {
    const parts = partsOf(program, rapidMmPerMin)
    keysOf(program, rows).forEach((key, index) => {
      const part = parts[index]
      if (part !== undefined) found.set(key, { programId: program.id, ...part })
    })
  }
  return found
}

/**
 * A program's parts, each begun by a comment, at length over feed and scaled so that together they take as
 * long as the program; what comes before the first comment belongs to the first.
 */
function partsOf(
  { moves, estimatedSeconds }: ProgramPreview,
  rapidMmPerMin: number,
): readonly Omit<PlannedPart, 'programId'>[] {
  const parts: { seconds: number; lengthMm: number }[] = [{ seconds: 0, lengthMm: 0 }]
  let at: Point3 = { xMm: 0, yMm: 0, zMm: 0 }
  let comments = 0
  for (const move of moves) {
    if (move.kind === 'comment') {
      comments += 1
      if (comments > 1) parts.push({ seconds: 0, lengthMm: 0 })
      continue
    }
    const part = parts.at(-1)
    if (part === undefined) continue
    if (move.kind === 'dwell') part.seconds += move.seconds
    const lengthMm = moveLengthMm(at, move)
    part.lengthMm += lengthMm
    part.seconds += (60 * lengthMm) / feedOf(move, rapidMmPerMin)
    at = endOfMove(at, move)
  }
  const total = parts.reduce((sum, { seconds }) => sum + seconds, 0)
  const scale = total === 0 ? 1 : estimatedSeconds / total
  return parts.map(({ seconds, lengthMm }) => ({ seconds: seconds * scale, lengthMm }))
}

function feedOf(move: Move, rapidMmPerMin: number): number {
  return 'feedMmPerMin' in move ? move.feedMmPerMin : rapidMmPerMin
}

/** The plan with one operation changed. */
export function withOperation(
  plan: Plan,
  id: string,
  change: (operation: PlanOperation) => PlanOperation,
): Plan {
  return {
    ...plan,
    operations: plan.operations.map((one) => (one.id === id ? change(one) : one)),
  }
}

/**
 * Index of the operation that is cut before (−1) or after (+1) one in the same stage, which is the order of
 * work; −1 when there is none.
 */
export function neighbourIndex(
  { operations }: Pick<Plan, 'operations'>,
  id: string,
  by: -1 | 1,
): number {
  const index = operations.findIndex((one) => one.id === id)
  const kind = operations[index]?.kind
  if (kind === undefined) return -1
  const { stage } = OPERATION_KINDS[kind]
  const isSame = (one: PlanOperation) => OPERATION_KINDS[one.kind].stage === stage
  return by < 0
    ? operations.findLastIndex((one, at) => at < index && isSame(one))
    : operations.findIndex((one, at) => at > index && isSame(one))
}

/** The plan with an operation one place earlier (−1) or later (+1) in its stage; at the end it stays. */
export function withOperationMoved(plan: Plan, id: string, by: -1 | 1): Plan {
  const index = plan.operations.findIndex((one) => one.id === id)
  const otherIndex = neighbourIndex(plan, id, by)
  const other = plan.operations[otherIndex]
  const moved = plan.operations[index]
  if (other === undefined || moved === undefined) return plan
  const operations = plan.operations.map((one, place) => {
    if (place === index) return other
    return place === otherIndex ? moved : one
  })
  return { ...plan, operations }
}
