import { constants, setPriority } from 'node:os'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { BACKUP_JOBS } from './backup-work.ts'
import type { BackupJobName, FromWorker, ToWorker } from './backup-work.ts'
import type { BackupProgress, WorkWatch } from './backup-progress.ts'

/** Progress is told at most so often, ms. */
const PROGRESS_INTERVAL_MS = 100

/** The part of Electron's utility process that this entry uses. */
interface ParentPort {
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly postMessage: (message: unknown) => void
}

function openChannel(receive: (message: ToWorker) => void): (message: FromWorker) => void {
  const port: ParentPort | null = 'parentPort' in process ? process.parentPort : null
  if (port !== null) {
    port.on('message', ({ data }) => {
      receive(data as ToWorker)
    })
    return (message) => {
      port.postMessage(message)
    }
  }
  process.on('message', receive)
  // Without main nobody wants the answer; what is unfinished is swept by the next backup.
  process.on('disconnect', () => {
    process.exit(0)
  })
  return (message) => {
    if (process.connected) process.send?.(message)
  }
}

/** The machine's engine and the screen go first. */
function stepBack(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
}

function throttled(tell: (progress: BackupProgress) => void): (progress: BackupProgress) => void {
  let toldMs = -Infinity
  return (progress) => {
    const nowMs = performance.now()
    if (nowMs - toldMs < PROGRESS_INTERVAL_MS) return
    toldMs = nowMs
    tell(progress)
  }
}

function work(name: BackupJobName, order: unknown, watch: WorkWatch) {
  const job = BACKUP_JOBS[name] as (
    order: unknown,
    watch: WorkWatch,
  ) => Promise<Result<unknown, Problem>>
  return job(order, watch)
}

/** Does one piece of work for main, tells how far it is, answers and waits to be ended. */
function serveOneOrder(): void {
  const controller = new AbortController()
  stepBack()
  // A terminal sends Ctrl+C to the whole group, but only main decides what becomes of the work.
  process.on('SIGINT', () => undefined)
  const post = openChannel((message) => {
    if (message.kind === 'cancel') {
      controller.abort(new Error('cancelled'))
      return
    }
    const onProgress = throttled((progress) => {
      post({ kind: 'progress', progress })
    })
    work(message.name, message.order, { onProgress, signal: controller.signal }).then(
      (result) => {
        post({ kind: 'answer', result })
      },
      (defect: unknown) => {
        const stack = defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)
        post({ kind: 'defect', stack })
      },
    )
  })
}

serveOneOrder()
