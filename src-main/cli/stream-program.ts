import type { Problem } from '#core/contract/problem.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Workshop } from '../workshop/open-workshop.ts'
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

/**
 * Streams one program of a recorded run over a port that is connected already, and resolves when it has
 * ended, however it ended. The first Ctrl+C stops the machine: hold, stand, reset.
 */
export async function streamProgram(
  context: CommandContext,
  workshop: Workshop,
  ids: {
    readonly runId: string
    readonly programId: string
    readonly mode?: 'cut' | 'check'
  },
): Promise<Result<JobProgress, Problem>> {
  const { machine, sends } = workshop
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
    const started = await sends.start(ids.runId, ids.programId, ids.mode)
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
