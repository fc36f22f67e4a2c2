import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Approval } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { inUnits } from '#core/posts/in-units.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { approvalRefusal } from '../workshop/approval-desk.ts'
import type { Judgement } from '../workshop/judge.ts'
import { bundleOf } from '../workshop/bundle.ts'
import { makeRun, type MadeRun } from '../workshop/make-run.ts'
import type { Workshop } from '../workshop/open-workshop.ts'
import { selectPosts } from '../workshop/post-shelf.ts'
import { readPlanFile, tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { feasibilitySummary } from './feasibility-text.ts'
import { clockTime, textTable } from './table.ts'

/** What `run` and `demo` make programs of. */
export interface RunOrder {
  readonly plan: Plan
  readonly sourceName: string
  readonly postIds: readonly string[]
  readonly acknowledgement: string | null
  readonly jobName: string
  /** Units of all programs; null or left out leaves each post its own. */
  readonly units?: PostProfile['units'] | null
}

/** Whoever types the command says yes to what it judges, and for YELLOW why. */
function approvalByCommand(workshop: Workshop, acknowledgement: string | null) {
  const { surroundings } = workshop.workplace
  return (judgement: Judgement): Result<Approval, Problem> => {
    const refusal = approvalRefusal(judgement, acknowledgement)
    if (refusal !== null) return failure(refusal)
    return success({
      planSha256: judgement.planSha256,
      feasibilitySha256: judgement.feasibilitySha256,
      approvedAtUtc: surroundings.clock().toISOString(),
      actor: `${surroundings.actor} (command line)`,
      acknowledgement,
    })
  }
}

/** Makes and records the run of a plan file. */
export async function runPlan(
  workshop: Workshop,
  order: RunOrder,
): Promise<Result<MadeRun, Problem>> {
  const profiles = selectPosts(workshop.posts, order.postIds)
  if (!profiles.ok) return profiles
  const { plan, sourceName, postIds, acknowledgement, jobName, units = null } = order
  return makeRun(
    {
      plan,
      planId: null,
      jobName,
      profiles: profiles.value.map((post) => (units === null ? post : inUnits(post, units))),
      summary: {
        ...{ plan, plan_file: sourceName, post_ids: postIds, acknowledgement },
        ...(units !== null && { units }),
      },
      approve: approvalByCommand(workshop, acknowledgement),
    },
    workshop.workplace,
  )
}

/** The bundle of an OK run as files in a folder; paths of what was written. */
export async function writeBundle(
  workshop: Workshop,
  artifact: RunArtifact,
  outDir: string,
): Promise<Result<readonly string[], Problem>> {
  const { runStore, posts } = workshop
  const files = await bundleOf(artifact, { runStore, posts: posts.posts })
  if (!files.ok) return files
  return success(
    files.value.map(({ fileName, text }) => {
      const path = join(outDir, basename(fileName))
      writeFileSync(path, text)
      return path
    }),
  )
}

/** Says why a folder cannot take the bundle, before anything is made; null when it can. */
function outDirFault(outDir: string): string | null {
  try {
    if (existsSync(outDir)) {
      if (!statSync(outDir).isDirectory()) return `${outDir}: is a file, not a folder`
      readdirSync(outDir)
      return null
    }
    mkdirSync(outDir, { recursive: true })
    return null
  } catch (thrown) {
    return `${outDir}: cannot be written (${(thrown as NodeJS.ErrnoException).code ?? String(thrown)})`
  }
}

/** Tells how a request came out; the exit code says the same. */
export function tellRun(
  context: CommandContext,
  made: MadeRun,
  files: readonly string[],
): ExitCode {
  const { artifact, report } = made
  const { decision, outputs } = artifact
  if (context.json) {
    writeJson(context, 'rmos.run-result', {
      run_id: made.runId,
      status: made.status,
      decision,
      programs: outputs.programs,
      files,
    })
  } else {
    if (report !== null) context.writeNote(feasibilitySummary(report))
    const rows = outputs.programs.map((program) => [
      program.title,
      `${String(program.line_count)} lines`,
      clockTime(program.estimated_seconds),
      program.file_name,
    ])
    if (rows.length > 0) context.writeNote(textTable(rows))
    context.writeResult(made.runId)
  }
  if (made.status === 'OK') return EXIT.done
  context.writeNote(`${made.status}: ${decision.block_reason ?? ''}`)
  return made.status === 'BLOCKED' ? EXIT.blocked : EXIT.internalError
}

interface RunArguments {
  readonly planPath: string
  readonly postIds: readonly string[]
  readonly outDir: string | null
  readonly acknowledgement: string | null
  readonly machineId: string | null
  readonly jobName: string | null
  readonly units: PostProfile['units'] | null
}

function readArguments(
  values: Readonly<Record<string, unknown>>,
  positionals: readonly string[],
): RunArguments | string {
  const planPath = positionals[0]
  if (planPath === undefined) return 'name a plan file'
  const text = (name: string) => {
    const value = values[name]
    return typeof value === 'string' ? value : null
  }
  const postIds = (text('post') ?? 'grbl')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean)
  if (postIds.length === 0) return '--post names no post'
  const units = text('units')
  if (units !== null && units !== 'mm' && units !== 'inch') {
    return `--units ${units} is neither mm nor inch`
  }
  return {
    units,
    planPath,
    postIds,
    outDir: text('out'),
    acknowledgement: text('ack'),
    machineId: text('machine'),
    jobName: text('job'),
  }
}

async function runWith(
  context: CommandContext,
  asked: RunArguments,
  plan: Plan,
): Promise<ExitCode> {
  const { outDir } = asked
  const fault = outDir === null ? null : outDirFault(outDir)
  if (fault !== null) {
    context.writeNote(fault)
    return EXIT.cannotWrite
  }
  return withWorkshop(context, async (workshop) => {
    const made = await runPlan(workshop, {
      plan,
      sourceName: basename(asked.planPath),
      postIds: asked.postIds,
      acknowledgement: asked.acknowledgement,
      jobName: asked.jobName ?? plan.name,
      units: asked.units,
    })
    if (!made.ok) return tellProblem(context, made.error)
    if (made.value.status !== 'OK' || outDir === null) return tellRun(context, made.value, [])
    const files = await writeBundle(workshop, made.value.artifact, outDir)
    return files.ok ? tellRun(context, made.value, files.value) : tellProblem(context, files.error)
  })
}

/** `run`: feasibility, toolpaths, run artifact and programs of a plan; prints the run id. */
export const run: Command = {
  name: 'run',
  summary: 'feasibility, toolpaths, run artifact and programs of a plan',
  usage:
    'Usage: rmos run PLAN [--post ID[,ID...]] [--out DIR] [--ack "reason"] [--machine ID] [--job NAME] [--units mm|inch]\nSeveral posts make one bundle: a program for each stage and controller, the drawing, a manifest, a README and hashes.\nPrints the run id. Exit 4 when feasibility blocks; the run is recorded all the same.\nExample: rmos run data/examples/classical-mosaic-46.json --post grbl,linuxcnc --out ./programs',
  options: {
    post: { type: 'string' },
    out: { type: 'string' },
    ack: { type: 'string' },
    machine: { type: 'string' },
    job: { type: 'string' },
    units: { type: 'string' },
  },
  run: async ({ values, positionals }, context) => {
    const asked = readArguments(values, positionals)
    if (typeof asked === 'string') return tellUsage(context, 'run', asked)
    const read = readPlanFile(asked.planPath)
    if (!read.ok) {
      context.writeNote(read.error.message)
      return read.error.exit
    }
    const plan =
      asked.machineId === null
        ? read.value
        : { ...read.value, cutting: { ...read.value.cutting, machineId: asked.machineId } }
    return runWith(context, asked, plan)
  },
}
