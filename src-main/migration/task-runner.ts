import { randomBytes } from 'node:crypto'
import { nodeFiles } from '../files/node-files.ts'
import type { EngineSpawner } from '../machine/engine-link.ts'
import type { TargetPlace } from '../store/migration-target.ts'
import { performTask } from './perform-task.ts'
import type {
  FromTaskProcess,
  MigrationTask,
  TaskEnd,
  TaskStep,
  TaskSurroundings,
  ToTaskProcess,
} from './task.ts'

/** Watches a task from outside. */
export interface TaskWatch {
  readonly tell: (step: TaskStep) => void
  /** Aborted when the person wants the task to end. */
  readonly signal: AbortSignal
}

/** Runs tasks; rejects only when a task had a defect. */
export type TaskRunner = <K extends MigrationTask['kind']>(
  task: Extract<MigrationTask, { kind: K }>,
  watch: TaskWatch,
) => Promise<TaskEnd<K>>

/** After so long without an answer to a cancel the process is ended; the database does not mind. */
const CANCEL_PATIENCE_MS = 20_000

/** Where the process's entry lies: beside this module in the source tree, `migration.js` when built. */
export function migrationModulePath(): string {
  const here = import.meta.filename
  return here.endsWith('.ts')
    ? `${import.meta.dirname}/task-process.ts`
    : `${import.meta.dirname.replace(/[\\/]chunks$/, '')}/migration.js`
}

/** What a task is surrounded by in the process it runs in: the real disk, clock and random ids. */
export function surroundingsFor(
  { dbPath, migrationsDir }: MigrationTask,
  tell: (step: TaskStep) => void,
  isCancelled: () => boolean,
): TaskSurroundings {
  const place: TargetPlace = {
    path: dbPath,
    migrationsDir,
    files: nodeFiles(),
    clock: () => new Date(),
    newId: () => randomBytes(16).toString('hex'),
  }
  return { place, tell, isCancelled }
}

/** Runs tasks in this process, which attends to other things only between pieces. */
export function runHere(): TaskRunner {
  return async <K extends MigrationTask['kind']>(
    task: Extract<MigrationTask, { kind: K }>,
    { tell, signal }: TaskWatch,
  ) => {
    const end = await performTask(
      task,
      surroundingsFor(task, tell, () => signal.aborted),
    )
    return end as TaskEnd<K>
  }
}

/** Runs each task in a process of its own, so that neither the screen nor the machine ever waits. */
export function runApart(spawn: EngineSpawner): TaskRunner {
  return <K extends MigrationTask['kind']>(
    task: Extract<MigrationTask, { kind: K }>,
    { tell, signal }: TaskWatch,
  ) =>
    new Promise<TaskEnd<K>>((resolve, reject) => {
      const link = spawn()
      let patience: NodeJS.Timeout | null = null
      let settled = false
      const settle = (finish: () => void) => {
        if (settled) return
        settled = true
        signal.removeEventListener('abort', cancel)
        if (patience !== null) clearTimeout(patience)
        finish()
        link.kill()
      }
      const cancel = () => {
        link.post({ kind: 'cancel' } satisfies ToTaskProcess)
        patience = setTimeout(link.kill, CANCEL_PATIENCE_MS)
      }
      link.onMessage((raw) => {
        const message = raw as FromTaskProcess
        if (message.kind === 'step') tell(message.step)
        else if (message.kind === 'end') {
          settle(() => {
            resolve(message.end as TaskEnd<K>)
          })
        } else {
          settle(() => {
            reject(new Error(message.stack))
          })
        }
      })
      link.onExit((code) => {
        settle(() => {
          resolve(endedEarly(code))
        })
      })
      link.post({ kind: 'task', task } satisfies ToTaskProcess)
      if (signal.aborted) cancel()
      else signal.addEventListener('abort', cancel)
    })
}

function endedEarly(code: number | null): {
  readonly state: 'failed'
  readonly problem: TaskProblem
} {
  const how = code === null ? 'killed' : `code ${String(code)}`
  return {
    state: 'failed',
    problem: {
      kind: 'storage',
      message: `The process of the import ended before it was done (${how}).`,
      remedy:
        'The database is whole: either as it was or fully imported, as its history says. Run it again.',
      requestId: '',
    },
  }
}

type TaskProblem = Extract<TaskEnd, { state: 'failed' }>['problem']
