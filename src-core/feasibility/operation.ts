import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { passDepthMm } from '../rosette/depth-passes.ts'
import { type DrawnOperation, drawnOperations, pocketShape } from '../rosette/drawn-operation.ts'
import type { RingOf } from '../rosette/plan.schema.ts'
import { soundholeDepthMm } from '../rosette/soundhole-depth.ts'
import { type JobContext, toolOfJob } from './job-context.ts'

/** One cut of the job, as the router rules see it. */
export interface Operation {
  /** `ring:<id>`, `soundhole`, `shell:<id>` or `pocket:<id>`. */
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

/** A pocket of a drawing, with its own tool and feeds: narrow ones are cut on small circles. */
function pocketOperation(job: JobContext, { operation, name, walls }: DrawnOperation): Operation {
  const { toolId, depthMm, maxDepthPerPassMm } = operation
  const { spindleRpm, feedMmPerMin, plungeMmPerMin } = operation
  const tool = toolOfJob(job, toolId)
  const roomMm = pocketShape(walls).inradiusMm - (tool?.diameterMm ?? 0) / 2
  return {
    subject: `pocket:${operation.id}`,
    name: `The pocket "${name}"`,
    depthMm,
    passDepthMm: passDepth(depthMm, maxDepthPerPassMm),
    smallestPathRadiusMm: Math.max(0, roomMm),
    tool,
    material: job.topMaterial,
    spindleRpm,
    feedMmPerMin,
    plungeMmPerMin,
  }
}

/** The cuts of a job: pieces of shell, channels, the soundhole, pockets of drawings. */
export function operationsOf(job: JobContext): readonly Operation[] {
  const shell = job.plan.rings.filter((ring) => ring.kind === 'shell')
  return [
    ...shell.map((ring) => shellOperation(job, ring)),
    ...topOperations(job),
    ...drawnOperations(job.plan).map((drawn) => pocketOperation(job, drawn)),
  ]
}
