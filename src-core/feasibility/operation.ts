import type { JobContext } from './job-context.ts'
import { passDepthMm } from '../rosette/depth-passes.ts'
import { soundholeDepthMm } from '../rosette/soundhole-depth.ts'

/** One cut of the job, as the router rules see it. */
export interface Operation {
  /** `ring:<id>` or `soundhole`. */
  readonly subject: string
  /** What to call it in a sentence. */
  readonly name: string
  /** Deepest cut below the top; null when a measurement is missing. */
  readonly depthMm: number | null
  /** Depth of each of the equal passes; null when the depth is unknown. */
  readonly passDepthMm: number | null
  /** Smallest circle the tool's centre runs on; feed is lowest there. */
  readonly smallestPathRadiusMm: number
}

/** The cuts of a job: one per channel, then the soundhole. */
export function operationsOf(job: JobContext): readonly Operation[] {
  const toolRadiusMm = (job.tool?.diameterMm ?? 0) / 2
  const limitMm = job.plan.cutting.maxDepthPerPassMm
  const passDepth = (depthMm: number | null) =>
    depthMm === null || depthMm <= 0 ? null : passDepthMm(depthMm, limitMm)
  const channels = job.solution.rings.map(({ channel }) => ({
    subject: `ring:${channel.ringId}`,
    name: `The channel of "${channel.ringName}"`,
    depthMm: channel.depthMm,
    passDepthMm: passDepth(channel.depthMm),
    smallestPathRadiusMm: channel.innerRadiusMm + toolRadiusMm,
  }))
  const holeDepthMm = soundholeDepthMm(job.plan)
  return [
    ...channels,
    {
      subject: 'soundhole',
      name: 'The soundhole',
      depthMm: holeDepthMm,
      passDepthMm: passDepth(holeDepthMm),
      smallestPathRadiusMm: job.plan.soundhole.radiusMm - toolRadiusMm,
    },
  ]
}
