import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { forkEngine } from '../machine/fork-engine.ts'
import { openWorkshop, type Workshop } from '../workshop/open-workshop.ts'
import { curableCause } from '../workshop/safe-mode.ts'
import type { CommandContext, ExitCode } from './command.ts'
import { EXIT } from './command.ts'

const EXIT_OF_PROBLEM: Readonly<Record<Problem['kind'], ExitCode>> = {
  'invalid-input': EXIT.usage,
  'invalid-data': EXIT.invalidData,
  'not-found': EXIT.inputNotFound,
  blocked: EXIT.blocked,
  'needs-approval': EXIT.blocked,
  busy: EXIT.cannotWrite,
  machine: EXIT.machineFault,
  storage: EXIT.cannotWrite,
  internal: EXIT.internalError,
}

/** Tells a problem in one sentence, with what to do below it, and returns its exit code. */
export function tellProblem(context: CommandContext, problem: Problem): ExitCode {
  context.writeNote(problem.message)
  if (problem.remedy !== '') context.writeNote(problem.remedy)
  return EXIT_OF_PROBLEM[problem.kind]
}

/** Says what is wrong with how the command was called. */
export function tellUsage(context: CommandContext, command: string, message: string): ExitCode {
  context.writeNote(`${command}: ${message}`)
  context.writeNote(`rmos ${command} --help shows how it is called.`)
  return EXIT.usage
}

/** A command's one JSON document. */
export function writeJson(context: CommandContext, schema: string, document: object): void {
  context.writeResult(JSON.stringify({ schema, ...document }, null, 2))
}

/** Why a file could not be read, with its exit code. */
export interface UnreadableFile {
  readonly message: string
  readonly exit: ExitCode
}

/** Reads a text file a person named; UTF-8, at most `limitBytes`. */
export function readInputFile(path: string, limitBytes: number): Result<string, UnreadableFile> {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > limitBytes) {
      const message = `${basename(path)}: is ${String(bytes.length)} bytes; the limit is ${String(limitBytes)}`
      return failure({ message, exit: EXIT.invalidData })
    }
    return success(bytes.toString('utf8'))
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? String(thrown)
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    return failure({ message: `${path}: ${reason}`, exit: EXIT.inputNotFound })
  }
}

const PLAN_LIMIT_BYTES = 4_000_000

/** Reads and checks a plan file; the sentence names file, place, value and limit. */
export function readPlanFile(path: string): Result<Plan, UnreadableFile> {
  const text = readInputFile(path, PLAN_LIMIT_BYTES)
  if (!text.ok) return text
  const plan = parsePlan(text.value, basename(path))
  return plan.ok ? plan : failure({ message: problemSentence(plan.error), exit: EXIT.invalidData })
}

const RESTORE_HINT =
  'rmos store backups lists the backups, rmos store restore NAME brings one back.'

/** Opens the workshop for one command and closes it again, whatever the command does. */
export async function withWorkshop(
  context: CommandContext,
  work: (workshop: Workshop) => Promise<ExitCode>,
): Promise<ExitCode> {
  const opened = await openWorkshop({
    dataDir: context.dataDir,
    ...context.database,
    installDir: context.installDir,
    shell: 'command-line',
    spawnEngine: context.spawnEngine ?? forkEngine(),
    log: context.writeNote,
  })
  if (!opened.ok) {
    const exit = tellProblem(context, opened.error)
    if (curableCause(opened.error) !== null) context.writeNote(RESTORE_HINT)
    return exit
  }
  for (const notice of opened.value.notices) context.writeNote(notice)
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}
