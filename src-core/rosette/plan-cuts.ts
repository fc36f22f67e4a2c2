import { channelsOfPlan } from './channel.ts'
import { drawnOperations } from './drawn-operation.ts'
import { OPERATION_KINDS, operationKey } from './operation-kinds.ts'
import type { PlanOperation } from './plan-operation.schema.ts'
import type { Plan } from './plan.schema.ts'
import { soundholeDepthMm } from './soundhole-depth.ts'
import { type Stage, STAGES } from './stage.ts'

/** One cut of a plan. */
export interface PlanCut {
  /** `shell:<id>`, `ring:<id>`, `operation:<id>` or `soundhole`. */
  readonly key: string
  readonly stage: Stage
  /** Empty for the soundhole. */
  readonly name: string
  readonly toolId: string
  /** Null while nobody has measured or said it. */
  readonly depthMm: number | null
  /** The operation on drawn paths that it is; null for what follows from the rosette. */
  readonly operation: PlanOperation | null
}

function shellCuts(plan: Plan): readonly PlanCut[] {
  return plan.rings.flatMap((ring) =>
    ring.kind === 'shell'
      ? [
          {
            key: `shell:${ring.id}`,
            stage: 'shell-pieces' as const,
            name: ring.name,
            toolId: ring.cutting.toolId,
            depthMm: ring.inlayThicknessMm,
            operation: null,
          },
        ]
      : [],
  )
}

/** Every cut of a plan in the order of work, operations that are off among them. */
export function planCuts(plan: Plan): readonly PlanCut[] {
  const { toolId } = plan.cutting
  const channels = channelsOfPlan(plan).map(({ ringId, ringName, stage, depthMm }): PlanCut => ({
    ...{ key: `ring:${ringId}`, stage, name: ringName, toolId, depthMm, operation: null },
  }))
  const drawn = drawnOperations(plan, { withOff: true }).map(
    ({ operation, name, depthMm }): PlanCut => ({
      ...{ key: operationKey(operation), stage: OPERATION_KINDS[operation.kind].stage },
      ...{ name, operation, toolId: operation.toolId, depthMm },
    }),
  )
  const hole: PlanCut = {
    ...{ key: 'soundhole', stage: 'soundhole', name: '', toolId, operation: null },
    depthMm: soundholeDepthMm(plan),
  }
  const all = [...shellCuts(plan), ...channels, ...drawn, hole]
  return STAGES.flatMap((stage) => all.filter((cut) => cut.stage === stage))
}
