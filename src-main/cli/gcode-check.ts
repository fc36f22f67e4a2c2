import { basename } from 'node:path'
import { checkProgram } from '#core/gcode/check-program.ts'
import { type GcodeReport, GRBL_1_1 } from '#core/gcode/program-check.ts'
import { programProblemSentence } from '#core/gcode/parse-program.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import { openPosts, selectPosts } from '../workshop/post-shelf.ts'
import { readInputFile, tellProblem, tellUsage, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { gcodeReportText } from './gcode-report-text.ts'

/** A program of two million lines is about so large. */
const PROGRAM_LIMIT_BYTES = 64_000_000

const USAGE = `Usage: rmos gcode check FILE [--machine ID] [--post ID] [--json]
Says what a GRBL controller would refuse in a program, with line and error number, and what is
dangerous though it is taken; then bounds, lengths, modes and the shortest time it can take.
  --machine ID  the machine's travel, rates and spindle are checked too
  --post ID     the post whose controller the program is for (grbl)
Exit 0 when nothing is worse than a note, 2 when a line is refused or unsafe, 65 when it is no G-code,
66 when there is no such file.
Example: rmos gcode check rosette.nc --machine bench-router-400`

/** What a check is made against. */
interface Target {
  readonly machine: Machine | null
  readonly post: PostProfile | null
}

function findMachine(context: CommandContext, id: string): Result<Machine, ExitCode> {
  const library = openLibrary(context.installDir)
  if (!library.ok) return failure(tellProblem(context, library.error))
  const { machines } = library.value
  const machine = machines.find((candidate) => candidate.id === id)
  if (machine !== undefined) return success(machine)
  const known = machines.map((candidate) => candidate.id).join(', ')
  const message = `there is no machine "${id}"; there are: ${known}`
  return failure(tellUsage(context, 'gcode check', message))
}

function findTarget(
  context: CommandContext,
  ids: { readonly machine: unknown; readonly post: unknown },
): Result<Target, ExitCode> {
  const target: { machine: Machine | null; post: PostProfile | null } = {
    machine: null,
    post: null,
  }
  if (typeof ids.machine === 'string') {
    const machine = findMachine(context, ids.machine)
    if (!machine.ok) return machine
    target.machine = machine.value
  }
  if (typeof ids.post === 'string') {
    const posts = selectPosts(openPosts(context.installDir, context.dataDir), [ids.post])
    if (!posts.ok) return failure(tellUsage(context, 'gcode check', posts.error.message))
    target.post = posts.value[0] ?? null
  }
  return success(target)
}

function exitOf(report: GcodeReport): ExitCode {
  switch (report.verdict) {
    case 'clean':
      return EXIT.done
    case 'refused':
    case 'unsafe':
      return EXIT.verificationFailed
    case 'not-gcode':
      return EXIT.invalidData
  }
}

function tell(file: string, report: GcodeReport, target: Target, context: CommandContext): void {
  const { machine, post } = target
  if (context.json) {
    const against = { machineId: machine?.id ?? null, postId: post?.id ?? null }
    writeJson(context, 'rmos.gcode-check', { version: 1, file, ...against, ...report })
  } else if (report.notGcode === null) context.writeResult(gcodeReportText(file, report))
  if (report.notGcode === null) return
  context.writeNote(`${file}: ${programProblemSentence(report.notGcode)}`)
}

function check(path: string, target: Target, context: CommandContext): ExitCode {
  const read = readInputFile(path, PROGRAM_LIMIT_BYTES)
  if (!read.ok) {
    context.writeNote(read.error.message)
    return read.error.exit
  }
  const { machine, post } = target
  const profile = post ?? GRBL_1_1
  const report = checkProgram(read.value, { profile, ...(machine === null ? {} : { machine }) })
  tell(basename(path), report, target, context)
  return exitOf(report)
}

/** `gcode check`: what a controller would refuse in any program, and what is dangerous in it. */
export const gcodeCheck: Command = {
  name: 'gcode check',
  summary: 'what a GRBL controller would refuse in a program, bounds, modes and time',
  usage: USAGE,
  options: { machine: { type: 'string' }, post: { type: 'string' } },
  run: ({ values, positionals }, context) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      return Promise.resolve(tellUsage(context, 'gcode check', 'name one program file'))
    }
    const ids = { machine: values['machine'], post: values['post'] }
    const target = findTarget(context, ids)
    return Promise.resolve(target.ok ? check(path, target.value, context) : target.error)
  },
}
