import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { passDepthMm } from '../rosette/depth-passes.ts'
import type { Path } from '../geometry/path.ts'
import { distanceMm } from '../geometry/point.ts'
import { type DrawnOperation, drawnOperations } from '../rosette/drawn-operation.ts'
import { OPERATION_KINDS, operationKey } from '../rosette/operation-kinds.ts'
import { pocketShape } from '../rosette/pocket-shape.ts'
import type { RingOf } from '../rosette/plan.schema.ts'
import { soundholeDepthMm } from '../rosette/soundhole-depth.ts'
import { type JobContext, toolOfJob } from './job-context.ts'

/** One cut of the job, as the router rules see it. */
export interface Operation {
  /** `ring:<id>`, `soundhole`, `shell:<id>` or `operation:<id>`. */
  readonly subject: string
  /** What to call it in a sentence. */
  readonly name: string
  /** Deepest cut below the top; null when a measurement is missing. */
  readonly depthMm: number | null
  /** Depth of each of the equal passes; null when the depth is unknown. */
  readonly passDepthMm: number | null
  /** Smallest circle the tool's centre runs on; feed is lowest there. */
  readonly smallestPathRadiusMm: number
  /** What cuts and what is cut; null when the library has none of that id. */
  readonly tool: Tool | null
  readonly material: Material | null
  readonly spindleRpm: number
  readonly feedMmPerMin: number
  readonly plungeMmPerMin: number
  /** Drilled straight down: nothing of it is cut sideways. */
  readonly isDrilled?: true
}

function passDepth(depthMm: number | null, limitMm: number): number | null {
  return depthMm === null || depthMm <= 0 ? null : passDepthMm(depthMm, limitMm)
}

/** The cuts in the top: one per channel, then the soundhole. */
function topOperations(job: JobContext): readonly Operation[] {
  const toolRadiusMm = (job.tool?.diameterMm ?? 0) / 2
  const { spindleRpm, feedMmPerMin, plungeMmPerMin, maxDepthPerPassMm } = job.plan.cutting
  const how = {
    tool: job.tool,
    material: job.topMaterial,
    spindleRpm,
    feedMmPerMin,
    plungeMmPerMin,
  }
  const channels = job.solution.rings.map(({ channel }) => ({
    ...how,
    subject: `ring:${channel.ringId}`,
    name: `The channel of "${channel.ringName}"`,
    depthMm: channel.depthMm,
    passDepthMm: passDepth(channel.depthMm, maxDepthPerPassMm),
    smallestPathRadiusMm: channel.innerRadiusMm + toolRadiusMm,
  }))
  const holeDepthMm = soundholeDepthMm(job.plan)
  return [
    ...channels,
    {
      ...how,
      subject: 'soundhole',
      name: 'The soundhole',
      depthMm: holeDepthMm,
      passDepthMm: passDepth(holeDepthMm, maxDepthPerPassMm),
      smallestPathRadiusMm: job.plan.soundhole.radiusMm - toolRadiusMm,
    },
  ]
}

/** Cutting the pieces of one ring of shell, with its own tool and feeds, round their corners. */
function shellOperation(job: JobContext, ring: RingOf<'shell'>): Operation {
  const tool = job.tools.find(({ id }) => id === ring.cutting.toolId) ?? null
  const { spindleRpm, feedMmPerMin, plungeMmPerMin, maxDepthPerPassMm } = ring.cutting
  return {
    subject: `shell:${ring.id}`,
    name: `The shell of "${ring.name}"`,
    depthMm: ring.inlayThicknessMm,
    passDepthMm: passDepth(ring.inlayThicknessMm, maxDepthPerPassMm),
    smallestPathRadiusMm: (tool?.diameterMm ?? 0) / 2,
    tool,
    material: job.materials.find(({ id }) => id === ring.materialId) ?? null,
    spindleRpm,
    feedMmPerMin,
    plungeMmPerMin,
  }
}

/** Longer radii ask no machine to slow down, mm. */
const STRAIGHT_MM = 1000

/** The tightest arc a tool's middle runs on, `offMm` inside what is drawn, mm. */
function tightestMm(walls: readonly Path[], offMm: number): number {
  const radiiMm = walls
    .flat()
    .flatMap((piece) =>
      piece.kind === 'arc' ? [distanceMm(piece.centre, piece.from) - offMm] : [],
    )
  return Math.min(STRAIGHT_MM, ...radiiMm.filter((radiusMm) => radiusMm > 0))
}

/** Smallest circle the tool's middle runs on. */
function smallestMm({ operation, walls }: DrawnOperation, toolRadiusMm: number): number {
  if (OPERATION_KINDS[operation.kind].stage === 'inlay-pockets') {
    return Math.max(0, pocketShape(walls).inradiusMm - toolRadiusMm)
  }
  if (operation.kind === 'drill') return 0
  if (operation.kind === 'engrave') return tightestMm(walls, 0)
  if (operation.kind !== 'profile' || operation.side === 'outside') return toolRadiusMm
  return tightestMm(walls, operation.side === 'inside' ? toolRadiusMm : 0)
}

/** What a finding calls an operation. */
export function operationName({ operation, name }: DrawnOperation): string {
  return `The ${OPERATION_KINDS[operation.kind].noun} "${name}"`
}

/** What an operation is cut out of; null when the library has none of that id. */
function materialOf(job: JobContext, { operation }: DrawnOperation): Material | null {
  if (operation.kind !== 'inlayMale') return job.topMaterial
  return job.materials.find(({ id }) => id === operation.materialId) ?? null
}

/** An operation on drawn paths, with its own tool and feeds. */
function drawnOperation(job: JobContext, drawn: DrawnOperation): Operation {
  const { operation, depthMm } = drawn
  const tool = toolOfJob(job, operation.toolId)
  const { spindleRpm, plungeMmPerMin } = operation
  const isDrilled = operation.kind === 'drill'
  return {
    subject: operationKey(operation),
    name: operationName(drawn),
    depthMm,
    passDepthMm: isDrilled ? null : passDepth(depthMm, operation.maxDepthPerPassMm),
    smallestPathRadiusMm: smallestMm(drawn, (tool?.diameterMm ?? 0) / 2),
    tool,
    material: materialOf(job, drawn),
    spindleRpm,
    feedMmPerMin: isDrilled ? plungeMmPerMin : operation.feedMmPerMin,
    plungeMmPerMin,
    ...(isDrilled && { isDrilled }),
  }
}

/** The cuts of a job: pieces of shell, channels, the soundhole, operations on drawn paths. */
export function operationsOf(job: JobContext): readonly Operation[] {
  const shell = job.plan.rings.filter((ring) => ring.kind === 'shell')
  return [
    ...shell.map((ring) => shellOperation(job, ring)),
    ...topOperations(job),
    ...drawnOperations(job.plan).map((drawn) => drawnOperation(job, drawn)),
  ]
}
