import { basename } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { confirmedStage } from '#core/rosette/stage.ts'
import type { Workshop } from '../workshop/open-workshop.ts'
import { recordExternalRun } from '../workshop/external-run.ts'
import { problem } from '../workshop/problems.ts'
import { readInputFile, tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { streamProgram } from './stream-program.ts'

const RUN_ID = /^[0-9a-f]{32}$/
const FILE_LIMIT_BYTES = 64_000_000

interface SendOrder {
  readonly target: string
  readonly portUri: string
  readonly programId: string | null
  /** The hand work before the next stage is done: confirms it. */
  readonly scraped: boolean
  /** In the controller's check mode: every line is read, nothing moves. */
  readonly mode: 'cut' | 'check'
  /** 1-based line of the program to go on from; null for the whole. */
  readonly fromLine: number | null
  readonly zeroChecked: boolean
}

/** An outside file becomes a recorded run first, so that what is streamed is what was checked. */
async function runOfFile(
  context: CommandContext,
  workshop: Workshop,
  path: string,
): Promise<Result<string, ExitCode>> {
  const text = readInputFile(path, FILE_LIMIT_BYTES)
  if (!text.ok) {
    context.writeNote(text.error.message)
    return failure(text.error.exit)
  }
  const recorded = await recordExternalRun(
    { fileName: basename(path), text: text.value },
    workshop.workplace,
  )
  if (!recorded.ok) return failure(tellProblem(context, recorded.error))
  const { runId, artifact } = recorded.value
  for (const warning of artifact.decision.warnings) context.writeNote(warning)
  if (artifact.status === 'OK') return success(runId)
  context.writeNote(`${artifact.status}: ${artifact.decision.block_reason ?? ''}`)
  context.writeNote(`Recorded as run ${runId}.`)
  return failure(EXIT.blocked)
}

/** Confirms the hand work of every stage before a program. */
function confirmBefore(
  workshop: Workshop,
  artifact: RunArtifact,
  programId: string,
): Result<void, Problem> {
  const programs = artifact.outputs.programs
  const target = programs.findIndex((program) => program.program_id === programId)
  for (const { stage } of programs.slice(0, target)) {
    const handWork = confirmedStage(stage)
    if (handWork === null) continue
    const confirmed = workshop.runStore.confirmStage(artifact.run_id, handWork)
    if (!confirmed.ok) return confirmed
  }
  return success(undefined)
}

/** The program asked for, else the first that has not been completed yet; confirms hand work if told. */
async function chooseProgram(
  workshop: Workshop,
  runId: string,
  { programId, scraped }: SendOrder,
): Promise<Result<string, Problem>> {
  const shown = await workshop.runStore.show(runId)
  if (!shown.ok) return shown
  const { artifact, sends } = shown.value
  const programs = artifact.outputs.programs
  const isDone = (id: string) =>
    sends.some((send) => send.programId === id && send.outcome === 'completed')
  const next = programs.find((program) => !isDone(program.program_id)) ?? programs[0]
  const chosen = programId ?? next?.program_id
  if (chosen === undefined) {
    return failure(problem('blocked', `The run ${runId} is ${artifact.status}: it has no program.`))
  }
  if (!scraped) return success(chosen)
  const confirmed = confirmBefore(workshop, artifact, chosen)
  return confirmed.ok ? success(chosen) : confirmed
}

async function sendRun(
  context: CommandContext,
  workshop: Workshop,
  { runId, order }: { readonly runId: string; readonly order: SendOrder },
): Promise<ExitCode> {
  const programId = await chooseProgram(workshop, runId, order)
  if (!programId.ok) return tellProblem(context, programId.error)
  const connected = await workshop.machine.connect(order.portUri)
  if (!connected.ok) return tellProblem(context, connected.error)
  const doing = order.mode === 'check' ? 'Checking' : 'Sending'
  context.writeNote(`${doing} ${programId.value} of run ${runId} on ${order.portUri}`)
  const { mode, fromLine, zeroChecked } = order
  const ended = await streamProgram(context, workshop, {
    ...{ runId, programId: programId.value, mode, zeroChecked },
    ...(fromLine !== null && { fromLine }),
  })
  if (!ended.ok) {
    if (ended.error.message.endsWith(' is locked.')) {
      context.writeNote('Repeat with --scraped when it is done.')
    }
    return tellProblem(context, ended.error)
  }
  return tellEnd(context, programId.value, ended.value)
}

function tellEnd(context: CommandContext, programId: string, ended: JobProgress): ExitCode {
  const { outcome, outcomeSentence, linesAcknowledged, lineCount, sendId, runId } = ended
  if (context.json) {
    const facts = {
      runId,
      programId,
      sendId,
      outcome,
      linesAcknowledged,
      lineCount,
    }
    writeJson(context, 'rmos.send-result', facts)
  } else context.writeResult(`${outcome ?? 'unknown'}: ${outcomeSentence}`)
  return outcome === 'completed' || outcome === 'checked' ? EXIT.done : EXIT.machineFault
}

/** `send`: streams a program of a recorded run, or an outside file, with progress. */
export const send: Command = {
  name: 'send',
  summary: 'stream a program of a run, or a G-code file, to a controller',
  usage:
    "Usage: rmos send RUN_ID|FILE.nc --port URI [--program ID] [--scraped] [--check] [--from-line N [--zero-checked]]\nPorts: serial:/dev/ttyUSB0?baud=115200, serial:COM3, tcp://host:port, virtual: (rehearsal; virtual:?speed=20 is quicker)\nA run with several programs goes on with the first that is not done; --scraped says the hand work before it is.\n--check uses the controller's check mode: it reads every line and moves nothing; its offsets are set again after it.\n--from-line goes on from a line of the program: it shows what it sends to get there, then lifts, starts the spindle, goes across and down.\n--zero-checked says that zero is true on a machine without homing whose controller restarted.\nCtrl+C stops the machine. Exit 5 when it did not run to its end.\nExample: rmos send 4f0c1d7e9a2b4c5d8e6f7a8b9c0d1e2f --port virtual:",
  options: {
    port: { type: 'string' },
    program: { type: 'string' },
    scraped: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    'from-line': { type: 'string' },
    'zero-checked': { type: 'boolean', default: false },
  },
  run: ({ values, positionals }, context) => {
    const target = positionals[0]
    const portUri = values['port']
    if (target === undefined)
      return Promise.resolve(tellUsage(context, 'send', 'name a run or a file'))
    if (typeof portUri !== 'string') {
      return Promise.resolve(tellUsage(context, 'send', 'name the port with --port URI'))
    }
    const fromLine = values['from-line'] === undefined ? null : Number(values['from-line'])
    if (fromLine !== null && !(Number.isInteger(fromLine) && fromLine >= 1)) {
      return Promise.resolve(tellUsage(context, 'send', '--from-line is a line number from 1'))
    }
    const programId = typeof values['program'] === 'string' ? values['program'] : null
    const mode = values['check'] === true ? 'check' : 'cut'
    const scraped = values['scraped'] === true
    const zeroChecked = values['zero-checked'] === true
    const order = { target, portUri, programId, scraped, mode, fromLine, zeroChecked } as const
    return withWorkshop(context, async (workshop) => {
      if (RUN_ID.test(target)) return sendRun(context, workshop, { runId: target, order })
      const runId = await runOfFile(context, workshop, target)
      return runId.ok ? sendRun(context, workshop, { runId: runId.value, order }) : runId.error
    })
  },
}
