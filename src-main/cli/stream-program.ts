import type { Problem } from '#core/contract/problem.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { JobDesk } from '../workshop/job/job-desk.ts'
import type { ResumeAsked } from '../workshop/job/preview-resume.ts'
import type { Workshop } from '../workshop/open-workshop.ts'
import { problem } from '../workshop/problems.ts'
import type { CommandContext } from './command.ts'
import { clockTime } from './table.ts'

/** Between progress lines where stderr is no terminal, ms. */
const LINE_INTERVAL_MS = 2000
const BAR_WIDTH = 28

function progressText(job: JobProgress, snapshot: MachineSnapshot): string {
  const share = job.lineCount === 0 ? 0 : job.linesAcknowledged / job.lineCount
  const left = job.secondsLeft === null ? '' : `, ${clockTime(job.secondsLeft)} left`
  const at = snapshot.workPosition
  const place =
    at === null ? '' : `  X ${at.xMm.toFixed(3)} Y ${at.yMm.toFixed(3)} Z ${at.zMm.toFixed(3)}`
  return `${String(Math.floor(share * 100)).padStart(3)} %  line ${String(job.linesAcknowledged)} of ${String(job.lineCount)}${left}  ${snapshot.controllerState ?? ''}${place}`
}

/** Shows progress on stderr: a bar on a terminal, a line every two seconds elsewhere. */
function createProgress(context: CommandContext) {
  let lastMs = 0
  return {
    show: (snapshot: MachineSnapshot) => {
      const { job } = snapshot
      if (job === null) return
      if (context.interactive) {
        const share = job.lineCount === 0 ? 0 : job.linesAcknowledged / job.lineCount
        const full = Math.round(share * BAR_WIDTH)
        const bar = `${'='.repeat(full)}${' '.repeat(BAR_WIDTH - full)}`
        process.stderr.write(`\r[${bar}] ${progressText(job, snapshot)}\u001B[K`)
        return
      }
      const nowMs = performance.now()
      if (nowMs - lastMs < LINE_INTERVAL_MS) return
      lastMs = nowMs
      context.writeNote(progressText(job, snapshot))
    },
    end: () => {
      if (context.interactive) process.stderr.write('\n')
    },
  }
}

interface StreamIds {
  readonly runId: string
  readonly programId: string
  readonly mode?: 'cut' | 'check'
  /** 1-based source line to go on from. */
  readonly fromLine?: number
  readonly zeroChecked?: boolean
}

/** Whoever types the command has said yes to what it warns of; the warnings are told all the same. */
async function startJob(
  context: CommandContext,
  jobs: JobDesk,
  ids: StreamIds,
): Promise<Result<MachineSnapshot, Problem>> {
  const { runId, programId, mode, fromLine, zeroChecked = false } = ids
  if (mode === 'check') return jobs.check(runId, programId)
  if (fromLine !== undefined)
    return resumeJob(context, jobs, { runId, programId, sourceLine: fromLine, zeroChecked })
  const gate = await jobs.startGate(runId, programId)
  if (!gate.ok) return gate
  for (const { verdict, sentence } of gate.value.rows) {
    if (verdict === 'warn') context.writeNote(sentence)
  }
  const change = gate.value.facts.stops.find(({ kind }) => kind === 'toolChange')
  if (change !== undefined) {
    const sentence = `Line ${String(change.sourceLine)} changes the tool (M6), which wants a person at the screen.`
    return failure(problem('blocked', sentence, 'Run it from the Machine page of RMOS.'))
  }
  return jobs.start({
    runId,
    programId,
    acknowledged: 'all',
    optionalStops: false,
    refusedLines: 'stop',
  })
}

/** Shows the preamble before it is sent. */
async function resumeJob(
  context: CommandContext,
  jobs: JobDesk,
  ids: Pick<ResumeAsked, 'runId' | 'programId' | 'sourceLine' | 'zeroChecked'>,
): Promise<Result<MachineSnapshot, Problem>> {
  const asked: ResumeAsked = { ...ids, clearanceZMm: null, sendId: null }
  const preview = await jobs.previewResume(asked)
  if (!preview.ok) return preview
  const { refusal, fromSourceLine, preamble, firstLines } = preview.value
  if (refusal !== null) return failure(problem('blocked', refusal))
  context.writeNote(`Going on from line ${String(fromSourceLine)}. Sent before it:`)
  for (const { text, meaning } of preamble) context.writeNote(`  ${text.padEnd(28)} ${meaning}`)
  for (const { sourceLine, text } of firstLines) {
    context.writeNote(`  line ${String(sourceLine)}: ${text}`)
  }
  return jobs.resumeFrom(asked, fromSourceLine)
}

/**
 * Streams one program of a recorded run over a port that is connected already, and resolves when it has
 * ended, however it ended. The first Ctrl+C stops the machine: hold, stand, reset.
 */
export async function streamProgram(
  context: CommandContext,
  workshop: Workshop,
  ids: StreamIds,
): Promise<Result<JobProgress, Problem>> {
  const { machine, sends, jobs } = workshop
  const progress = createProgress(context)
  let finish: (job: JobProgress) => void = () => undefined
  const finished = new Promise<JobProgress>((resolve) => {
    finish = resolve
  })
  const forget = [machine.onChange(progress.show), machine.jobFinished(finish)]
  const stop = () => {
    context.writeNote('Stopping the machine.')
    void machine.stop()
  }
  context.interrupted.addEventListener('abort', stop)
  try {
    const started = await startJob(context, jobs, ids)
    if (!started.ok) return failure(started.error)
    if (context.interrupted.aborted) stop()
    const job = await finished
    progress.end()
    await sends.settled()
    return success(job)
  } finally {
    context.interrupted.removeEventListener('abort', stop)
    for (const end of forget) end()
  }
}
