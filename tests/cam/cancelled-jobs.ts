import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { CamDesk } from '../../src-main/cam/cam-desk.ts'
import type { CutContext } from '../../src-main/workshop/cut-plan.ts'
import type { CutRunOrder } from '../../src-main/workshop/cut-run-job.ts'
import { judgePlan } from '../../src-main/workshop/judge.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import { twelveRings } from '../fixtures/twelve-rings.ts'
import { planWithPocket } from '../workshop/drawn-plan.ts'
import { guitarBody } from './pocket-shapes.ts'

/** A long job of the CAM process that may be called off anywhere. */
export interface CancelledJob {
  readonly name: string
  readonly start: (desk: CamDesk, jobId: string) => Promise<Result<unknown, Problem>>
}

const opened = openLibrary(process.cwd())
if (!opened.ok) throw new Error(opened.error.message)
const library = opened.value
const { posts } = openPosts(process.cwd())

function contextOf(plan: Plan): CutContext {
  const { tool, machine } = library.recordsFor(plan)
  if (tool === null || machine === null) throw new Error('the plan names no tool or machine')
  return { plan, tool, machine, tools: library.tools }
}

/** A guitar's body as a pocket for a bit the library lacks: seconds of planning. */
export function guitarContext(diameterMm: number): CutContext {
  const toolId = 'router:test-wide'
  const context = contextOf(planWithPocket(guitarBody(), { toolId, depthMm: 1.2 }))
  const wide = { ...context.tool, id: toolId, name: `${String(diameterMm)} mm`, diameterMm }
  return { ...context, tools: [...context.tools, wide] }
}

function cutOrder(): CutRunOrder {
  const plan = twelveRings()
  const judged = judgePlan(plan, library)
  const { report, planSha256, feasibilitySha256 } = judged
  return {
    context: contextOf(plan),
    profiles: posts,
    report,
    head: {
      ...{ runId: 'a'.repeat(32), requestId: 'b'.repeat(32), mode: 'rosette', appVersion: '0' },
      ...{ createdAtUtc: '2026-11-21T00:00:00.000Z', jobName: plan.name, requestSummary: {} },
      ...{ toolId: plan.cutting.toolId, machineId: plan.cutting.machineId },
    },
    approval: {
      ...{ planSha256, feasibilitySha256, acknowledgement: null },
      ...{ approvedAtUtc: '2026-11-21T00:00:00.000Z', actor: 'test' },
    },
  }
}

/** Planning of a large pocket, making of a bundle's programs, and a simulation for looking at. */
export const CANCELLED_JOBS: readonly CancelledJob[] = [
  {
    name: 'guitar body as a pocket, 12.7 mm',
    start: (desk, jobId) => desk.run('toolpath.preview', guitarContext(12.7), jobId),
  },
  {
    name: 'twelve rings, eight posts, proved',
    start: (desk, jobId) => desk.run('run.cut', cutOrder(), jobId),
  },
  {
    name: 'simulation of twelve rings',
    start: (desk, jobId) => {
      const [profile] = posts
      if (profile === undefined) throw new Error('there are no posts')
      const order = { context: contextOf(twelveRings()), programId: '1-inlay-channels', profile }
      return desk.run('toolpath.simulate', order, jobId)
    },
  },
]
