import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { recipeOf } from '#core/rosette/recipe.ts'
import { confirmedStage } from '#core/rosette/stage.ts'
import type { MadeRun } from '../workshop/make-run.ts'
import type { Workshop } from '../workshop/open-workshop.ts'
import { tellProblem, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { feasibilitySummary } from './feasibility-text.ts'
import { runPlan, writeBundle } from './run.ts'
import { streamProgram } from './stream-program.ts'
import { clockTime, mm, textTable } from './table.ts'

const TEMPLATE = 'classical-mosaic-46'
/** Real time would take a quarter of an hour; the virtual controller's clock runs faster instead. */
const REHEARSAL_PORT = 'virtual:?speed=100'
/** The post whose programs the virtual controller reads. */
const REHEARSED_POST = 'grbl'

interface ProgramOutcome {
  readonly programId: string
  readonly outcome: string
  readonly lines: number
  readonly estimatedSeconds: number
}

async function rehearse(
  context: CommandContext,
  workshop: Workshop,
  runId: string,
): Promise<Result<readonly ProgramOutcome[], Problem>> {
  const connected = await workshop.machine.connect(REHEARSAL_PORT)
  if (!connected.ok) return connected
  const shown = await workshop.runStore.show(runId)
  if (!shown.ok) return shown
  const outcomes: ProgramOutcome[] = []
  const { programs } = shown.value.artifact.outputs
  // the virtual controller is a GRBL one; the programs for the others are files to carry to them
  for (const program of programs.filter(({ post_id }) => post_id === REHEARSED_POST)) {
    context.writeNote(`Rehearsing: ${program.title}`)
    const ended = await streamProgram(context, workshop, { runId, programId: program.program_id })
    if (!ended.ok) return ended
    const outcome = ended.value.outcome ?? 'unknown'
    const { program_id: programId, estimated_seconds: estimatedSeconds } = program
    outcomes.push({ programId, outcome, lines: ended.value.linesAcknowledged, estimatedSeconds })
    if (outcome !== 'completed') break
    const handWork = confirmedStage(program.stage)
    if (handWork !== null) {
      // at the bench this is glue, a night's wait and a scraper
      const confirmed = workshop.runStore.confirmStage(runId, handWork)
      if (!confirmed.ok) return confirmed
    }
  }
  return success(outcomes)
}

function tellPlan(context: CommandContext, plan: Plan): void {
  context.writeNote(`1. Plan: ${plan.name}`)
  for (const ring of recipeOf(plan).rings) {
    if (ring.kind !== 'tile') continue
    context.writeNote(
      `   ${String(ring.tileCount)} tiles from a log of ${mm(ring.logLengthMm)}, ${String(ring.sliceCount)} slices of ${mm(ring.sliceThicknessMm)}; taper every ${ring.taper} by ${ring.taperAngleDeg.toFixed(3)} degrees`,
    )
  }
}

async function bundleAndRehearse(
  context: CommandContext,
  workshop: Workshop,
  { artifact, runId }: MadeRun,
): Promise<ExitCode> {
  const outDir = join(context.dataDir, 'demo', runId)
  mkdirSync(outDir, { recursive: true })
  const files = await writeBundle(workshop, artifact, outDir)
  if (!files.ok) return tellProblem(context, files.error)
  context.writeNote(`3. Approved by ${artifact.approval?.actor ?? ''}; run ${runId} recorded`)
  context.writeNote(`4. Programs in ${outDir}`)
  context.writeNote('5. Virtual controller, 100 times faster than real')
  const outcomes = await rehearse(context, workshop, runId)
  if (!outcomes.ok) return tellProblem(context, outcomes.error)
  return tellOutcomes(context, { runId, files: files.value, outcomes: outcomes.value })
}

async function demoIn(context: CommandContext, workshop: Workshop): Promise<ExitCode> {
  const template = workshop.shipped.find(({ templateId }) => templateId === TEMPLATE)
  if (template === undefined) throw new Error(`the shipped example ${TEMPLATE} is missing`)
  const { plan } = template
  tellPlan(context, plan)
  const made = await runPlan(workshop, {
    plan,
    sourceName: `${TEMPLATE}.json`,
    postIds: workshop.posts.posts.map(({ id }) => id),
    acknowledgement: null,
    jobName: plan.name,
  })
  if (!made.ok) return tellProblem(context, made.error)
  const { artifact, report } = made.value
  context.writeNote('2. Feasibility')
  if (report !== null) context.writeNote(feasibilitySummary(report).replace(/^/gm, '   '))
  if (artifact.status === 'OK') return bundleAndRehearse(context, workshop, made.value)
  context.writeNote(`${artifact.status}: ${artifact.decision.block_reason ?? ''}`)
  return EXIT.blocked
}

function tellOutcomes(
  context: CommandContext,
  facts: {
    readonly runId: string
    readonly files: readonly string[]
    readonly outcomes: readonly ProgramOutcome[]
  },
): ExitCode {
  const { runId, files, outcomes } = facts
  if (context.json) writeJson(context, 'rmos.demo', { runId, files, outcomes })
  else {
    const rows = outcomes.map((one) => [
      one.programId,
      one.outcome,
      `${String(one.lines)} lines`,
      `${clockTime(one.estimatedSeconds)} on the machine`,
    ])
    context.writeResult(`Run ${runId}\n${textTable(rows)}`)
  }
  const done = outcomes.every(({ outcome }) => outcome === 'completed')
  return done ? EXIT.done : EXIT.machineFault
}

/** `demo`: the main job on the shipped mosaic, from the plan to the job log, without a window. */
export const demo: Command = {
  name: 'demo',
  summary: 'the main job on a shipped example, from plan to job log',
  usage: 'Usage: rmos demo\nExample: rmos demo --data /tmp/rmos-demo',
  options: {},
  run: (_args, context) => withWorkshop(context, (workshop) => demoIn(context, workshop)),
}
