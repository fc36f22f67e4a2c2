import { constants, setPriority } from 'node:os'
import { dirname } from 'node:path'
import { performTask } from './perform-task.ts'
import { surroundingsFor } from './task-runner.ts'
import type { FromTaskProcess, MigrationTask, TaskStep, ToTaskProcess } from './task.ts'

/** Progress is told at most so often, ms. */
const PROGRESS_INTERVAL_MS = 100

/** The part of Electron's utility process that this entry uses. */
interface ParentPort {
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly postMessage: (message: unknown) => void
}

function openChannel(
  receive: (message: ToTaskProcess) => void,
  lost: () => void,
): (message: FromTaskProcess) => void {
  const port: ParentPort | null = 'parentPort' in process ? process.parentPort : null
  if (port !== null) {
    port.on('message', ({ data }) => {
      receive(data as ToTaskProcess)
    })
    return (message) => {
      port.postMessage(message)
    }
  }
  process.on('message', receive)
  process.on('disconnect', lost)
  return (message) => {
    if (process.connected) process.send?.(message)
  }
}

function throttled(tell: (step: TaskStep) => void): (step: TaskStep) => void {
  let toldMs = -Infinity
  return (step) => {
    const nowMs = performance.now()
    if (nowMs - toldMs < PROGRESS_INTERVAL_MS) return
    toldMs = nowMs
    tell(step)
  }
}

/** Runs one task for main, tells how far it is, answers and waits to be ended. */
function serveOneTask(): void {
  let isCancelled = false
  const cancel = () => {
    isCancelled = true
  }
  // The machine's engine and the screen go first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  // A terminal sends Ctrl+C to the whole group, but only main decides what becomes of the work.
  process.on('SIGINT', () => undefined)
  const post = openChannel((message) => {
    if (message.kind === 'cancel') cancel()
    else void perform(message.task)
  }, cancel)

  const perform = async (task: MigrationTask) => {
    // What does not fit in memory is put on the database's own disk, not in a small /tmp.
    process.env['SQLITE_TMPDIR'] ??= dirname(task.dbPath)
    const tell = throttled((step) => {
      post({ kind: 'step', step })
    })
    try {
      post({
        kind: 'end',
        end: await performTask(
          task,
          surroundingsFor(task, tell, () => isCancelled),
        ),
      })
    } catch (defect) {
      const stack = defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)
      post({ kind: 'defect', stack })
    }
  }
}

serveOneTask()
