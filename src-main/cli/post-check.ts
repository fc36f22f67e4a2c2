import { basename } from 'node:path'
import {
  checkPost,
  type PostCheck,
  type PostTrial,
  trySample,
  tryPost,
} from '#core/posts/check-post.ts'
import { inUnits } from '#core/posts/in-units.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { planToolpaths } from '#core/toolpath/plan-toolpaths.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { judgePlan } from '../workshop/judge.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import { openPosts, selectPosts } from '../workshop/post-shelf.ts'
import { readInputFile, readPlanFile, tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'

const POST_LIMIT_BYTES = 60_000

function tellTrial(context: CommandContext, { text, failures }: PostTrial): void {
  const lines = text.split('\n')
  for (const { line, sentence } of failures) {
    const shown =
      line === 0 ? 'the whole program' : `line ${String(line)} "${lines[line - 1] ?? ''}"`
    context.writeNote(`${shown}: ${sentence}`)
  }
}

function tellCheck(context: CommandContext, check: PostCheck): ExitCode {
  const { profile, problem, trial } = check
  if (context.json) writeJson(context, 'rmos.post-check', { version: 1, ...check })
  if (profile === null || trial === null) {
    context.writeNote(problem?.sentence ?? '')
    return EXIT.invalidData
  }
  tellTrial(context, trial)
  if (trial.failures.length > 0) return EXIT.verificationFailed
  if (!context.json) context.writeResult(`${profile.id}: ${profile.name} is sound`)
  return EXIT.done
}

/** `post check`: whether a file is a post, and whether what it prints is what was planned. */
export const postCheck: Command = {
  name: 'post check',
  summary: 'whether a post file is sound, tried on a sample program',
  usage: `Usage: rmos post check FILE [--json]
Reads a post file, prints a sample program with it (a channel, holes, an arc on edge) and reads that again
by the rules of the post's own controller. Exit 0 when all is well, 2 when the sample is not what was
planned, 65 when the file is no post: the sentence names line and field.
Example: rmos post check my-router.json`,
  options: {},
  run: ({ positionals }, context) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      return Promise.resolve(tellUsage(context, 'post check', 'name one post file'))
    }
    const read = readInputFile(path, POST_LIMIT_BYTES)
    if (!read.ok) {
      context.writeNote(read.error.message)
      return Promise.resolve(read.error.exit)
    }
    return Promise.resolve(tellCheck(context, checkPost(basename(path), read.value)))
  },
}

/** The programs of a plan file, printed for reading. */
function trialsOfPlan(
  context: CommandContext,
  path: string,
  profile: PostProfile,
): Result<readonly PostTrial[], ExitCode> {
  const plan = readPlanFile(path)
  if (!plan.ok) {
    context.writeNote(plan.error.message)
    return failure(plan.error.exit)
  }
  const library = openLibrary(context.installDir)
  if (!library.ok) return failure(tellProblem(context, library.error))
  const { report } = judgePlan(plan.value, library.value)
  const { tool, machine } = library.value.recordsFor(plan.value)
  if (tool === null || machine === null || !mayProceed(report.overall, true)) {
    context.writeNote(report.findings[0]?.sentence ?? 'the plan has no programs yet')
    return failure(EXIT.blocked)
  }
  const programs = planToolpaths(plan.value, tool, machine, { tools: library.value.tools })
  const options = {
    planName: plan.value.name,
    machine,
    toolName: tool.name,
    toolDiameterMm: tool.diameterMm,
  }
  return success(programs.map((program) => tryPost(profile, program, options)))
}

function show(context: CommandContext, trials: readonly PostTrial[]): ExitCode {
  for (const trial of trials) tellTrial(context, trial)
  if (context.json) writeJson(context, 'rmos.post-preview', { version: 1, programs: trials })
  else context.writeResult(trials.map(({ text }) => text.trimEnd()).join('\n\n'))
  return trials.some(({ failures }) => failures.length > 0) ? EXIT.verificationFailed : EXIT.done
}

/** `post preview`: a plan's programs, or the sample, as a post prints them; nothing is recorded. */
export const postPreview: Command = {
  name: 'post preview',
  summary: 'programs as a post prints them, for reading only',
  usage: `Usage: rmos post preview ID [--plan FILE] [--units mm|inch] [--json]
Prints the programs of a plan, or a sample program, as the post writes them. Nothing is recorded, and what
is to be cut comes from "rmos run".
Example: rmos post preview linuxcnc --plan data/examples/classical-mosaic-46.json`,
  options: { plan: { type: 'string' }, units: { type: 'string' } },
  run: ({ values, positionals }, context) => {
    const id = positionals[0]
    const { plan, units } = values
    if (id === undefined) return Promise.resolve(tellUsage(context, 'post preview', 'name a post'))
    if (units !== undefined && units !== 'mm' && units !== 'inch') {
      return Promise.resolve(tellUsage(context, 'post preview', '--units is mm or inch'))
    }
    const chosen = selectPosts(openPosts(context.installDir, context.dataDir), [id])
    if (!chosen.ok) return Promise.resolve(tellUsage(context, 'post preview', chosen.error.message))
    const post = chosen.value[0]
    if (post === undefined) throw new Error('a chosen post is missing')
    const profile = units === undefined ? post : inUnits(post, units)
    if (typeof plan !== 'string') return Promise.resolve(show(context, [trySample(profile)]))
    const trials = trialsOfPlan(context, plan, profile)
    return Promise.resolve(trials.ok ? show(context, trials.value) : trials.error)
  },
}
